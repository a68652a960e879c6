"""Parts of the proof in other time zones: takes a zone and a command of run.py, gives the report of its process."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from pictures.places import PROOF
from pictures.report import Report

ZONES = ("UTC", "Asia/Seoul", "America/New_York")


def reported(zone: str, *command: str) -> Report:
    """The report of one part, drawn by a process whose clock stands in `zone`. Raises `ChildProcessError`."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "report.json")
        run = [sys.executable, str(PROOF / "run.py"), *command, "--report", str(file)]
        done = subprocess.run(run, env={**os.environ, "TZ": zone}, capture_output=True, text=True)
        if not file.exists():
            raise ChildProcessError(f"the proof in {zone} ended with {done.returncode}:\n{done.stderr[-4000:]}")
        report = Report.read(file)
    name = f"{report.name}, {zone}"
    return report._replace(name=name, row=(name, *report.row[1:]))

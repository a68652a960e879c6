"""How a run ends: the exit code of what ended it, and the one line said about it.

Takes a finished run; gives a line on stderr with the run, its charts, its folder and the next command.
"""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

from chartkit.diagnostics import counted

if TYPE_CHECKING:
    from chartkit.runs.run import Run


def exit_code_of(error: BaseException | None) -> int:
    """What the process would exit with: 0 without an error, `SystemExit`'s own code, else 1."""
    if error is None:
        return 0
    if isinstance(error, SystemExit):
        if error.code is None:
            return 0
        return error.code if isinstance(error.code, int) else 1
    return 1


def exit_code_at_exit() -> int:
    """1 when an exception is ending the script, else 0. An interactive session goes on after one: there 0."""
    is_interactive = hasattr(sys, "ps1") or bool(sys.flags.interactive) or "ipykernel" in sys.modules
    return 0 if is_interactive else int(getattr(sys, "last_value", None) is not None)


def closing_line(run: Run, exit_code: int) -> None:
    """Write the line, unless `CHARTKIT_SILENT=1` or the run was disabled."""
    if os.environ.get("CHARTKIT_SILENT") == "1" or run.is_disabled or sys.stderr is None:
        return
    with contextlib.suppress(OSError, ValueError):  # a closed stderr is no reason to fail after the training
        sys.stderr.write(f"chartkit: {_sentence(run, exit_code)}\n")


def _sentence(run: Run, exit_code: int) -> str:
    ended = "finished" if exit_code == 0 else f"failed (exit code {exit_code})"
    said = f"run {run.name} ({run.project}/{run.id}) {ended}"
    if not run.is_stored:
        return f"{said}; nothing of it was stored."
    charts = counted(len(run.chart_keys), "chart")
    were = "was" if run.lost_calls == 1 else "were"
    lost = f", {counted(run.lost_calls, 'call')} {were} NOT stored" if run.lost_calls else ""
    return f"{said}: {charts}{lost} in {_short(run.dir)}; next: chartkit runs export {run.id} -o run.html"


def _short(folder: str) -> str:
    """The folder relative to the working one where that is shorter."""
    try:
        relative = os.path.relpath(folder)
    except (OSError, ValueError):
        return folder
    return relative if len(relative) < len(folder) else folder

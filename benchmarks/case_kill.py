"""`kill -9` in the middle of logging: what of the calls that had returned can be read, and how soon before that."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from killed import PAUSE
from processes import Tracker, environment

PROGRAM = Path(__file__).with_name("killed.py")
_LOGGING_S = 1.0
_LEFT_ALONE_S = 2.5
"""How long wandb's other process has, after the kill, to write what it still holds."""


class Killed(NamedTuple):
    """What one kill left; `visible` of the first `PAUSE` rows could be read when those calls had just returned."""

    visible: int
    returned: int
    read: int

    @property
    def lost(self) -> int:
        """Calls that returned and left nothing."""
        return max(0, self.returned - self.read)


def kills(tracker: Tracker, quick: bool) -> list[Killed]:
    """One process killed at a time, three in all; quick: one."""
    return [_kill(tracker) for _ in range(1 if quick else 3)]


def _kill(tracker: Tracker) -> Killed:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder, _logging(tracker, folder) as process:
        assert process.stdin and process.stdout
        if b"paused\n" not in iter(process.stdout.readline, b""):  # trackio says something before
            raise SystemExit(f"{tracker.name} did not log {PAUSE} calls")
        visible = _count(tracker, folder)
        process.stdin.write(b"\n")
        process.stdin.flush()
        time.sleep(_LOGGING_S)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        time.sleep(_LEFT_ALONE_S)
        returned = int.from_bytes(Path(folder, "returned").read_bytes(), "little")
        return Killed(visible, returned, _count(tracker, folder))


@contextmanager
def _logging(tracker: Tracker, folder: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [tracker.python, PROGRAM, tracker.name, "log"]
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment(folder),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def _count(tracker: Tracker, folder: str) -> int:
    command = [tracker.python, PROGRAM, tracker.name, "count"]
    return int(subprocess.run(command, cwd=folder, env=environment(folder), capture_output=True, check=True).stdout)

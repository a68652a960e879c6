"""The trainee from outside: takes orders, gives what a training acknowledged and how it ended."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from typing import IO, Any, NamedTuple

HERE = Path(__file__).parent
NONE, KILL_BEFORE, KILL_AFTER, KILL_HALF, EIO_ERROR, FULL, SHORT = range(7)
"""Kinds of faults, as in layer.c."""
_SHARED: list[Trainee] = []


class Training(NamedTuple):
    """One training: what it told, and the code it ended with (a signal's number, negative)."""

    acknowledged: list[int]
    said: list[int]
    """The calls of which the training itself knew that they were not stored."""
    code: int
    is_begun: bool
    """True when `init` had returned."""
    n_changes: int = 0
    """How many calls of the system changed the store."""


Told = Callable[[str, int], None]
"""Called with each line that a training tells, and its process id."""


class Trainee:
    """A process that trains when told to."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    @property
    def pid(self) -> int:
        """Of the process that starts trainings."""
        return self._process.pid

    @property
    def _lines(self) -> IO[str]:
        assert self._process.stdout is not None
        return self._process.stdout

    def train(self, folder: Path, last: int, told: Told | None = None, **order: Any) -> Training:
        """One training with the calls up to `last`, in `folder`."""
        folder.mkdir(parents=True, exist_ok=True)
        self.say(json.dumps({"folder": str(folder), "last": last, **order}))
        return self._heard(told)

    def several(self, folder: Path, how: str, writers: int, calls: int) -> Training:
        """One run with several writers: `fork`, `spawn`, `threads` or `shared`."""
        folder.mkdir(parents=True, exist_ok=True)
        self.say(json.dumps({"folder": str(folder), "how": how, "writers": writers, "calls": calls}))
        return self._heard(None)

    def wait(self) -> None:
        """Until it can be told to train."""
        if self._lines.readline() != "ready\n":
            raise RuntimeError("the trainee does not start")

    def say(self, line: str) -> None:
        """A line to the trainee, or to the training that waits for one."""
        assert self._process.stdin is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()

    def _heard(self, told: Told | None) -> Training:
        acknowledged: list[int] = []
        said: list[int] = []
        is_begun, n_changes, pid = False, 0, 0
        for line in self._lines:
            word, _, number = line.strip().partition(" ")
            if word == "ack":
                acknowledged.append(int(number))
            elif word == "said":
                said.append(int(number))
            elif word == "pid":
                pid = int(number)
            elif word == "count":
                n_changes = int(number)
            elif word == "end":
                return Training(acknowledged, said, int(number), is_begun, n_changes)
            is_begun = is_begun or word == "init"
            if told is not None:
                told(line.strip(), pid)
        raise RuntimeError("the trainee ended in the middle of a training")


@contextlib.contextmanager
def trainee() -> Generator[Trainee]:
    """A trainee whose files go through the layer: one for all, since its start takes longer than a training.

    Raises `FileNotFoundError` without a C compiler.
    """
    if not _SHARED:
        stack = contextlib.ExitStack()
        atexit.register(stack.close)
        place = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        _SHARED.append(stack.enter_context(started(place)))
    yield _SHARED[0]


@contextlib.contextmanager
def started(place: Path, before: Sequence[str] = ()) -> Generator[Trainee]:
    """A trainee of its own; `before` is a command that starts it, such as `unshare`.

    Raises `FileNotFoundError` without a C compiler.
    """
    place.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "LD_PRELOAD": str(layer(place)), "CHARTKIT_SILENT": "1", "CHARTKIT_SYSTEM_S": "0"}
    environment["PYTHONPATH"] = str(HERE.parents[2])
    command = [*before, sys.executable, str(HERE / "trainee.py"), str(place)]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, env=environment, **pipes) as process:
        found = Trainee(process)
        found.wait()
        yield found


def compiler() -> str | None:
    """The C compiler of this machine."""
    return shutil.which("gcc") or shutil.which("cc")


def layer(place: Path) -> Path:
    """The file layer with faults, compiled. Raises `FileNotFoundError` without a compiler."""
    path = place / "layer.so"
    if not path.exists():
        found = compiler()
        if found is None:
            raise FileNotFoundError("no C compiler")
        subprocess.run([found, "-O1", "-shared", "-fPIC", "-o", path, HERE / "layer.c", "-ldl"], check=True)
    return path

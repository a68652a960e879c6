"""One project read for the first time: takes its folder and the runs to read; gives which of them are in the cache.

A process reads them, so that the server answers meanwhile and holds none of their rows. When it ends before its time,
another goes on run by run, so that the one at which it ended is found and left out.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, NamedTuple, cast

import orjson

from chartkit.runs.names import name_of_folder

_WORKER = "chartkit.workspace.first_reading.worker"


class Progress(NamedTuple):
    """How far a reading is."""

    n_runs: int
    n_read: int
    n_failed: int
    """Runs at which the process that read them ended."""


class FirstReading:
    """Under way from when it is made. Safe between threads."""

    def __init__(self, store: Path, folder: Path, names: Sequence[str]) -> None:
        self._command = [sys.executable, "-m", _WORKER, str(store), str(folder)]
        self._names = list(dict.fromkeys(names))
        self._read: list[str] = []
        self._failed: list[str] = []
        self._lock = threading.Lock()
        self._has_begun = threading.Event()
        self._is_ended = self._is_idle = False
        self._singly: list[str] = []
        self._process: subprocess.Popen[bytes] | None = None
        self._start()

    def add(self, names: Sequence[str]) -> None:
        """Read these as well, behind the others."""
        with self._lock:
            known = set(self._names)
            self._names += [name for name in names if name not in known]
            if not self._is_idle or len(self._names) == len(known):
                return
            self._is_idle = False
        self._start()

    def wait_for_first(self, timeout_s: float) -> None:
        """Wait until the first runs are read."""
        self._has_begun.wait(timeout_s)

    def read_after(self, n: int) -> list[str]:
        """Folders of the runs that were read after the first `n`, in the order in which they were."""
        with self._lock:
            return self._read[n:]

    def failed(self) -> set[str]:
        """Folders of the runs that could not be read."""
        with self._lock:
            return set(self._failed)

    def ids_after(self, n: int) -> list[str]:
        """Ids of the runs that were read after the first `n`."""
        return [name_of_folder(name) for name in self.read_after(n)]

    @property
    def progress(self) -> Progress:
        """How far it is."""
        with self._lock:
            return Progress(len(self._names), len(self._read), len(self._failed))

    @property
    def is_done(self) -> bool:
        """Whether every run was read, or could not be."""
        found = self.progress
        return found.n_read + found.n_failed >= found.n_runs

    def end(self) -> None:
        """Read no further."""
        with self._lock:
            self._is_ended = True
            process = self._process
        if process is not None:
            process.kill()
        self._thread.join()

    def _start(self) -> None:
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while (left := self._left()) and (process := self._started()) is not None:
            n_read = self._read_on(process, left)
            with self._lock:
                if n_read == 0 and self._singly:
                    self._failed += left[:1]
                self._singly = ["singly"] if n_read < len(left) else []
        self._has_begun.set()

    def _left(self) -> list[str]:
        """What is still to be read; once there is nothing, only `add` goes on."""
        with self._lock:
            left = self._names[len(self._read) + len(self._failed) :]
            self._is_idle = not left
            return left

    def _started(self) -> subprocess.Popen[bytes] | None:
        with self._lock:
            if self._is_ended:
                return None
            self._process = subprocess.Popen(
                [*self._command, *self._singly],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                start_new_session=True,  # Ctrl-C is the server's to answer
            )
            return self._process

    def _read_on(self, process: subprocess.Popen[bytes], names: list[str]) -> int:
        """Let the process read these; gives how many it read before its end."""
        n_read = 0
        with suppress(BrokenPipeError), process:  # it ended before it was told what to read
            asking, answers = cast(IO[bytes], process.stdin), cast(IO[bytes], process.stdout)  # both are pipes
            asking.write(orjson.dumps(names, option=orjson.OPT_APPEND_NEWLINE))
            asking.flush()
            for line in answers:
                batch: list[str] = orjson.loads(line)
                n_read += len(batch)
                with self._lock:
                    self._read += batch
                self._has_begun.set()
        return n_read

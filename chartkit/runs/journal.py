"""The append-only file in which one process writes what happens to a run.

Takes whole lines as bytes; gives a file that every reader may read at any moment. One `os.write` a line, no thread and
no queue: what `append` returned from is with the operating system, so killing the process loses none of it.
"""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path
from typing import Protocol

import orjson

from chartkit.runs.writers import this_writer


class Journal(Protocol):
    """Where a run writes its lines."""

    path: Path | None

    def append(self, line: bytes) -> None:
        """Keep one line, ending in a newline. Raises `OSError` when it could not be kept whole."""
        ...

    def reopen(self) -> None:
        """Go on in a file of this process's own; called in a forked child."""
        ...

    def close(self) -> None:
        """Write nothing more."""
        ...


class FileJournal:
    """A journal in the run's folder, `journal-<host>-<pid>-<random>.jsonl`, made new by this process."""

    path: Path | None

    def __init__(self, folder: Path) -> None:
        """Make the file and write who writes it. Raises `OSError`."""
        self._folder = folder
        self._descriptor: int | None = None
        self._torn = False
        self._open()

    def append(self, line: bytes) -> None:
        """Write one line with one call. Raises `OSError`, also when the disk took only a part of it."""
        descriptor = self._descriptor
        if descriptor is None:
            descriptor = self._open()
        if self._torn:
            # The last write may have left half a line: a newline in front keeps this one whole for readers.
            line = b"\n" + line
        try:
            written = os.write(descriptor, line)
        except OSError:
            self._torn = True
            raise
        self._torn = written != len(line)
        if self._torn:
            raise OSError(errno.ENOSPC, f"{os.strerror(errno.ENOSPC)} ({written} of {len(line)} bytes fitted)")

    def reopen(self) -> None:
        """Forget the parent's file; the next line opens this process's own."""
        self.close()
        self._torn = False

    def close(self) -> None:
        """Close the file; a later `append` would open a new one."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)

    def _open(self) -> int:
        writer = this_writer()
        host = re.sub(r"[^A-Za-z0-9.]", "_", writer["host"])[:64]
        self.path = self._folder / f"journal-{host}-{writer['pid']}-{os.urandom(4).hex()}.jsonl"
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
        self._descriptor = os.open(self.path, flags, 0o666)
        self.append(orjson.dumps({"writer": writer}, option=orjson.OPT_APPEND_NEWLINE))
        return self._descriptor


class NoJournal:
    """The journal of a disabled run, or of one whose folder could not be made: keeps nothing."""

    path: Path | None = None

    def append(self, line: bytes) -> None:
        """Keep nothing."""

    def reopen(self) -> None:
        """Nothing to open."""

    def close(self) -> None:
        """Nothing to close."""

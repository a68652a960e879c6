"""The append-only file in which one process writes what happens to a run.

Takes whole lines as bytes; gives a file that every reader may read at any moment. One `os.write` a line, no thread and
no queue: what `append` returned from is with the operating system, so killing the process loses none of it.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from pathlib import Path
from time import monotonic, time
from typing import Any, Protocol

import orjson

from chartkit.runs.checksums import with_crc
from chartkit.runs.writers import this_writer
from chartkit.runs.writing.this_process import here

_LOOK_EVERY_S = 1.0
_PART_BYTES = 1 << 20


class Journal(Protocol):
    """Where a run writes its lines."""

    path: Path | None
    n_deletions: int
    """How often the run's folder was found deleted or moved away and was made again."""

    def append(self, line: bytes) -> None:
        """Keep one line, ending in a newline. Raises `OSError` when it could not be kept whole."""
        ...

    def look(self) -> None:
        """Make the folder and the file again when they have been deleted or moved. Raises `OSError`."""
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

    def __init__(self, folder: Path, make_folder: Callable[[], None], about: Mapping[str, Any] | None = None) -> None:
        """Make the file and write who writes it, with what `about` says of it: its role and rank.

        `make_folder` is for the case that somebody deletes the folder. Raises `OSError`.
        """
        self._about = dict(about or {})
        self.n_deletions = 0
        self._folder = folder
        self._make_folder = make_folder
        self._descriptor: int | None = None
        self._torn = False
        self._look_s = 0.0
        self._numbers: Iterator[int] = count()
        self._unused: int | None = None
        """The number of a line that the disk refused, which the next one takes."""
        self._open()

    def append(self, line: bytes, *more: bytes) -> None:
        """Write one line or several, each with its checksum, with one call.

        Raises `OSError`, also when the disk took only a part of it.
        """
        if self._descriptor is None or monotonic() >= self._look_s:
            self.look()
        descriptor = self._open() if self._descriptor is None else self._descriptor
        number = next(self._numbers) if self._unused is None else self._number_again()
        try:
            line = with_crc(line, number)
            if more:
                line += b"".join(with_crc(one, next(self._numbers)) for one in more)
            if self._torn:
                # The last write may have left half a line: a newline in front keeps this one whole for readers.
                line = b"\n" + line
            written = os.write(descriptor, line)
        except BaseException:  # a disk that refuses, or Ctrl-C
            self._torn = True
            self._unused = number
            raise
        self._torn = written != len(line)
        if self._torn:
            self._unused = number
            raise OSError(errno.ENOSPC, f"{os.strerror(errno.ENOSPC)} ({written} of {len(line)} bytes fitted)")

    def _number_again(self) -> int:
        """The number of a line that was not written; the next one where another thread was quicker."""
        number, self._unused = self._unused, None
        return next(self._numbers) if number is None else number

    def look(self) -> None:
        """Make the folder and the file again when they were deleted or moved, with all lines so far. Raises `OSError`.

        Called by `append` once a second at most: what a deleted file takes, nobody will read. Lines written to it
        before that are still with the system, as long as the file is open.
        """
        here.renew()
        self._look_s = monotonic() + _LOOK_EVERY_S
        old = self._descriptor
        if old is not None and is_in_place(old, self.path):
            return
        if old is None and self._folder.is_dir():
            return
        numbers = self._numbers, self._unused
        try:
            self._make_folder()
            self._open()
            if old is not None and self._descriptor is not None:
                copy_lines(old, self._descriptor)
                self._numbers, self._unused = numbers  # these lines go on behind those that were copied
        except OSError:
            if self._descriptor != old:
                self.close()
            self._descriptor, self._look_s = old, 0.0
            self._numbers, self._unused = numbers
            raise
        self.n_deletions += 1
        if old is not None:
            os.close(old)

    def reopen(self) -> None:
        """Forget the parent's file; the next line opens this process's own."""
        self.close()
        self._torn = False
        self._about["role"] = "child"

    def close(self) -> None:
        """Close the file; a later `append` would open a new one."""
        descriptor, self._descriptor = self._descriptor, None
        if descriptor is not None:
            os.close(descriptor)

    def _open(self) -> int:
        writer = this_writer() | self._about
        host = re.sub(r"[^A-Za-z0-9.]", "_", writer["host"])[:64]
        self.path = self._folder / f"journal-{host}-{writer['pid']}-{os.urandom(4).hex()}.jsonl"
        flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
        self._descriptor = descriptor = os.open(self.path, flags, 0o666)
        self._look_s = monotonic() + _LOOK_EVERY_S
        self._numbers, self._unused = count(), None
        self.append(orjson.dumps({"writer": writer, "_timestamp": time()}, option=orjson.OPT_APPEND_NEWLINE))
        return descriptor


def is_in_place(descriptor: int, path: Path | None) -> bool:
    """True while the open file is the one that stands at `path`: nobody has deleted it, or moved its folder."""
    mine = os.fstat(descriptor)
    try:
        return mine.st_nlink > 0 and path is not None and os.path.samestat(mine, path.stat())
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:  # a disk that does not say; the next write does
        return True


def copy_lines(old: int, new: int) -> None:
    """Append all that the file `old` holds to `new`, a half line at its end closed by a newline. Raises `OSError`."""
    place = 0
    while part := os.pread(old, _PART_BYTES, place):
        place += len(part)
        while part:
            part = part[os.write(new, part) :]
    os.write(new, b"\n")


class NoJournal:
    """The journal of a disabled run, or of one whose folder could not be made: keeps nothing."""

    path: Path | None = None
    n_deletions: int = 0

    def append(self, line: bytes) -> None:
        """Keep nothing."""

    def look(self) -> None:
        """Nothing to look at."""

    def reopen(self) -> None:
        """Nothing to open."""

    def close(self) -> None:
        """Nothing to close."""

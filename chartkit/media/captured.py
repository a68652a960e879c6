"""Files as they are when a medium is made of them: scripts write the next picture over the last one.

Takes a path; gives its bytes, or for a large file a copy of its own that is deleted with the medium.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import tempfile
import weakref
from collections.abc import Iterable
from pathlib import Path
from typing import IO, NamedTuple

from chartkit.diagnostics import DataError, shown
from chartkit.media.faults import UNREADABLE, missing, unreadable

_MOST_IN_MEMORY_BYTES = 1 << 18


class _Copy:
    """A file in the system's folder for temporary ones, deleted when nothing refers to this object."""

    def __init__(self, path: Path) -> None:
        self.path = path
        weakref.finalize(self, path.unlink, missing_ok=True)


class Captured(NamedTuple):
    """The content of a file as it was, and its size."""

    held: bytes | _Copy
    size_bytes: int

    @property
    def content(self) -> bytes | Path:
        """The bytes, or the file that has them as long as this object lives."""
        return self.held if isinstance(self.held, bytes) else self.held.path


def captured(path: Path, what: str) -> Captured:
    """The file's content now. Raises `DataError`, its sentence beginning with `what`, for what is no readable file."""
    try:
        status = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise missing(what, path) from None
    except OSError as error:
        raise unreadable(what, path, error) from error
    except ValueError:  # a null byte
        raise DataError.of(UNREADABLE, f"{what} is read from {shown(str(path))}, which can be no path.") from None
    if not stat.S_ISREG(status.st_mode):
        raise DataError.of(UNREADABLE, f"{what} is read from {shown(str(path))}, which is no file.")
    try:
        if status.st_size <= _MOST_IN_MEMORY_BYTES:
            content = path.read_bytes()
            return Captured(content, len(content))
        return spooled(path)
    except OSError as error:
        raise unreadable(what, path, error) from error


def spooled(source: Path) -> Captured:
    """A copy of a large file. Raises `OSError`."""
    descriptor, name = tempfile.mkstemp(prefix="chartkit-")
    os.close(descriptor)
    copy = _Copy(Path(name))
    shutil.copyfile(source, name)
    return Captured(copy, copy.path.stat().st_size)


def spooled_parts(parts: Iterable[bytes]) -> Captured:
    """The parts, one after the other, as one content: in memory when small, else in a file. Raises `OSError`."""
    held = bytearray()
    copy: _Copy | None = None
    with contextlib.ExitStack() as stack:
        file: IO[bytes] | None = None
        for part in parts:
            if file is None and len(held) + len(part) > _MOST_IN_MEMORY_BYTES:
                descriptor, name = tempfile.mkstemp(prefix="chartkit-")
                copy, file = _Copy(Path(name)), stack.enter_context(os.fdopen(descriptor, "wb"))
                file.write(held)
            if file is None:
                held += part
            else:
                file.write(part)
    return Captured(bytes(held), len(held)) if copy is None else Captured(copy, copy.path.stat().st_size)

"""The file beside the cache that holds the bytes of columns one after the other: written at its end, never changed.

Takes bytes; gives their places, and from a place the bytes again. On a file system of this machine the file is mapped,
so that whoever adds up a thousand columns copies none of them; elsewhere, where a mapping may break when the network
does, each column is read.
"""

from __future__ import annotations

import contextlib
import os
import weakref
from collections.abc import Iterable
from functools import lru_cache
from mmap import ACCESS_READ, mmap
from pathlib import Path

from chartkit.runs.reading.run_files import is_young

Bytes = bytes | memoryview
WORD_BYTES = 8
_LOCAL = frozenset(("ext2", "ext3", "ext4", "xfs", "btrfs", "zfs", "f2fs", "tmpfs", "overlay"))
_MOUNTS = Path("/proc/self/mountinfo")


class ColumnFile:
    """The file as it was when it was opened; it may be deleted since. Raises `OSError`."""

    def __init__(self, path: Path) -> None:
        self._descriptor = descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        weakref.finalize(self, os.close, descriptor)
        status = os.fstat(descriptor)
        is_mapped = status.st_size and _is_local(status.st_dev)
        self._mapped = memoryview(mmap(descriptor, status.st_size, access=ACCESS_READ)) if is_mapped else None
        self._proved: set[tuple[int, int, int]] = set()

    def read(self, place: int, n_bytes: int, checksum: int) -> Bytes | None:
        """The bytes at a place; None when their sum is another. Mapped ones are added up at the first reading alone."""
        if self._mapped is None:
            data = os.pread(self._descriptor, n_bytes, place)
            return data if len(data) == n_bytes and checksum_of(data) == checksum else None
        data = self._mapped[place : place + n_bytes]
        asked = (place, n_bytes, checksum)
        if asked not in self._proved:
            if len(data) != n_bytes or checksum_of(data) != checksum:
                return None
            self._proved.add(asked)
        return data


def opened(path: Path) -> ColumnFile:
    """The file; one that did not change since it was last opened stays mapped. Raises `OSError`."""
    status = path.stat()
    if is_young(status):
        return ColumnFile(path)
    return _kept_open(path, status.st_ino, status.st_size, status.st_mtime_ns)


@lru_cache(1)
def _kept_open(path: Path, *_: int) -> ColumnFile:
    return ColumnFile(path)


def column_path(store: Path, number: int) -> Path:
    """Where the file with this number is."""
    return store / f"cache-{number:08x}.columns"


def new_column_file(store: Path) -> int:
    """Make an empty file and delete all others, whose readers keep what they opened; gives its number."""
    for other in store.glob("cache-*.columns"):
        other.unlink(missing_ok=True)
    number = int.from_bytes(os.urandom(4))
    column_path(store, number).touch()
    return number


def append(path: Path, end: int, parts: Iterable[Bytes]) -> list[int]:
    """Write the parts from `end` on; gives the place of each, and last the new end. Raises `OSError`, nothing kept."""
    places = [end]
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_NOFOLLOW), "wb") as file:
            file.seek(end)
            for part in parts:
                file.write(part)
                places.append(places[-1] + len(part))
    except OSError:
        with contextlib.suppress(OSError):
            os.truncate(path, end)
        raise
    return places


def checksum_of(data: Bytes) -> int:
    """A sum of the bytes' words and length: an error of the disk or half a file changes it. Some 20 GB/s."""
    import numpy as np

    n_words = len(data) // WORD_BYTES
    words = np.frombuffer(data, dtype="<u8", count=n_words)
    rest = int.from_bytes(data[WORD_BYTES * n_words :], "little") * 31
    return (int(np.add.reduce(words)) + rest + len(data)) % 2**63


def _is_local(device: int) -> bool:
    """True where the system says that the device is this machine's; a network's may lose a file that is mapped."""
    name = f"{os.major(device)}:{os.minor(device)}"
    try:
        mounts = _MOUNTS.read_text("utf-8", "replace").splitlines()
    except OSError:  # not Linux
        return False
    types = {line.partition(" - ")[2].split(" ", 1)[0] for line in mounts if line.split(" ", 3)[2:3] == [name]}
    return bool(types) and types <= _LOCAL

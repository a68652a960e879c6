"""The file beside the cache that holds the bytes of columns one after the other: written at its end, never changed.

Takes bytes; gives their places, and from a place a copy of the bytes. The file is never mapped: whoever cuts it would
end every process that looks at the lost part of a mapping.
"""

from __future__ import annotations

import contextlib
import os
import weakref
from collections.abc import Iterable
from pathlib import Path

from chartkit.runs.reading.damage_said import say_damage

WORD_BYTES = 8


class ColumnFile:
    """The file as it was when it was opened; it may be deleted since. Raises `OSError`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor = descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        weakref.finalize(self, os.close, descriptor)

    def read(self, place: int, n_bytes: int, checksum: int) -> bytes | None:
        """The bytes at a place; None when fewer are there, or their sum is another. Raises `OSError`."""
        data = os.pread(self._descriptor, n_bytes, place)
        if len(data) == n_bytes and checksum_of(data) == checksum:
            return data
        found = "has other bytes than were kept" if len(data) == n_bytes else f"ends before byte {place + n_bytes:,}"
        say_damage(self._path, found)
        return None


def column_path(store: Path, number: int) -> Path:
    """Where the file with this number is."""
    return store / f"cache-{number:08x}.columns"


def new_column_file(store: Path) -> int:
    """Make an empty file; gives its number."""
    number = int.from_bytes(os.urandom(4))
    column_path(store, number).touch()
    return number


def delete_others(kept: Path) -> None:
    """Delete all column files but the one that the cache names now; readers keep what they opened."""
    for other in kept.parent.glob("cache-*.columns"):
        if other != kept:
            with contextlib.suppress(OSError):  # a folder of that name; another process was quicker
                other.unlink()


def append(path: Path, end: int, parts: Iterable[bytes]) -> list[int]:
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


def checksum_of(data: bytes) -> int:
    """A sum of the bytes' words and length: an error of the disk or half a file changes it. Some 20 GB/s."""
    import numpy as np

    n_words = len(data) // WORD_BYTES
    words = np.frombuffer(data, dtype="<u8", count=n_words)
    rest = int.from_bytes(data[WORD_BYTES * n_words :], "little") * 31
    return (int(np.add.reduce(words)) + rest + len(data)) % 2**63

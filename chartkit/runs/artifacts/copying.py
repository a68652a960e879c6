"""Bytes read, hashed and written in parts: of artifacts that are filled, checked and copied out.

Takes paths and open files; gives sha256 and sizes. Memory is bounded by one part of 1 MB. Paths are texts and files are
descriptors: an artifact may have 100,000 files, and a `Path` for each costs more than reading it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
from collections.abc import Generator, Iterable, Iterator
from hashlib import sha256

PART_BYTES = 1 << 20
_TO_READ = os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC  # O_NONBLOCK: no pipe is waited for
_TO_MAKE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC


class StoreFullError(OSError):
    """Where it was written to, not the file that was read, refused: the disk is full, or nothing may be written."""


@contextlib.contextmanager
def opened(path: str) -> Generator[tuple[int, int]]:
    """A file to read: its descriptor and its size now. Raises `OSError`, also for what is no file."""
    descriptor = os.open(path, _TO_READ)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "it is a pipe, a socket or a device, not a file", path)
        yield descriptor, status.st_size
    finally:
        os.close(descriptor)


def parts_of(descriptor: int, size_bytes: int) -> Iterator[bytes]:
    """What is left of an open file, part by part; a small file of this size is one part. Raises `OSError`."""
    while part := os.read(descriptor, min(PART_BYTES, size_bytes + 1)):
        yield part


def hash_of(path: str | os.PathLike[str]) -> tuple[str, int]:
    """The sha256 and the size of a file. Raises `OSError`."""
    with opened(os.fspath(path)) as (source, size_bytes):
        return hash_of_parts(parts_of(source, size_bytes))


def hash_of_parts(parts: Iterable[bytes]) -> tuple[str, int]:
    """The sha256 and the size of all parts together."""
    total, size = sha256(), 0
    for part in parts:
        total.update(part)
        size += len(part)
    return total.hexdigest(), size


def write_hashed(parts: Iterable[bytes], path: str, mode: int = 0o666) -> tuple[str, int]:
    """The sha256 and the size of a new file made of the parts; no file is left when that fails.

    Raises `StoreFullError` for the new file, `OSError` for what the parts are read from.
    """
    try:
        target = os.open(path, _TO_MAKE, mode)
    except OSError as error:
        raise refused(error, path) from error
    total, size = sha256(), 0
    try:
        for part in parts:
            total.update(part)
            _write(target, part, path)
            size += len(part)
    except BaseException:
        os.unlink(path)
        raise
    finally:
        os.close(target)
    return total.hexdigest(), size


def refused(error: OSError, path: str) -> StoreFullError:
    """What the folder of `path` refused."""
    return StoreFullError(error.errno, error.strerror or str(error), os.path.dirname(path))


def _write(target: int, content: bytes, path: str) -> None:
    n_bytes = 0
    try:
        while n_bytes < len(content):
            n_bytes += os.write(target, memoryview(content)[n_bytes:])
    except OSError as error:
        raise refused(error, path) from error

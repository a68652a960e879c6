"""Bytes on their way into the store: copied and hashed in one pass, under names nobody reads.

Takes files, bytes and objects that write themselves; gives entries whose bytes lie in a folder of the store, on the
same disk as where they will stay, so that keeping them needs no room any more. Memory is bounded by one part of 1 MB.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
import weakref
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from chartkit.runs.store import make_store
from chartkit.runs.writers import is_gone, this_writer

PART_BYTES = 1 << 20
_PREFIX = ".staging-"


class StoreFullError(OSError):
    """The store, not the file that was read, refused: the disk is full, or nothing may be written there."""


class Staging:
    """What one artifact holds until it is logged; goes with the artifact."""

    def __init__(self, store: Path) -> None:
        """Raises `StoreFullError`."""
        writer = this_writer()
        host = re.sub(r"[^A-Za-z0-9.]", "_", writer["host"])[:64]
        self.folder = store / "artifacts" / f"{_PREFIX}{host}-{writer['pid']}-{os.urandom(4).hex()}"
        try:
            make_store(store)
            self.folder.parent.mkdir(exist_ok=True)
            _clear_left_over(self.folder.parent)
            self.folder.mkdir()
        except OSError as error:
            raise _refused(error, self.folder) from error
        self._tidy = weakref.finalize(self, _remove, self.folder, os.getpid())
        self._n_temporary = 0

    def take(self, path: Path) -> tuple[str, int]:
        """The sha256 and the size of `path`, copied as it is now. Raises `OSError`, `StoreFullError` for the store."""
        opened = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)  # O_NONBLOCK: no pipe is waited for
        with os.fdopen(opened, "rb", buffering=0) as source:
            status = os.fstat(opened)
            if not stat.S_ISREG(status.st_mode):
                raise OSError(errno.EINVAL, "it is a pipe, a socket or a device, not a file", str(path))
            first = source.read(min(PART_BYTES, status.st_size + 1))
            rest = source.read(1)  # empty for nearly every small file; one may grow meanwhile
            if not rest:
                return self.take_bytes(first)
            first += rest
            temporary = self.temporary()
            try:
                with _opened(temporary) as target:
                    sha, size = copy_hashed(source, target, first)
                return self._keep(temporary, sha), size
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise

    def take_bytes(self, content: bytes) -> tuple[str, int]:
        """The sha256 and the size of `content`, written. Raises `StoreFullError`."""
        sha = sha256(content).hexdigest()
        if not (self.folder / sha).exists():
            temporary = self.temporary()
            try:
                with _opened(temporary) as target:
                    _write(target, content)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
            self._keep(temporary, sha)
        return sha, len(content)

    def adopt(self, path: Path) -> tuple[str, int]:
        """The sha256 and the size of a file that was written to `temporary` and is no one else's. Raises `OSError`."""
        sha, size = hash_of(path)
        return self._keep(path, sha), size

    def temporary(self, suffix: str = "") -> Path:
        """A path in the folder at which nothing is yet."""
        self._n_temporary += 1
        return self.folder / f"{self._n_temporary}.tmp{suffix}"

    def path(self, sha: str) -> Path:
        """Where the bytes with this sha256 lie."""
        return self.folder / sha

    def close(self) -> None:
        """Remove the folder and what is left in it."""
        self._tidy()

    def _keep(self, temporary: Path, sha: str) -> str:
        try:
            temporary.chmod(0o444)
            temporary.replace(self.folder / sha)
        except OSError as error:
            raise _refused(error, temporary) from error
        return sha


def copy_hashed(source: BinaryIO, target: BinaryIO, first: bytes = b"") -> tuple[str, int]:
    """The sha256 and the size of what was copied, `first` before the rest of `source`.

    Raises `OSError`, `StoreFullError` where it is the target's.
    """
    total, size, part = sha256(), 0, first or source.read(PART_BYTES)
    while part:
        total.update(part)
        _write(target, part)
        size += len(part)
        part = source.read(PART_BYTES)
    return total.hexdigest(), size


def hash_of(path: Path) -> tuple[str, int]:
    """The sha256 and the size of a file, read in parts. Raises `OSError`."""
    total, size = sha256(), 0
    with path.open("rb", buffering=0) as source:
        while part := source.read(PART_BYTES):
            total.update(part)
            size += len(part)
    return total.hexdigest(), size


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("xb", buffering=0)
    except OSError as error:
        raise _refused(error, path) from error


def _write(target: BinaryIO, content: bytes) -> None:
    left = memoryview(content)
    try:
        while left:
            left = left[target.write(left) :]
    except OSError as error:
        raise _refused(error, Path(target.name)) from error


def _refused(error: OSError, path: Path) -> StoreFullError:
    return StoreFullError(error.errno, error.strerror or str(error), str(path.parent))


def _remove(folder: Path, pid: int) -> None:
    if os.getpid() == pid:  # a forked child leaves what is its parent's
        shutil.rmtree(folder, ignore_errors=True)


def _clear_left_over(parent: Path) -> None:
    """Remove the folders of processes of this host that were killed."""
    for folder in parent.glob(f"{_PREFIX}*"):
        host, _, rest = folder.name.removeprefix(_PREFIX).rpartition("-")[0].rpartition("-")
        mine = re.sub(r"[^A-Za-z0-9.]", "_", os.uname().nodename)[:64]
        if host == mine and rest.isdigit() and is_gone({"host": os.uname().nodename, "pid": int(rest)}):
            shutil.rmtree(folder, ignore_errors=True)

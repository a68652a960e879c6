"""Bytes on their way into the store, under names nobody reads.

Takes files, bytes and objects that write themselves; gives entries whose bytes lie in a folder of the store, on the
same disk as where they will stay, so that keeping them needs no room any more. What the project has already is linked,
not copied: logging a folder again costs reading it.
"""

from __future__ import annotations

import os
import re
import shutil
import weakref
from hashlib import sha256
from pathlib import Path

from chartkit.runs.artifacts.copying import PART_BYTES, hash_of, hash_of_parts, opened, parts_of, refused, write_hashed
from chartkit.runs.artifacts.placing import content_text, is_linked
from chartkit.runs.store import make_store
from chartkit.runs.writers import is_gone, this_writer

_PREFIX = ".staging-"
_READ_ONLY = 0o444


class Staging:
    """What one artifact holds until it is logged; goes with the artifact."""

    def __init__(self, store: Path, project: Path | None = None) -> None:
        """`project` is the folder that may have the bytes already. Raises `StoreFullError`."""
        writer = this_writer()
        host = re.sub(r"[^A-Za-z0-9.]", "_", writer["host"])[:64]
        self.folder = store / "artifacts" / f"{_PREFIX}{host}-{writer['pid']}-{os.urandom(4).hex()}"
        self._text = str(self.folder)
        try:
            make_store(store)
            self.folder.parent.mkdir(exist_ok=True)
            _clear_left_over(self.folder.parent)
            self.folder.mkdir()
        except OSError as error:
            raise refused(error, self._text) from error
        self._project = str(project) if project is not None and project.is_dir() else None
        self._tidy = weakref.finalize(self, _remove, self.folder, os.getpid())
        self._n_temporary = 0

    def take(self, path: str) -> tuple[str, int]:
        """The sha256 and the size of a file, kept as it is now.

        One over 1 MB is read twice when the project has artifacts: to know whether it is there, and to copy it if not.
        Raises `OSError`, `StoreFullError` for the store.
        """
        with opened(path) as (source, size_bytes):
            first = os.read(source, min(PART_BYTES, size_bytes + 1))
            rest = os.read(source, 1)  # empty for nearly every small file; one may grow meanwhile
            if not rest:
                return self.take_bytes(first)
            os.lseek(source, 0, os.SEEK_SET)
            if self._project is not None:
                sha, size = hash_of_parts(parts_of(source, size_bytes))
                if self._is_there(sha, size):
                    return sha, size
                os.lseek(source, 0, os.SEEK_SET)
            temporary = str(self.temporary())
            sha, size = write_hashed(parts_of(source, size_bytes), temporary, _READ_ONLY)
            self._rename(temporary, sha)
            return sha, size

    def take_bytes(self, content: bytes) -> tuple[str, int]:
        """The sha256 and the size of `content`, kept. Raises `StoreFullError`."""
        sha = sha256(content).hexdigest()
        if not self._is_there(sha, len(content)):
            write_hashed((content,), self.path(sha), _READ_ONLY)
        return sha, len(content)

    def adopt(self, path: str) -> tuple[str, int]:
        """The sha256 and the size of a file that was written to `temporary` and is no one else's. Raises `OSError`."""
        sha, size = hash_of(path)
        os.chmod(path, _READ_ONLY)
        self._rename(path, sha)
        return sha, size

    def temporary(self, suffix: str = "") -> Path:
        """A path in the folder at which nothing is yet."""
        self._n_temporary += 1
        return self.folder / f"{self._n_temporary}.tmp{suffix}"

    def path(self, sha: str) -> str:
        """Where the bytes with this sha256 lie."""
        return f"{self._text}/{sha}"

    def close(self) -> None:
        """Remove the folder and what is left in it."""
        self._tidy()

    def _is_there(self, sha: str, size_bytes: int) -> bool:
        """True when the bytes lie here by now, a link to the project's where it has them. Raises `StoreFullError`."""
        own = self.path(sha)
        if os.path.exists(own):
            return True
        try:
            return self._project is not None and is_linked(content_text(self._project, sha), own, size_bytes)
        except OSError as error:
            raise refused(error, own) from error

    def _rename(self, temporary: str, sha: str) -> None:
        try:
            os.replace(temporary, self.path(sha))
        except OSError as error:
            raise refused(error, temporary) from error


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

"""Bytes to where they stay: the project's content and the run's, two links to one file.

Takes staged files by their sha256; gives paths. Nothing is ever written in place: a file appears whole.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from pathlib import Path

from chartkit.runs.names import folder_name

_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.ENOSYS, errno.EXDEV, errno.EMLINK, errno.EACCES)
"""What a file system says that has no hard links, is another one, or has no more of them for this file."""


def project_place(store: Path, project: str) -> Path:
    """The folder of a project's artifacts. Raises `RunError` for a name that cannot be a folder."""
    return store / "artifacts" / folder_name(project, "a project's name")


def content_path(place: Path, sha: str) -> Path:
    """Where `place`, a project's or a run's folder of artifacts, has the bytes with this sha256."""
    return place / "content" / sha[:2] / sha


def content_text(place: str, sha: str) -> str:
    """`content_path` as text, which is ten times as fast to make."""
    return f"{place}/content/{sha[:2]}/{sha}"


def place_content(source: str, sha: str, size_bytes: int, project: str, run: str) -> None:
    """Give the run's folder the bytes at `source`: a link to the project's file, which is made when it is new.

    A file of the same name and another size is damaged and replaced. Where there are no links the run has a copy of
    its own and the project none. Raises `OSError`.
    """
    shared, own = content_text(project, sha), content_text(run, sha)
    if has(own, size_bytes):
        return
    if has(shared, size_bytes) or _linked_new(source, shared):
        linked_or_copied(shared, own)
    else:
        linked_or_copied(source, own)


def linked_or_copied(source: str, target: str) -> None:
    """Make `target` a link to `source`, or a copy where there are no links. Raises `OSError`."""
    if not _linked_new(source, target):
        _copied(source, target)


def is_linked(source: str, target: str, size_bytes: int) -> bool:
    """Make `target` a link to `source` if that is there with this size; False if not. Raises `OSError`."""
    return has(source, size_bytes) and _linked_new(source, target)


def has(path: str, size_bytes: int | None) -> bool:
    """True for a file of this size. Raises `OSError` when that cannot be known."""
    try:
        return os.stat(path).st_size == size_bytes
    except FileNotFoundError:
        return False


def _linked_new(source: str, target: str) -> bool:
    """Make `target` a link to `source`; False where there are no links. Raises `OSError`."""
    try:
        os.link(source, target)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(target), exist_ok=True)
        return os.path.exists(source) and _linked_new(source, target)
    except FileExistsError:
        return has(target, os.stat(source).st_size) or _replaced(source, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        return False
    return True


def _replaced(source: str, target: str) -> bool:
    """Put a link to `source` in the place of a damaged file. Raises `OSError`."""
    temporary = _beside(target)
    os.link(source, temporary)
    os.replace(temporary, target)
    return True


def _copied(source: str, target: str) -> None:
    os.makedirs(os.path.dirname(target), exist_ok=True)
    temporary = _beside(target)
    try:
        shutil.copyfile(source, temporary)
        os.chmod(temporary, 0o444)
        os.replace(temporary, target)
    except OSError:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)
        raise


def _beside(target: str) -> str:
    return f"{os.path.dirname(target)}/.{os.urandom(8).hex()}.tmp"

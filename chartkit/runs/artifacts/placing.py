"""Bytes to where they stay: the project's content and the run's, two links to one file.

Takes staged files by their sha256; gives paths. Nothing is ever written in place: a file appears whole.
"""

from __future__ import annotations

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


def place_content(staged: Path, size_bytes: int, project: Path, run: Path) -> None:
    """Give the run's folder the staged bytes: a link to the project's file, which is made when it is new.

    A file of the same name and another size is damaged and replaced. Raises `OSError`.
    """
    sha = staged.name
    shared, own = content_path(project, sha), content_path(run, sha)
    if _has(own, size_bytes):
        return
    if not _has(shared, size_bytes) and not _linked_new(staged, shared):
        _moved(staged, own)
    elif not _linked_new(shared, own):
        _copied(shared, own)


def linked_or_copied(source: Path, target: Path) -> None:
    """Make `target` a link to `source`, or a copy where there are no links. Raises `OSError`."""
    if not _linked_new(source, target):
        _copied(source, target)


def _has(path: Path, size_bytes: int) -> bool:
    try:
        return path.stat().st_size == size_bytes
    except FileNotFoundError:
        return False


def _linked_new(source: Path, target: Path) -> bool:
    """Make `target` a link to `source`; False where there are no links. Raises `OSError`."""
    try:
        os.link(source, target)
    except FileNotFoundError:
        _make_parents(target)
        return _linked_new(source, target) if source.exists() else False
    except FileExistsError:
        return _has(target, source.stat().st_size) or _replaced(source, target)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        return False
    return True


def _replaced(source: Path, target: Path) -> bool:
    """Put a link to `source` in the place of a damaged file. Raises `OSError`."""
    temporary = target.parent / f".{os.urandom(8).hex()}.tmp"
    os.link(source, temporary)
    temporary.replace(target)
    return True


def _moved(staged: Path, target: Path) -> None:
    _make_parents(target)
    try:
        staged.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _copied(staged, target)


def _copied(source: Path, target: Path) -> None:
    _make_parents(target)
    temporary = target.parent / f".{os.urandom(8).hex()}.tmp"
    try:
        shutil.copyfile(source, temporary)
        temporary.chmod(0o444)
        temporary.replace(target)
    except OSError:
        temporary.unlink(missing_ok=True)
        raise


def _make_parents(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)

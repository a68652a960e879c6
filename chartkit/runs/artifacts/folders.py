"""The files of a folder that becomes a part of an artifact.

Takes a folder; gives every file below it with its name from there. Links are followed, to files and to folders, for an
artifact holds bytes and no links; those that lead out of the folder are told. Empty folders are not kept.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NamedTuple, cast

from chartkit.diagnostics import Diagnostic, reason_of, shown
from chartkit.runs.faults import text_of

_Identity = tuple[int, int]


class Found(NamedTuple):
    """What a folder has."""

    files: list[tuple[str, str]]
    """Names from the folder, with `/`, and where each is, by name."""
    leading_out: list[str]
    """The links that lead out of the folder."""
    faults: list[Diagnostic]
    """What is there and cannot be taken."""
    is_store_left_out: bool


class _Walk:
    """One walk below `top`, around the folder that is `left_out`."""

    def __init__(self, top: str, left_out: _Identity | None) -> None:
        self.top = os.path.realpath(top)
        self.left_out = left_out
        self.found = Found([], [], [], False)

    def look_into(self, folder: str, prefix: str, above: tuple[_Identity, ...]) -> None:
        """Add what is in `folder`, whose names begin with `prefix`; `above` are the folders that it lies in."""
        try:
            with os.scandir(folder) as scan:
                inside = list(scan)
        except OSError as error:
            self.found.faults.append(_unreadable(folder, reason_of(error)))
            return
        for one in inside:
            self._look_at(one, f"{prefix}{one.name}", above)

    def _look_at(self, one: os.DirEntry[str], name: str, above: tuple[_Identity, ...]) -> None:
        is_link = one.is_symlink()
        if is_link and not _is_below(os.path.realpath(one.path), self.top):
            self.found.leading_out.append(name)
        try:
            if not one.is_dir():
                if is_link:
                    one.stat()  # says that it leads nowhere
                self.found.files.append((name, one.path))
                return
            this = _identity(one.stat())
        except OSError as error:
            reason = "it is a link to nothing" if is_link else reason_of(error)
            self.found.faults.append(_unreadable(one.path, reason))
            return
        if this in above:
            self.found.faults.append(_unreadable(one.path, "it is a link to a folder that holds it"))
        elif this == self.left_out:
            self.found = self.found._replace(is_store_left_out=True)
        else:
            self.look_into(one.path, f"{name}/", (*above, this))


def files_in(folder: Path, store: Path) -> Found:
    """The files below `folder`, but those of `store`: a store never holds itself. Cost: one look a folder.

    Raises `OSError` for a folder that is not there.
    """
    walk = _Walk(str(folder), _identity(store.stat()) if store.is_dir() else None)
    walk.look_into(str(folder), "", (_identity(folder.stat()),))
    walk.found.files.sort()
    return walk.found


def given_path(value: object) -> Path | None:
    """The path that a text or a path object stands for; None for what is no path of any file."""
    try:
        text = text_of(os.fsdecode(cast("os.PathLike[Any]", value)))
    except Exception:  # no path, or a __fspath__ of the user's, which may raise anything
        return None
    return Path(text) if text and "\0" not in text else None


def _identity(status: os.stat_result) -> _Identity:
    return status.st_dev, status.st_ino


def _is_below(path: str, top: str) -> bool:
    return path == top or path.startswith(top.rstrip("/") + "/")


def _unreadable(path: str, reason: str) -> Diagnostic:
    return Diagnostic("CK626", f"{shown(path, 200)} cannot go into an artifact: {reason}.")

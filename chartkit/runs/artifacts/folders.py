"""The files of a folder that becomes a part of an artifact.

Takes a folder; gives every file below it with its name from there. Links are followed, to files and to folders, for an
artifact holds bytes and no links; those that lead out of the folder are told. Empty folders are not kept.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, NamedTuple, cast

from chartkit.diagnostics import Diagnostic, reason_of, shown


class Found(NamedTuple):
    """What a folder has."""

    files: list[tuple[str, Path]]
    """Names from the folder, with `/`, and where each is, by name."""
    leading_out: list[str]
    """The links that lead out of the folder."""
    faults: list[Diagnostic]
    """What is there and cannot be taken."""
    is_store_left_out: bool


def files_in(folder: Path, store: Path) -> Found:
    """The files below `folder`, but those of `store`: a store never holds itself. Cost: one look a file."""
    found = Found([], [], [], False)
    top = os.path.realpath(folder)
    is_left_out = _walk(found, Path(folder), "", top, os.path.realpath(store), (_identity(Path(folder).stat()),))
    found.files.sort()
    return found._replace(is_store_left_out=is_left_out)


def given_path(value: object) -> Path | None:
    """The path that a text or a path object stands for; None for what is no path of any file."""
    if not isinstance(value, str | os.PathLike):
        return None
    text = os.fsdecode(cast("os.PathLike[Any]", value))
    return Path(text) if text and "\0" not in text else None


def _walk(found: Found, folder: Path, prefix: str, top: str, store: str, above: tuple[tuple[int, int], ...]) -> bool:
    """Add what is in `folder`, whose names begin with `prefix`; True when the store was met."""
    is_store_met = False
    try:
        with os.scandir(folder) as scan:
            inside = list(scan)
    except OSError as error:
        found.faults.append(_unreadable(str(folder), reason_of(error)))
        return False
    for one in inside:
        name = f"{prefix}{one.name}"
        if one.is_symlink() and not _is_below(os.path.realpath(one.path), top):
            found.leading_out.append(name)
        try:
            status = one.stat()
            is_folder = one.is_dir()
        except OSError as error:
            reason = "it is a link to nothing" if one.is_symlink() else reason_of(error)
            found.faults.append(_unreadable(one.path, reason))
            continue
        if not is_folder:
            found.files.append((name, Path(one.path)))
        elif _identity(status) in above:
            found.faults.append(_unreadable(one.path, "it is a link to a folder that holds it"))
        elif os.path.realpath(one.path) == store:
            is_store_met = True
        else:
            deeper = (*above, _identity(status))
            is_store_met |= _walk(found, Path(one.path), f"{name}/", top, store, deeper)
    return is_store_met


def _identity(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino


def _is_below(path: str, top: str) -> bool:
    return path == top or path.startswith(top.rstrip("/") + "/")


def _unreadable(path: str, reason: str) -> Diagnostic:
    return Diagnostic("CK626", f"{shown(path, 200)} cannot go into an artifact: {reason}.")

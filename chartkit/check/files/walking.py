"""The files of a folder that `check` could read: takes a folder, gives its YAML, JSON and Python files and notebooks.

Passed over in silence are what is hidden, goldens and schemas, links to folders, and folders of installed packages.
What cannot be looked into is a finding: a run that skips it would call it clean.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from chartkit.diagnostics import Diagnostic, Location, reason_of
from chartkit.files import shown_path
from chartkit.presets.library import NOT_PRESETS, SUFFIXES

SCRIPT_SUFFIXES = (".py", ".ipynb")
_ENDINGS = (*SUFFIXES, *SCRIPT_SUFFIXES)
_FOREIGN = {"__pycache__", "node_modules", "site-packages"}


class Walked(NamedTuple):
    """The files below one folder, sorted folder by folder, and what could not be looked into."""

    documents: tuple[Path, ...]
    scripts: tuple[Path, ...]
    faults: tuple[Diagnostic, ...]


def walk(folder: Path) -> Walked:
    """What is below `folder`, at any depth. Blocks on no pipe and follows no link to a folder. O(files)."""
    files: list[Path] = []
    faults: list[Diagnostic] = []
    for found in _below(folder):
        if isinstance(found, Path):
            files.append(found)
        else:
            faults.append(found)
    documents = tuple(file for file in files if file.suffix not in SCRIPT_SUFFIXES)
    return Walked(documents, tuple(file for file in files if file.suffix in SCRIPT_SUFFIXES), tuple(faults))


def _below(folder: Path, is_named: bool = True) -> Iterator[Path | Diagnostic]:
    try:
        with os.scandir(folder) as inside:
            entries = sorted(inside, key=lambda entry: entry.name)
    except OSError as error:
        reason = reason_of(error)
        yield _not_checked(folder, f"this folder cannot be looked into: {reason[:1].lower()}{reason[1:]}.")
        return
    if not is_named and any(entry.name == "pyvenv.cfg" for entry in entries):
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            if entry.name not in _FOREIGN:
                yield from _below(Path(entry.path), is_named=False)
        elif entry.name.endswith(_ENDINGS) and not entry.name.endswith(NOT_PRESETS):
            if _is(entry, "file"):
                yield Path(entry.path)
            elif not _is(entry, "folder"):
                yield _not_checked(Path(entry.path), f"this is {kind_of(entry)}, so it is not checked.")


def _is(entry: os.DirEntry[str], kind: str) -> bool:
    """Whether an entry, or what it links to, is a file or folder; neither for a link that goes round in a circle."""
    try:
        return entry.is_file() if kind == "file" else entry.is_dir()
    except OSError:
        return False


def _not_checked(path: Path, message: str) -> Diagnostic:
    return Diagnostic("CK890", message, location=Location(shown_path(path)))


def kind_of(path: Path | os.DirEntry[str]) -> str:
    """What a path is that is there and neither a file nor a folder."""
    return "a link that leads to nothing" if path.is_symlink() else "neither a file nor a folder"

"""Files that are looked at by their time and size: the presets of this folder, a project's layout, a store's projects.

Takes where they are; gives at each look what changed since the last.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from chartkit.files import read_regular
from chartkit.presets import Library
from chartkit.presets.library import NOT_PRESETS, SUFFIXES
from chartkit.presets.reader import MAX_SIZE_BYTES
from chartkit.runs.names import name_of_folder
from chartkit.workspace.answers import etag_of
from chartkit.workspace.changes.change import NOTHING, Change

_REST = 20
"""A look at many files is followed by so many times its own time of rest."""

Stamp = tuple[int, int, int]


class PresetWatch:
    """The presets that may be written here, with the data and goldens beside them: those chosen and the project's."""

    def __init__(self, library: Callable[[], Library]) -> None:
        self._library = library
        self._next = 0.0
        self._known: dict[str, tuple[str, Stamp]] = self._found()  # by path: the preset's name, and the file's stamp

    def look(self) -> Change:
        """The names of presets that were written, added or deleted."""
        begun = time.monotonic()
        if begun < self._next:
            return NOTHING
        found = self._found()
        self._next = time.monotonic() + _REST * (time.monotonic() - begun)
        names = {name for _, (name, _) in found.items() ^ self._known.items()}
        self._known = found
        return Change(presets=frozenset(names)) if names else NOTHING

    def _found(self) -> dict[str, tuple[str, Stamp]]:
        library = self._library()
        folders = (*library.chosen, *library.project)
        return {path: (name, stamp) for folder in folders for name, path, stamp in _presets(str(folder), "")}


class LayoutWatch:
    """The file of a project's layout."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known = _stamp(path)

    def look(self) -> Change:
        """The layout's ETag, when the file was written."""
        found = _stamp(self._path)
        if found == self._known:
            return NOTHING
        self._known = found
        try:
            return Change(layout=etag_of(read_regular(self._path, MAX_SIZE_BYTES)[0]))
        except OSError:
            return Change(layout=etag_of(b""))


class ProjectsWatch:
    """The folders of a store's projects: a run that is begun or removed changes its project's."""

    def __init__(self, store: Path) -> None:
        self._folder = str(store / "runs")
        self._known = self._found()

    def look(self) -> Change:
        """The names of projects with other runs than before, new ones and those that are gone."""
        found = self._found()
        names = {name_of_folder(name) for name, _ in found.items() ^ self._known.items()}
        self._known = found
        return Change(projects=frozenset(names)) if names else NOTHING

    def _found(self) -> dict[str, Stamp]:
        try:
            with os.scandir(self._folder) as inside:
                return {one.name: _of(one.stat()) for one in inside if one.name[0] != "."}
        except OSError:
            return {}


def _presets(folder: str, above: str) -> Iterator[tuple[str, str, Stamp]]:
    """Name, path and stamp of each preset in a folder and those below it; hidden ones are not looked into.

    A file beside presets, as loss.csv and loss.expected.vl.json, has the name of the one that it most likely is of.
    """
    try:
        with os.scandir(folder) as inside:
            entries = sorted(inside, key=lambda one: one.name)
    except OSError:
        return
    for entry in entries:
        if entry.name[0] == ".":
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _presets(entry.path, f"{above}{entry.name}/")
        else:
            is_preset = entry.name.endswith(SUFFIXES) and not entry.name.endswith(NOT_PRESETS)
            name = entry.name.rpartition(".")[0] if is_preset else entry.name.partition(".")[0]
            try:
                yield above + name, entry.path, _of(entry.stat())
            except OSError:  # deleted a moment ago
                continue


def _stamp(path: Path) -> Stamp | None:
    try:
        return _of(path.stat())
    except OSError:
        return None


def _of(found: os.stat_result) -> Stamp:
    return found.st_mtime_ns, found.st_size, found.st_ino

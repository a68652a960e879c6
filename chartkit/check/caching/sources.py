"""The files that the findings of a preset came from: takes its path, gives what a change of is a change of them.

Its own file, those it extends, where those could stand instead, its example data and its golden.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from chartkit.check.examples.goldens import golden_path
from chartkit.data.globs import is_pattern
from chartkit.presets import Library, Preset
from chartkit.presets.library import RESERVED, SUFFIXES
from chartkit.presets.loader import loaded


def sources_of(path: Path, library: Library) -> tuple[str, ...]:
    """The files, its own first; those included that are not there yet.

    None for a preset that could not be loaded, whose base may be missing anywhere, and for one whose example is a glob.
    """
    found = loaded(path, library)
    if found is None:
        return ()
    preset, (own, *bases) = found
    data = [*_example_files(preset)]
    if any(is_pattern(str(file)) for file in data):
        return ()
    nearer = (place for base in bases for place in _places(base, library))
    return tuple(dict.fromkeys(map(str, (own, *bases, *nearer, *data, golden_path(path, preset.dialect)))))


def _example_files(preset: Preset) -> Iterator[Path]:
    data = preset.example.data if preset.example else None
    each: Iterable[object] = data.values() if isinstance(data, Mapping) else (data,)
    return (file for file in each if isinstance(file, Path))


def _places(base: Path, library: Library) -> Iterator[Path]:
    """Where a file would stand that is found before `base` for the same name, or beside it with another ending."""
    folders: list[Path] = []
    for folder in library.folders(reserved=False):
        folders.append(folder)
        if base.is_relative_to(folder):
            name = base.relative_to(folder).with_suffix("")
            is_reserved = name.parts[0] in RESERVED
            looked_in = folders if not is_reserved else [*library.chosen, folder]
            yield from (place / f"{name}{suffix}" for place in looked_in for suffix in SUFFIXES)
            return

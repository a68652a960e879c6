"""Which files a preset is made of: takes its path, gives the files whose change is a change of the preset."""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path

from chartkit.diagnostics import ChartkitError
from chartkit.presets import Library
from chartkit.presets.documents import read_file
from chartkit.presets.nodes import Node


def files_of(path: Path, library: Library) -> list[Path]:
    """The preset's file, those it extends, and their example data; as far as they can be read."""
    files: list[Path] = []
    chain: set[Path] = set()
    here: Path | None = path
    while here is not None:
        files.append(here)
        chain.add(here.resolve())
        try:
            root = read_file(here)
            files += _example_data(root, here)
            here = _base(root, library, chain)
        except ChartkitError:
            return files
    return files


def _example_data(root: Node, here: Path) -> list[Path]:
    example = root.get("example")
    data = example.get("data") if example else None
    named = (data.entries.values() or [data]) if data else []
    names = [each.value for each in named]
    return [here.parent / name for name in names if isinstance(name, str) and "\0" not in name]


def _base(root: Node, library: Library, chain: Set[Path]) -> Path | None:
    """The file that `extends` means: for a preset's own name the next hit, as for every name already in the chain."""
    extends = root.get("extends")
    if extends is None or not isinstance(extends.value, str):
        return None
    return next((path for path in library.find(extends.value) if path.resolve() not in chain), None)

"""Load a preset: takes a name, a path, a dict or an Altair chart, gives a `Preset` ready to bind."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from chartkit.diagnostics import Diagnostic, Location, PresetError
from chartkit.files import Stamp, data_folder, shown_path, stamp_of
from chartkit.presets.assembly import assemble
from chartkit.presets.documents import read_document, read_file
from chartkit.presets.library import RESERVED, SUFFIXES, Library, default_library, near_name
from chartkit.presets.nodes import Node, from_plain
from chartkit.presets.preset import Preset

_cache: dict[tuple[str, Library], tuple[Stamp, Preset]] = {}


def load(source: Any, library: Library | None = None) -> Preset:
    """The preset that `source` names or is.

    `source` is a name (`wandb/line/v0`), a path to a YAML or JSON file, a mapping (a bare spec or a whole preset), or
    an Altair chart, whose own data gives way to the table. A file is read again when it or one it extends changed.

    Raises `PresetError` with every fault found.
    """
    library = library or default_library()
    if isinstance(source, (str, Path)):
        is_path = isinstance(source, Path) or source.endswith(SUFFIXES)
        return _from_file(str(source), library, Path(source) if is_path else None)
    if isinstance(source, Mapping):
        return assemble(source_name(source), from_plain(source), None, library)[0]
    if callable(getattr(source, "to_dict", None)):
        return assemble(source_name(source), _from_altair(source), None, library)[0]
    kinds = "a name, a path, a dict or an Altair chart"
    raise PresetError(Diagnostic("CK107", f"a preset is {kinds}; found {type(source).__name__}."))


def loaded(path: Path, library: Library) -> tuple[Preset, tuple[Path, ...]] | None:
    """What the last `load` of a preset's file gave, and the files that it read: its own first, then those it extends.

    None where it could not be loaded, or never was.
    """
    stamp, preset = _cache.get((str(path), library), ((), None))
    return None if preset is None else (preset, tuple(file for file, _, _ in stamp))


def source_name(source: Any) -> str:
    """What a preset is called in messages: its name or path, else what it is."""
    if isinstance(source, (str, Path)):
        return str(source)
    return "<dict>" if isinstance(source, Mapping) else "<altair>"


def parse(text: str, file: Path, library: Library | None = None) -> Preset:
    """The preset in `text`, as if `file` held it: for an editor's unsaved text."""
    return assemble(_name_of(file), read_document(text, shown_path(file)), file, library or default_library())[0]


def _from_file(name: str, library: Library, path: Path | None) -> Preset:
    if path is not None and not path.exists():
        raise PresetError.of("CK107", f"there is no file {_printable(name)}.", near_name(name, library))
    found = path or library.file(name)
    stamp, preset = _cache.get((name, library), (None, None))
    if preset is not None and stamp and stamp[0][0] == found and stamp == stamp_of(file for file, _, _ in stamp):
        return preset
    _cache.pop((name, library), None)
    preset, extended = assemble(_name_of(found) if path else name, read_file(found), found, library)
    preset = preset._replace(
        is_built_in=all(map(_is_built_in, (found, *extended))),
        diagnostics=(*preset.diagnostics, *_overriding(preset.name, found)),
    )
    _cache[name, library] = stamp_of((found, *extended)), preset
    return preset


def _printable(name: str) -> str:
    return name if name.isprintable() else ascii(name)[1:-1]


def _is_built_in(file: Path) -> bool:
    return str(file.absolute()).startswith(f"{data_folder('presets')}{os.sep}")


def _overriding(name: str, file: Path) -> Iterator[Diagnostic]:
    """A note where a chosen folder takes the place of one of chartkit's own presets."""
    if name.split("/")[0] in RESERVED and not _is_built_in(file):
        message = f"preset {name!r} comes from {shown_path(file)}, not from chartkit."
        yield Diagnostic("CK115", message, "info", Location(shown_path(file)))


def altair_spec(chart: Any) -> dict[str, Any]:
    """The Vega-Lite of an Altair chart, with all its rows. Raises `PresetError` where Altair cannot write it."""
    try:
        import altair

        with altair.data_transformers.enable("default", max_rows=None):  # pyright: ignore[reportUnknownMemberType]
            return chart.to_dict()
    except Exception as error:  # Altair validates here, and says what it finds in errors of many kinds
        reason = str(error).partition("\n")[0] or type(error).__name__
        raise PresetError(Diagnostic("CK107", f"Altair could not write this chart: {reason}")) from error


def _from_altair(chart: Any) -> Node:
    """The chart's own spec with its main data replaced by the table; data of single layers or views stay theirs."""
    spec = altair_spec(chart)
    own = spec.get("data")
    datasets = {name: rows for name, rows in spec.get("datasets", {}).items() if own != {"name": name}}
    kept = {key: value for key, value in spec.items() if key != "datasets"}
    return from_plain({**kept, **({"datasets": datasets} if datasets else {}), "data": {"name": "table"}})


def _name_of(file: Path) -> str:
    """The name of a file outside the search: its path without the ending, from the nearest `presets` folder on."""
    parts = file.with_suffix("").parts
    start = max((index + 1 for index, part in enumerate(parts[:-1]) if part == "presets"), default=len(parts) - 1)
    return "/".join(parts[start:])

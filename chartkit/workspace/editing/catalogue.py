"""The gallery's facts: takes the library, gives every preset with its slots, its origin and a call that uses it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from chartkit.diagnostics import PresetError
from chartkit.files import data_folder, shown_path, stamp_of
from chartkit.presets import Library, Preset, load
from chartkit.presets.calls import python_call
from chartkit.workspace.answers import etag_of
from chartkit.workspace.editing.presets_folder import PresetsFolder
from chartkit.workspace.editing.slot_filling import slots_of


def catalogue(library: Library, folder: PresetsFolder) -> list[dict[str, Any]]:
    """Every preset that can be named, by name; of one that cannot be loaded the reason.

    `version` changes with what its example draws.
    """
    return [_entry(name, path, library, folder) for name, path in library.names().items()]


def _entry(name: str, path: Path, library: Library, folder: PresetsFolder) -> dict[str, Any]:
    place: dict[str, Any] = {
        "name": name,
        "file": shown_path(path),
        "version": etag_of(repr(stamp_of([path])).encode()),
        "origin": "chartkit" if path.is_relative_to(data_folder("presets")) else "yours",
        "isWritable": folder.is_writable(path),
        "description": "",
        "fault": None,
        "fields": [],
        "strings": [],
        "tables": [],
        "hasExample": False,
        "call": "",
    }
    try:
        preset = load(name, library)
    except PresetError as error:
        first = error.diagnostics[0]
        where = f"{first.location}: " if first.location else ""
        return {**place, "fault": f"{where}{first.code} {first.message}"}
    return {**place, **_facts(preset, name, path)}


def _facts(preset: Preset, name: str, path: Path) -> dict[str, Any]:
    example = preset.example
    data = example.data if example else None
    files = [each for each in (data.values() if isinstance(data, Mapping) else [data]) if isinstance(each, Path)]
    return {
        "version": etag_of(repr((preset.sha256, stamp_of([path, *files]))).encode()),
        "description": preset.description,
        **slots_of(preset, example.fields if example else {}, example.strings if example else {}),
        "tables": list(preset.tables),
        "hasExample": example is not None and example.data is not None,
        "call": python_call(preset, name),
    }

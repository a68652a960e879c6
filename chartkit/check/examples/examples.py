"""The example of a preset as a table: takes a `Preset`, gives its rows, or the faults at the line that names them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from chartkit.data import Dataset, to_dataset
from chartkit.data.files import read_file
from chartkit.diagnostics import DataError, Diagnostic, Location, PresetError
from chartkit.presets import Example, Preset
from chartkit.presets.preset import ExampleData


def example_tables(preset: Preset) -> dict[str, Dataset] | None:
    """The rows of the example for each table of the preset, None without any.

    Raises `DataError` placed in the preset's file.
    """
    data = preset.example.data if preset.example else None
    if data is None:
        return None
    if isinstance(data, Mapping):
        return {table: _read(preset, data[table], table) for table in preset.tables}
    return {preset.table: _read(preset, data)}


def needed_example(preset: Preset) -> tuple[Example, dict[str, Dataset]]:
    """The example and its rows. Raises `PresetError` for a preset without them, `DataError` as `example_tables`."""
    tables = example_tables(preset)
    if tables is None or preset.example is None:
        message = f"preset {preset.name!r} has no example to draw."
        help = "give it rows under example: data:, or a table of your own with --data"
        raise PresetError.of("CK706", message, help, Location(preset.file) if preset.file else None)
    return preset.example, tables


def _read(preset: Preset, data: ExampleData, *table: str) -> Dataset:
    try:
        return read_file(data) if isinstance(data, Path) else to_dataset(data)
    except DataError as error:
        raise DataError(unreadable(preset, fault, *table) for fault in error.diagnostics) from None


def example_place(preset: Preset, *path: str, on_key: bool = False) -> Location:
    """The place of an entry of the example, or of its key; the nearest one above it where it is not written."""
    node = preset.example.node if preset.example else None
    return node.locate(path, on_key) if node else Location(preset.file)


def unreadable(preset: Preset, fault: Diagnostic, *table: str) -> Diagnostic:
    """The fault told at the line of the preset that names the data, with the data's own file and line in front."""
    is_written = (
        preset.example is not None and preset.example.node is not None and "values" in preset.example.node.entries
    )
    origin = str(fault.location) if fault.location else ""
    message = f"{origin}: {fault.message}" if origin else fault.message
    place = example_place(preset, "values" if is_written else "data", *table)
    return fault._replace(code="CK706", message=f"this example's data: {message}", location=place)

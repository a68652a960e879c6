"""A preset and the options that fill it: takes their texts, gives fields, strings, a table, and a `Chart`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chartkit.diagnostics import BindError, ChartkitError, Diagnostic, listed
from chartkit.presets import Preset, StringSlot

if TYPE_CHECKING:
    from chartkit.compiler import Chart
    from chartkit.data import Dataset


def chart_of(preset: Preset, data: tuple[str, ...], field: tuple[str, ...], string: tuple[str, ...]) -> Chart:
    """The preset filled from the options; its example stands in for what they leave out.

    `data` is a file, or `TABLE=FILE` for each table of the preset. With tables of the user's the example's fields and
    texts do not count. Raises `ChartkitError`.
    """
    from chartkit.check import needed_example
    from chartkit.compiler.binder import bind
    from chartkit.compiler.builder import build
    from chartkit.data.files import read_file

    if data:
        tables = {table: read_file(file) for table, file in data_files(preset, data).items()}
        fields, strings = _fields(preset, field, tables), _strings(preset, string)
        try:
            return build(bind(preset, tables, fields, strings))
        except BindError as error:
            main = tables[preset.table]
            raise BindError(_with_separator(fault, main) for fault in error.diagnostics) from None
    example, tables = needed_example(preset)
    fields = {**example.fields, **_fields(preset, field, tables)}
    return build(bind(preset, tables, fields, {**example.strings, **_strings(preset, string)}))


def data_files(preset: Preset, data: tuple[str, ...]) -> dict[str, Path]:
    """The file of each table of the preset. Raises `ChartkitError` unless each has one."""
    tables = preset.tables
    if len(tables) == 1:
        file, *others = data
        if others:
            raise ChartkitError.of("CK701", f"preset {preset.name!r} draws one table; --data gives {len(data)}.")
        return {preset.table: Path(file)}
    files = _pairs(data, "--data", f"{tables[0]}=data.csv")
    if files.keys() ^ {*tables}:
        message = f"preset {preset.name!r} draws {len(tables)} tables, {listed(tables)}; --data gives {listed(files)}."
        raise ChartkitError.of("CK701", message, f"write {' '.join(f'--data {table}=FILE' for table in tables)}")
    return {table: Path(files[table]) for table in tables}


def _with_separator(fault: Diagnostic, dataset: Dataset) -> Diagnostic:
    """A missing column of a table that is one column, asking what seems to stand between its columns."""
    name = dataset.names[0] if len(dataset.names) == 1 else ""
    found = next((separator for separator in (";", "\t", "|") if separator in name), None)
    if found is None or fault.code not in ("CK202", "CK203", "CK204"):
        return fault
    return fault._replace(help=f"the table is one column, {name!r}: is its file separated by {found!r}? write commas")


def drawn(preset: Preset, data: tuple[str, ...], field: tuple[str, ...], string: tuple[str, ...]) -> Chart:
    """As `chart_of`; a preset without example or table is drawn from made-up columns."""
    from chartkit.check.examples.variants import filled_variants
    from chartkit.compiler.binder import bind
    from chartkit.compiler.builder import build

    if data or (preset.example and preset.example.data is not None):
        return chart_of(preset, data, field, string)
    made_up = filled_variants(preset, None)[0]
    strings = {**made_up.strings, **_strings(preset, string)}
    return build(bind(preset, made_up.tables, made_up.fields, strings))


def _fields(preset: Preset, given: tuple[str, ...], tables: Mapping[str, Dataset]) -> dict[str, Any]:
    names = {name for dataset in tables.values() for name in dataset.names}
    fields = _pairs(given, "--field", "x=step")
    many = {name for name in fields if (slot := preset.fields.get(name)) and slot.many}
    return {
        name: column.split(",") if name in many and column not in names else column for name, column in fields.items()
    }


def _strings(preset: Preset, given: tuple[str, ...]) -> dict[str, Any]:
    texts = _pairs(given, "--string", "title=Loss")
    return {name: _typed(preset.strings.get(name), text) for name, text in texts.items()}


def _typed(slot: StringSlot | None, text: str) -> Any:
    """The text as the slot's type; as it is where it is none, for binding says what was needed."""
    kind = slot.type if slot else "text"
    try:
        if kind == "integer":
            return int(text)
        if kind == "number":
            return float(text)
    except ValueError:
        return text
    return {"true": True, "false": False}.get(text.lower(), text) if kind == "boolean" else text


def _pairs(given: tuple[str, ...], option: str, example: str) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or not name:
            raise ChartkitError.of(
                "CK701",
                f"{option} takes {'TABLE=FILE' if option == '--data' else 'SLOT=VALUE'}; found {text!r}.",
                f"write it as in {option} {example}",
            )
        if name in pairs:
            raise ChartkitError.of(
                "CK701",
                f"{option} fills {'the table' if option == '--data' else 'the slot'} {name!r} twice.",
                "give one of them",
            )
        pairs[name] = value
    return pairs

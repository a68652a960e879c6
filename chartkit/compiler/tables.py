"""The tables of a call: takes what the user passed as `data_table`, gives a `Dataset` for each table of the preset."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from chartkit.data import to_dataset
from chartkit.diagnostics import BindError, DataError, Diagnostic, listed, shown
from chartkit.schema import hint

if TYPE_CHECKING:
    from chartkit.data import Dataset
    from chartkit.presets import Preset


def tables_of(preset: Preset, data_table: Any) -> dict[str, Dataset]:
    """The datasets of the preset's tables by name, the main one first.

    A preset of one table takes anything tabular, one of several a dict with a table for each. Raises `BindError` for
    any other dict or object, `DataError` for what is no table.
    """
    if len(preset.tables) == 1:
        return {preset.table: to_dataset(data_table)}
    _check_names(preset, data_table)
    return {name: _table(name, data_table[name]) for name in preset.tables}


def _check_names(preset: Preset, given: Any) -> None:
    tables = preset.tables
    needs = f"preset {preset.name!r} draws {len(tables)} tables, {listed(tables)}"
    help = f"pass a dict of tables: {{{', '.join(f'{name!r}: …' for name in tables)}}}"
    if not isinstance(given, Mapping):
        raise BindError.of("CK206", f"{needs}; found {_article(type(given).__name__)}.", help)
    names = list(cast("Mapping[Any, Any]", given))
    if not {*names} & {*tables}:
        raise BindError.of("CK206", f"{needs}; found a dict of {listed(names) or 'nothing'}.", help)
    unknown = [_unknown(preset, name) for name in names if name not in tables]
    missing = [name for name in tables if name not in names]
    lacking = [Diagnostic("CK206", f"{needs}; the table {name!r} is missing.", help=help) for name in missing]
    if unknown or lacking:
        raise BindError([*unknown, *lacking])


def _unknown(preset: Preset, name: object) -> Diagnostic:
    message = f"preset {preset.name!r} has no table {shown(name)}."
    return Diagnostic("CK206", message, help=hint(str(name), preset.tables, "its tables"))


def _table(name: str, given: Any) -> Dataset:
    try:
        return to_dataset(given)
    except DataError as error:
        raise DataError(_of_table(name, fault) for fault in error.diagnostics) from None


def _of_table(name: str, fault: Diagnostic) -> Diagnostic:
    return fault._replace(message=f"the table {name!r}: {fault.message}")


def _article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiouAEIOU' else 'a'} {noun}"

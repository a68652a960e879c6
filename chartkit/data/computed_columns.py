"""Columns computed from a table's rows: takes a function of a row, gives the values of each new column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from chartkit.data.kinds import cell_word
from chartkit.data.names import column_name
from chartkit.data.shapes import is_mapping
from chartkit.diagnostics import DataError, listed

Compute = Callable[[int, dict[str, Any]], Any]
"""Takes the number of a row and its cells by column; gives the new cells by column."""


def computed_columns(names: Sequence[str], rows: Sequence[Sequence[Any]], compute: Compute) -> dict[str, list[Any]]:
    """The new columns by name, in the order that the first row gives them.

    Raises `DataError` for a row that gives no dict, or other columns than the first, and what `compute` raises.
    """
    columns: dict[str, list[Any]] = {}
    for number, row in enumerate(rows):
        given = compute(number, dict(zip(names, row, strict=True)))
        if not is_mapping(given):
            raise DataError.of(
                "CK413",
                f"the function of add_computed_columns gives a dict of column names and values;"
                f" for row {number} (counted from 0) it gave {cell_word(given)}.",
                help="end it with return {'name': value}",
            )
        found = {column_name(name): value for name, value in given.items()}
        if number == 0:
            columns = {name: [] for name in found}
        if found.keys() != columns.keys():
            raise DataError.of(
                "CK402",
                f"the function of add_computed_columns gave {_named(found)} for row {number} (counted from 0),"
                f" and {_named(columns)} for row 0.",
                help="give the same columns for every row, None where there is no value",
            )
        for name, value in found.items():
            columns[name].append(value)
    return columns


def _named(columns: dict[str, Any]) -> str:
    return f"the columns {listed(columns)}" if columns else "no columns"

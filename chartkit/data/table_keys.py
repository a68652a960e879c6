"""Rows and columns by which tables refer to each other: takes a table and names, says what is wrong with them."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.data.kinds import cell_word, kind_of
from chartkit.diagnostics import DataError, counted, shown

if TYPE_CHECKING:
    from chartkit.data.table import Table


class ForeignKey(NamedTuple):
    """The column of another table that the values of a column stand in."""

    table: Table
    column: str


def checked_row(number: object, table: Table) -> int:
    """The number of a row of the table, from 0. Raises `DataError` for any other."""
    if isinstance(number, int) and not isinstance(number, bool) and 0 <= number < len(table):
        return int(number)
    raise DataError.of(
        "CK413",
        f"index_ref takes the number of a row, from 0; found {shown(number)},"
        f" and the table has {counted(len(table), 'row')}.",
    )


def check_primary_key(name: str, values: list[Any]) -> None:
    """Raises `DataError` for the first value that is no text or whole number, or stands twice."""
    seen: dict[Hashable, int] = {}
    for row, value in enumerate(values):
        if not (isinstance(value, str | int) and kind_of(value) != "boolean"):
            raise DataError.of(
                "CK405",
                f"row {row} (counted from 0) has {cell_word(value)} in column {name!r}, {shown(value)};"
                " a primary key is text or a whole number.",
                help="take a column that names each row",
            )
        if value in seen:
            raise DataError.of(
                "CK419",
                f"rows {seen[value]} and {row} (counted from 0) have the same value in column {name!r},"
                f" {shown(value)}; a primary key names one row.",
                help="take a column whose values are all different",
            )
        seen[value] = row


def check_foreign_key(name: str, values: list[Any], key: ForeignKey) -> None:
    """Raises `DataError` for the first value that the other table's column has not; None refers to nothing."""
    known = {value for value in key.table.get_column(key.column) if isinstance(value, Hashable)}
    for row, value in enumerate(values):
        if value is not None and not (isinstance(value, Hashable) and value in known):
            raise DataError.of(
                "CK419",
                f"row {row} (counted from 0) has {shown(value)} in column {name!r};"
                f" column {key.column!r} of the other table has no such value.",
                help="add its row to the other table first, or None where there is none",
            )

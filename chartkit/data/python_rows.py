"""Takes rows, records and columns made of Python's own lists and dicts, gives columns.

Imports no other library.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import chain, islice
from operator import itemgetter
from typing import Any

from chartkit.data.column import Buffer, Column
from chartkit.data.kinds import cell_word
from chartkit.data.names import column_name
from chartkit.data.shapes import is_iterable, is_list, is_mapping, is_text
from chartkit.diagnostics import DataError, counted, listed, shown


def columns_of_rows(names: Sequence[str], rows: Sequence[Any]) -> list[Column]:
    """One column per name from n rows of equal length.

    Raises `DataError` for the first row of another length.
    """
    check_row_lengths(names, rows)
    return [Column(name, None, values) for name, values in zip(names, transposed(rows, len(names)), strict=True)]


def transposed(rows: Sequence[Any], n_columns: int) -> list[list[Any]]:
    """The values of each of the first `n_columns` places in the rows, each as a new list.

    Rows that another thread adds meanwhile are in none of them.
    """
    n_rows = len(rows)
    return [list(map(itemgetter(index), islice(rows, n_rows))) for index in range(n_columns)]


def check_row_lengths(names: Sequence[str], rows: Sequence[Any]) -> None:
    """Raises `DataError` for the first row that has not one value per name, or is no row at all."""
    needed = len(names)
    try:
        if set(map(len, rows)) <= {needed} and not _has_other(rows):
            return
    except TypeError:
        pass  # a row without a length: found and named below
    for number, row in enumerate(rows):
        if is_text(row) or is_mapping(row) or not hasattr(row, "__len__"):
            raise not_a_row(number, row)
        if len(row) != needed:
            raise wrong_row_length(number, len(row), names)


def _has_other(rows: Sequence[Any]) -> bool:
    """Whether a text or a dict stands among the rows; both have a length, too."""
    return any(issubclass(cls, str | bytes | Mapping) for cls in set(map(type, rows)))


def not_a_row(number: int, row: Any) -> DataError:
    """The `DataError` for a value that stands where a row is needed."""
    return DataError.of(
        "CK402",
        f"row {number} (counted from 0) must be a list of values; found {cell_word(row)}: {shown(row)}.",
        help="data is a list of rows, each a list with one value per column",
    )


def wrong_row_length(number: int, found: int, names: Sequence[str]) -> DataError:
    """The `DataError` for a row that is too long or too short."""
    needs = f"the table has {counted(len(names), 'column')}"
    listing = f": {listed(names)}" if names else ""
    return DataError.of(
        "CK402",
        f"row {number} (counted from 0) has {counted(found, 'value')}; {needs}{listing}.",
        help="give every row one value per column; columns=[…] names them",
    )


def wrong_column_length(column: Column, n_rows: int) -> DataError:
    """The `DataError` for a column that has not one value per row."""
    return DataError.of(
        "CK402",
        f"column {column.name!r} has {counted(len(column), 'value')}; the table has {counted(n_rows, 'row')}.",
        help="give the column one value per row",
    )


def columns_of_records(records: Sequence[Any]) -> list[Column]:
    """One column per key, in order of first appearance; None where a record has no such key."""
    for number, record in enumerate(records):
        if type(record) is not dict and not is_mapping(record):
            raise DataError.of(
                "CK402",
                f"row {number} (counted from 0) must be a dict like the rows before;"
                f" found {cell_word(record)}: {shown(record)}.",
                help="give every row as a dict of column names and values",
            )
    keys = dict.fromkeys(chain.from_iterable(records))
    return [Column(column_name(key), None, _values_of(key, records)) for key in keys]


def _values_of(key: Any, records: Sequence[Any]) -> list[Any]:
    if set(map(type, records)) <= {dict}:  # another mapping may make up what it has not, and keep it
        with suppress(KeyError):
            return list(map(itemgetter(key), records))
    return [record.get(key) for record in records]


def columns_of_mapping(mapping: Mapping[Any, Any]) -> list[Column]:
    """One column per key; values may be lists, tuples, ranges, iterators, arrays, or series of a frame library."""
    return [Column(column_name(key), None, _column_values(key, values)) for key, values in mapping.items()]


def _column_values(name: Any, values: Any) -> list[Any] | Buffer:
    if is_list(values) or isinstance(values, range):
        return list(values)
    if not is_text(values) and not is_mapping(values):
        from chartkit.data.foreign import foreign_values

        found = foreign_values(values)
        if found is not None:
            return found
        if is_iterable(values):
            return list(values)
    raise DataError.of(
        "CK402",
        f"column {column_name(name)!r} must be a list of values; found {cell_word(values)}: {shown(values)}.",
        help="a dict gives one list per column: {'x': [1, 2], 'y': [3, 4]}",
    )

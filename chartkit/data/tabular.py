"""Takes anything tabular but our own classes, gives columns: hands each form to the adaptor that knows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from chartkit.data.column import Column
from chartkit.data.foreign import foreign_columns, package_of
from chartkit.data.kinds import cell_word
from chartkit.data.names import column_names
from chartkit.data.python_rows import columns_of_mapping, columns_of_records, columns_of_rows, not_a_row
from chartkit.data.shapes import is_list, is_mapping
from chartkit.diagnostics import DataError, counted

ACCEPTED = (
    "pass a chartkit.Table, a list of rows or of dicts, a dict of columns, a 2-D or structured NumPy array,"
    " or a data frame (pandas, Polars, PyArrow, or any that narwhals or Arrow knows)"
)


def columns_of(table: Any, columns: Sequence[Any] | None = None) -> list[Column]:
    """The columns of `table`; `columns` names those of rows and arrays, which are otherwise called `0`, `1` …

    Raises `DataError` when the object is not tabular, rows are ragged or `columns` has another length.
    """
    if is_mapping(table):
        split = _split_form(table)
        return columns_of(split[1], split[0]) if split else columns_of_mapping(table)
    if is_list(table):
        pair = _named_pair(table) if columns is None else None
        return columns_of(pair[1], pair[0]) if pair else _columns_of_list(table, columns)
    found = foreign_columns(table)
    if found is None:
        raise not_tabular(table)
    return _renamed(found, columns) if columns is not None and package_of(table) == "numpy" else found


def _columns_of_list(rows: Sequence[Any], columns: Sequence[Any] | None) -> list[Column]:
    """Columns of records or of rows; the first item tells which."""
    if not rows:
        return columns_of_rows(column_names(columns or ()), rows)
    first = rows[0]
    if is_mapping(first):
        return columns_of_records(rows)
    if isinstance(first, str | bytes) or not hasattr(first, "__len__"):
        raise not_a_row(0, first)
    return columns_of_rows(column_names(range(len(first)) if columns is None else columns), rows)


def _split_form(mapping: Mapping[Any, Any]) -> tuple[Sequence[Any], Sequence[Any]] | None:
    """Names and rows of `{"columns": [...], "data": [[...], ...]}`, the form W&B and pandas write; else None."""
    if set(mapping) != {"columns", "data"}:
        return None
    names, rows = mapping["columns"], mapping["data"]
    return (names, rows) if _is_names(names) and _is_rows(rows) else None


def _named_pair(pair: Sequence[Any]) -> tuple[Sequence[Any], Sequence[Any]] | None:
    """Names and rows of the tuple `(columns, rows)` or `(rows, columns)`; else None."""
    if pair.__class__ is not tuple or len(pair) != 2:
        return None
    for names, rows in ((pair[0], pair[1]), (pair[1], pair[0])):
        if _is_names(names) and (_is_rows(rows) or package_of(rows) == "numpy"):
            return names, rows
    return None


def _is_names(names: Any) -> bool:
    return is_list(names) and set(map(type, names)) == {str}


def _is_rows(rows: Any) -> bool:
    return is_list(rows) and all(map(is_list, rows))


def _renamed(columns: Sequence[Column], names: Sequence[Any]) -> list[Column]:
    wanted = column_names(names)
    if len(wanted) != len(columns):
        raise DataError.of(
            "CK402",
            f"the array has {counted(len(columns), 'column')}; columns names {len(wanted)}.",
            help="give columns=[…] one name per column of the array",
        )
    return [column.renamed(name) for column, name in zip(columns, wanted, strict=True)]


def not_tabular(table: Any) -> DataError:
    """The `DataError` for an object that is no table, with what is accepted."""
    word = "one-dimensional array" if package_of(table) == "numpy" else None
    found = f"a {word}" if word and getattr(table, "ndim", 2) == 1 else cell_word(table)
    return DataError.of("CK401", f"a table is needed; found {found}.", help=ACCEPTED)

"""Which rows of a table, in which order: takes filters and a sort, gives the places of the rows.

Empty cells come last in both directions; rows that are equal stay in their order.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from chartkit.data import Column, Dataset
from chartkit.data.dataset import unknown_column
from chartkit.diagnostics import ChartkitError
from chartkit.schema import hint
from chartkit.workspace.tables.opened import Opened

if TYPE_CHECKING:
    import numpy as np
    import polars as pl

UNREADABLE = "CK902"
OPERATORS = ("contains", "=", "!=", "<", "<=", ">", ">=", "empty", "not empty")


class Filter(NamedTuple):
    """One condition on a column; rows must meet all."""

    column: str
    operator: str
    value: Any = None


class Sort(NamedTuple):
    """The column that rows are in the order of."""

    column: str
    is_falling: bool = False


def filters_of(given: Any) -> tuple[Filter, ...]:
    """The conditions in JSON: `[{"column": …, "operator": …, "value": …}]`. Raises `ChartkitError`."""
    if not isinstance(given, list):
        raise ChartkitError.of(UNREADABLE, "filter is a list of conditions with column, operator and value.")
    found: list[Filter] = []
    for one in cast(list[Any], given):
        if not isinstance(one, dict) or not isinstance(cast(dict[str, Any], one).get("column"), str):
            raise ChartkitError.of(UNREADABLE, "a condition of filter is an object with column, operator and value.")
        condition = cast(dict[str, Any], one)
        operator = condition.get("operator")
        if operator not in OPERATORS:
            help = hint(str(operator), OPERATORS, "operators")
            raise ChartkitError.of(UNREADABLE, f"a table has no filter {operator!r}.", help)
        found.append(Filter(condition["column"], operator, condition.get("value")))
    return tuple(found)


def places(table: Opened, filters: Sequence[Filter], sort: Sort | None) -> np.ndarray[Any, Any] | None:
    """The places of the rows that meet all filters, in order; None for all rows as they stand. Raises `DataError`.

    O(rows) and 4 bytes a row.
    """
    for name in (*(one.column for one in filters), *([sort.column] if sort else [])):
        if name not in table.names:
            raise unknown_column(name, table.names)
    if not filters and sort is None:
        return None
    return _in_file(table, filters, sort) if table.held is None else _held(table.held, filters, sort)


def _in_file(table: Opened, filters: Sequence[Filter], sort: Sort | None) -> np.ndarray[Any, Any]:
    import polars as pl

    rows = table.scan().with_row_index("_place")
    for one in filters:
        rows = rows.filter(_condition(one, rows.collect_schema()[one.column]))
    if sort is None:
        return rows.select("_place").collect(engine="streaming")["_place"].to_numpy()
    found = rows.select("_place", pl.col(sort.column).alias("_key")).collect(engine="streaming")
    at, keys = found["_place"].to_numpy(), found["_key"]
    if keys.dtype.is_numeric() and not keys.null_count():
        return at[_by_number(keys.to_numpy(), sort.is_falling)]
    if keys.dtype.is_float():
        found = found.with_columns(pl.col("_key").fill_nan(None))
    in_order = found.sort("_key", descending=sort.is_falling, nulls_last=True, maintain_order=True)
    return in_order["_place"].to_numpy()


def _by_number(keys: np.ndarray[Any, Any], is_falling: bool) -> np.ndarray[Any, Any]:
    """The places of numbers in order, NaN last, by an eighth of the memory that sorting whole rows takes."""
    import numpy as np

    if is_falling:
        keys = -keys if keys.dtype.kind == "f" else ~keys
    return np.argsort(keys, kind="stable")


def _condition(one: Filter, dtype: pl.DataType) -> pl.Expr:
    import polars as pl

    column = pl.col(one.column)
    is_number = dtype.is_numeric()
    text = column.cast(pl.String, strict=False) if not dtype.is_nested() else pl.lit("")
    if one.operator in ("empty", "not empty"):
        empty = column.is_null() | (column.is_nan() if dtype.is_float() else pl.lit(value=False)) | (text == "")
        return empty if one.operator == "empty" else ~empty.fill_null(value=True)
    if one.operator == "contains":
        return text.str.to_lowercase().str.contains(str(one.value).lower(), literal=True).fill_null(value=False)
    left, right = (column, pl.lit(_number(one))) if is_number else (text, pl.lit(str(one.value)))
    compared = {
        "=": left == right,
        "!=": left != right,
        "<": left < right,
        "<=": left <= right,
        ">": left > right,
        ">=": left >= right,
    }[one.operator]
    return compared.fill_null(value=one.operator == "!=")


def _held(held: Dataset, filters: Sequence[Filter], sort: Sort | None) -> np.ndarray[Any, Any]:
    import numpy as np

    tests = [(held.column(one.column).values, _test(one, held.column(one.column))) for one in filters]
    found = [row for row in range(held.n_rows) if all(test(values[row]) for values, test in tests)]
    if sort is not None:
        values = held.column(sort.column).values
        there = [row for row in found if not _is_empty(values[row])]
        there.sort(key=lambda row: _rank(values[row]), reverse=sort.is_falling)
        found = there + [row for row in found if _is_empty(values[row])]
    return np.array(found, dtype=np.uint32)


def _test(one: Filter, column: Column) -> Callable[[Any], bool]:
    if one.operator == "empty":
        return _is_empty
    if one.operator == "not empty":
        return lambda value: not _is_empty(value)
    if one.operator == "contains":
        wanted = str(one.value).lower()
        return lambda value: wanted in _text(value).lower()
    if column.kind == "quantitative":
        number = _number(one)
        return lambda value: not _is_empty(value) and _compared(one.operator, value, number)
    wanted = str(one.value)
    return lambda value: _compared(one.operator, _text(value), wanted)


def _compared(operator: str, left: Any, right: Any) -> bool:
    if operator in ("=", "!="):
        return (left == right) == (operator == "=")
    is_less, is_same = left < right, left == right
    return {"<": is_less, "<=": is_less or is_same, ">": not is_less and not is_same, ">=": not is_less}[operator]


def _number(one: Filter) -> float:
    try:
        return float(one.value)
    except (TypeError, ValueError):
        message = f"column {one.column!r} holds numbers; a filter compares it with {one.value!r}."
        raise ChartkitError.of(UNREADABLE, message, "give a number") from None


def _text(value: Any) -> str:
    caption = getattr(value, "caption", None)
    return "" if value is None else str(caption or value)


def _is_empty(value: Any) -> bool:
    return value is None or value == "" or (isinstance(value, float) and math.isnan(value))


def _rank(value: Any) -> tuple[int, Any]:
    """Numbers before texts, whatever a column mixes."""
    if isinstance(value, bool | int | float):
        return 0, value
    return 1, _text(value)

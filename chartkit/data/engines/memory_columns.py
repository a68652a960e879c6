"""Columns in memory as Polars series: NumPy, pandas, Arrow and Polars buffers without a copy where the types agree.

What Polars has no type for goes through Python values, as a chart's own would.
"""

from __future__ import annotations

from math import isfinite, nan
from typing import TYPE_CHECKING, Any

from chartkit.data.column import Column
from chartkit.data.engines.picks import UnframedColumn
from chartkit.data.engines.polars_columns import time_series
from chartkit.data.kinds import kind_of
from chartkit.data.plain import LARGEST_JSON_INTEGER

if TYPE_CHECKING:
    import polars as pl


def series_of(column: Column, timezone: str) -> pl.Series:
    """The column as a series of n values, not yet clean: NaN and infinities are there still.

    Raises `UnframedColumn` for columns of several kinds and of anything but scalars.
    """
    if column.kind == "mixed":
        raise UnframedColumn(column.name, "holds values of several kinds, or lists and objects")
    if column.buffer is not None:
        series = column.buffer.to_polars()
        if series is not None:
            return series
    return _python_series(column, timezone)


def _python_series(column: Column, timezone: str) -> pl.Series:
    import polars as pl

    match column.kind:
        case "quantitative":
            return _numbers(column)
        case "temporal":
            return time_series(column, timezone)
        case "boolean":
            return pl.Series(column.emitted(timezone)[0], dtype=pl.Boolean)
        case "nominal":
            return pl.Series(column.emitted(timezone)[0], dtype=pl.String)
        case _:
            return pl.Series([None] * len(column), dtype=pl.Null)


def _numbers(column: Column) -> pl.Series:
    import polars as pl

    if column.types <= {int, type(None)}:
        integers = [value for value in column.values if value is not None]
        if min(integers) >= -LARGEST_JSON_INTEGER and max(integers) <= LARGEST_JSON_INTEGER:
            return pl.Series(column.values, dtype=pl.Int64)
    if column.types <= {float, type(None)}:
        return pl.Series(column.values, dtype=pl.Float64)
    emitted, _ = column.emitted()
    return pl.Series(
        [_double(column, value, given) for value, given in zip(emitted, column.values, strict=True)], dtype=pl.Float64
    )


def _double(column: Column, emitted: Any, given: Any) -> float | None:
    """The number as a double; NaN, which is counted later, where the chart has none for a number that is there."""
    if emitted is None:
        return None if kind_of(given) == "missing" or kind_of(given) == "duration" else nan
    if isinstance(emitted, str):
        raise UnframedColumn(column.name, "holds durations of months or years, which have no fixed length")
    number = float(emitted)
    return number if isfinite(number) else nan

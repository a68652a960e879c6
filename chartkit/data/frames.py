"""Data frames of every library but pandas: takes them through narwhals, gives columns held by Polars.

Lazy frames of engines that chartkit does not know are collected here; those it knows stay lazy, see `engines`. Column
names never pass through Arrow's C interface, which cannot hold a NUL.
"""

from __future__ import annotations

from typing import Any

from chartkit.data.column import Column
from chartkit.data.kinds import Kind
from chartkit.data.names import column_name
from chartkit.diagnostics import DataError, Diagnostic, shown, warn

_DAYS_BEFORE_1970 = 719_162
"""From the first day of the year 1."""
_DAYS_FROM_1970 = 2_932_896
"""To the last day of the year 9999."""


def narwhals_columns(table: Any) -> list[Column] | None:
    """The columns of a frame that narwhals knows or that speaks Arrow; None for any other object.

    Raises `DataError` with the library's own words when it cannot give its rows.
    """
    try:
        return _columns(table)
    except Exception as error:  # each library has exceptions of its own; all of them mean that there are no rows
        raise unread(table, error) from error


def unread(table: Any, error: Exception) -> DataError:
    """The `DataError` for a frame whose library cannot give its rows or columns, with the library's own first line."""
    name = f"{type(table).__module__.partition('.')[0]}.{type(table).__name__}"
    reason = next(iter(str(error).splitlines()), type(error).__name__)
    return DataError.of(
        "CK411",
        f"the rows of {name} cannot be read: {reason.rstrip('.')}.",
        help="convert it to a pandas, Polars or PyArrow table first",
    )


def _columns(table: Any) -> list[Column] | None:
    import narwhals as nw
    import polars as pl

    if type(table).__module__.startswith("pyarrow"):
        return _arrow_columns(table)
    frame: Any = nw.from_native(table, pass_through=True)
    if isinstance(frame, nw.LazyFrame):
        frame = frame.collect(backend="polars")
    if not isinstance(frame, nw.DataFrame):
        return None if isinstance(table, pl.Series) else _interchange_columns(table)
    if frame.implementation.is_pandas_like():
        from chartkit.data.pandas_frames import frame_columns

        return frame_columns(frame.to_pandas())
    return polars_columns(frame.to_polars().clone())


def _arrow_columns(table: Any) -> list[Column] | None:
    import polars as pl

    if not hasattr(table, "column_names"):
        return None
    library: Any = pl
    return [
        Column(name, None, PolarsBuffer(library.from_arrow(column)))
        for name, column in zip(table.column_names, table.columns, strict=True)
    ]


def _interchange_columns(table: Any) -> list[Column] | None:
    if hasattr(table, "__arrow_c_stream__"):
        import polars as pl

        return polars_columns(pl.DataFrame(table))
    if not hasattr(table, "__dataframe__"):
        return None
    import pandas as pd

    from chartkit.data.pandas_frames import frame_columns

    return frame_columns(pd.api.interchange.from_dataframe(table))


def polars_columns(frame: Any) -> list[Column]:
    """One column per column of a Polars frame."""
    return [Column(column_name(series.name), None, PolarsBuffer(series)) for series in frame.get_columns()]


def _within_python(series: Any) -> Any:
    """The series without times and durations that Python cannot hold: asked for one, Polars would panic."""
    import polars as pl

    dtype: Any = series.dtype
    if dtype == pl.Date:
        low, high = -_DAYS_BEFORE_1970, _DAYS_FROM_1970
    elif dtype == pl.Datetime and dtype.time_unit != "ns":
        per_day = 86_400 * (1_000 if dtype.time_unit == "ms" else 1_000_000)
        margin = 0 if dtype.time_zone is None else per_day  # a zone may move the last day over the end
        low, high = margin - _DAYS_BEFORE_1970 * per_day, (_DAYS_FROM_1970 + 1) * per_day - 1 - margin
    elif dtype == pl.Duration and dtype.time_unit == "ms":
        low, high = -999_999_999 * 86_400_000, 999_999_999 * 86_400_000
    else:
        return series
    physical = series.to_physical()
    beyond = (physical < low) | (physical > high)
    n_beyond = int(beyond.sum())
    if not n_beyond:
        return series
    what = "durations of over 999,999,999 days" if dtype == pl.Duration else "times outside of the years 1 to 9999"
    message = f"column {shown(series.name)} holds {what}, drawn as missing: {n_beyond:,} of {len(series):,}."
    warn(Diagnostic("CK456", message, "warning", help="check the unit that the numbers were read in"))
    return series.to_frame().select(pl.when(~pl.lit(beyond)).then(pl.col(series.name)).alias(series.name)).to_series()


class PolarsBuffer:
    """One Polars series."""

    def __init__(self, series: Any) -> None:
        self._series = series

    def __len__(self) -> int:
        return len(self._series)

    def kind(self) -> Kind | None:
        """The kind that the dtype tells; None for objects, whose values must be looked at."""
        import polars as pl

        dtype: Any = self._series.dtype
        if self._series.null_count() == len(self._series):
            return "empty"
        if dtype == pl.Object:
            return None
        if dtype.is_numeric() or dtype == pl.Duration:
            return "quantitative"
        if dtype in (pl.Date, pl.Datetime):
            return "temporal"
        if dtype in (pl.String, pl.Categorical, pl.Enum, pl.Time):
            return "nominal"
        return "boolean" if dtype == pl.Boolean else "mixed"

    def to_list(self) -> list[Any]:
        """All values as Python values; times that Python has not, as those of the year 10000, are None and said."""
        return _within_python(self._series).to_list()

    def to_polars(self) -> Any:
        """The series itself, or None when it holds Python objects."""
        import polars as pl

        return None if self._series.dtype == pl.Object else self._series

    def to_numpy(self) -> Any:
        """The numbers as they lie in memory, without a copy; None for another column, or where one is missing."""
        series = self._series
        is_plain = series.dtype.is_numeric() and not series.dtype.is_decimal() and not series.null_count()
        return series.to_numpy(allow_copy=False) if is_plain and series.n_chunks() == 1 else None

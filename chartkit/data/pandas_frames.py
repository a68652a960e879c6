"""pandas data frames and series: takes them, gives columns that are converted when asked for.

The index is left out.
"""

from __future__ import annotations

from typing import Any

from chartkit.data.arrays import ArrayBuffer
from chartkit.data.column import Column
from chartkit.data.kinds import Kind
from chartkit.data.names import column_name


def frame_columns(frame: Any) -> list[Column] | None:
    """One column per column of the frame, of a copy that later changes to the frame do not reach;

    None for no frame.
    """
    if not hasattr(frame, "columns") or not hasattr(frame, "iloc"):
        return None
    copied = frame.copy()
    return [
        Column(column_name(name), None, SeriesBuffer(copied.iloc[:, index], copy=False))
        for index, name in enumerate(frame.columns)
    ]


class SeriesBuffer:
    """One pandas series (or index); every missing value of a dtype but float's NaN is None."""

    def __init__(self, series: Any, copy: bool = True) -> None:
        self._series = series.copy() if copy else series

    def __len__(self) -> int:
        return len(self._series)

    def kind(self) -> Kind | None:
        """The kind that the dtype tells;

        None for objects and other dtypes, whose values must be looked at.
        """
        if not len(self._series):
            return "empty"
        array = self._array()
        return array.kind() if array else None

    def to_list(self) -> list[Any]:
        """All values as Python values; times as Python's own, to the microsecond."""
        array = self._array()
        if array:
            return array.to_list()
        series = self._series
        if series.dtype.kind in "mM":
            series = series.astype(object)
        values: list[Any] = series.to_list()
        missing = series.isna().to_numpy() if hasattr(series.isna(), "to_numpy") else series.isna()
        if series.dtype != object and missing.any():
            values = [None if gone else value for value, gone in zip(values, missing.tolist(), strict=True)]
        return [_python_time(value) for value in values] if _has_timestamps(values) else values

    def to_polars(self) -> Any:
        """The column as a Polars series, or None when it must go through Python values."""
        array = self._array()
        return array.to_polars() if array else None

    def _array(self) -> ArrayBuffer | None:
        """The series as a NumPy array when it is one in memory."""
        dtype: Any = self._series.dtype
        native = type(dtype).__module__.partition(".")[0] == "numpy" and dtype.kind in "biufmM"
        return ArrayBuffer(self._series.to_numpy()) if native else None


def _has_timestamps(values: list[Any]) -> bool:
    return any(cls.__module__.startswith("pandas") for cls in set(map(type, values)))


def _python_time(value: Any) -> Any:
    """A pandas time as Python's, NaT and NA as None, anything else as it is."""
    if not type(value).__module__.startswith("pandas"):
        return value
    if hasattr(value, "to_pydatetime"):
        return None if value != value else value.to_pydatetime(warn=False)
    if hasattr(value, "to_pytimedelta"):
        return value.to_pytimedelta()
    return None if type(value).__name__ in ("NaTType", "NAType") else value

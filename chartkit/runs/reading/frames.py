"""Columns as a frame of pandas or Polars, or as an Arrow table.

Takes `Columns`; gives the frame. What is missing is NaN in pandas where that is exact, else None; a null elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from chartkit.diagnostics import RunError, shown
from chartkit.runs.reading.columns import LARGEST_EXACT, Columns, Values
from chartkit.schema import did_you_mean

FORMATS = ("pandas", "polars", "arrow")
_CODE = "CK637"


def as_frame(columns: Columns, format: object) -> Any:
    """The frame, `format` being one of `FORMATS`. Raises `RunError` for another."""
    if format == "pandas":
        return _pandas(columns)
    if format not in FORMATS:
        message = f"history(format=…) is 'pandas', 'polars' or 'arrow'; found {shown(format)}."
        raise RunError.of(_CODE, message, did_you_mean(format, FORMATS) if isinstance(format, str) else None)
    frame = _polars(columns)
    return frame if format == "polars" else frame.to_arrow()


def _pandas(columns: Columns) -> Any:
    import pandas as pd

    from chartkit.data import Column
    from chartkit.data.pandas_frames import data_frame

    lists = [Column(key, None, values.data) for key, values in columns.values.items() if not values.is_array]
    others = dict(zip((column.name for column in lists), data_frame(lists).items(), strict=True)) if lists else {}
    made: Any = pd
    series = [
        made.Series(_with_nan(values)) if values.is_array else others[key][1] for key, values in columns.values.items()
    ]
    frame = made.concat(series, axis=1) if series else made.DataFrame()
    frame.columns = _labels(list(columns.values))
    return frame


def _labels(names: list[str]) -> Any:
    import pandas as pd

    try:
        return pd.Index(names)
    except UnicodeEncodeError:  # a lone surrogate
        return pd.Index(names, dtype=object)


def _with_nan(values: Values) -> Any:
    """The array with NaN for what is missing; an integer that no float holds makes it a list with None."""
    import numpy as np

    if values.is_there is None:
        return values.data
    if values.data.dtype == np.int64 and bool((np.abs(values.data.astype(np.float64)) >= LARGEST_EXACT).any()):
        return np.array(values.to_list(), dtype=object)
    return np.where(values.is_there, values.data, np.nan)


def _polars(columns: Columns) -> Any:
    import polars as pl

    made: Any = pl
    return pl.DataFrame([_series(made, name, values) for name, values in columns.values.items()])


def _series(pl: Any, name: str, values: Values) -> Any:
    if values.is_array:
        series = pl.Series(_text(name), values.data)
        return series if values.is_there is None else series.set(~pl.Series(values.is_there), None)
    if _has_odd_decimals(values.data):
        return _texts(pl, name, values)
    try:
        return pl.Series(_text(name), values.data, strict=True)
    except (TypeError, OverflowError, ValueError, UnicodeEncodeError, pl.exceptions.PolarsError):
        return _texts(pl, name, values)


def _texts(pl: Any, name: str, values: Values) -> Any:
    """The texts of values that no column of Polars holds."""
    return pl.Series(_text(name), [None if value is None else _text(str(value)) for value in values.data])


def _has_odd_decimals(values: Iterable[object]) -> bool:
    """True for a Decimal that is no number or infinite, over which Polars panics."""
    return any(isinstance(value, Decimal) and not value.is_finite() for value in values)


def _text(text: str) -> str:
    """Text as UTF-8 can hold it: half a surrogate pair as its escape."""
    return text.encode("utf-8", "backslashreplace").decode()

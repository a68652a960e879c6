"""pandas data frames and series: takes them, gives columns that are converted when asked for.

The index is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from chartkit.data.arrays import ArrayBuffer
from chartkit.data.column import Column
from chartkit.data.kinds import Kind, column_kind, kind_of
from chartkit.data.names import column_name

if TYPE_CHECKING:
    import pandas as pd


def frame_columns(frame: Any) -> list[Column] | None:
    """One column per column of the frame, of a copy that later changes to the frame do not reach.

    None for an object that is no frame.
    """
    if not hasattr(frame, "columns") or not hasattr(frame, "iloc"):
        return None
    copied = frame.copy(deep=not _copies_on_write())
    return [
        Column(column_name(name), None, SeriesBuffer(copied.iloc[:, index])) for index, name in enumerate(frame.columns)
    ]


def _copies_on_write() -> bool:
    """True when a shallow copy is a snapshot already, for whoever writes to either gets a copy first: pandas 3."""
    import pandas as pd

    return int(pd.__version__.partition(".")[0]) >= 3


def series_buffer(values: Any) -> SeriesBuffer | None:
    """A copy of a series, index or extension array; None for any other object of pandas."""
    import pandas as pd

    library: Any = pd
    if isinstance(values, pd.Series | pd.Index | pd.api.extensions.ExtensionArray):
        return SeriesBuffer(library.Series(values, copy=True))
    return None


def data_frame(columns: Sequence[Column]) -> pd.DataFrame:
    """The columns as a frame with dtypes that pandas infers; text that its own type cannot hold is kept as objects."""
    import pandas as pd

    try:
        return pd.DataFrame({column.name: column.values for column in columns})
    except UnicodeEncodeError:  # a lone surrogate
        dtypes = [object if str in column.types else None for column in columns]
        series = [pd.Series(column.values, dtype=dtype) for column, dtype in zip(columns, dtypes, strict=True)]
        frame = pd.concat(series, axis=1)
        frame.columns = pd.Index([column.name for column in columns], dtype=object)
        return frame


class SeriesBuffer:
    """One pandas series that nobody else changes; missing values are None, but for NaN in columns of floats."""

    def __init__(self, series: Any) -> None:
        self._series = series

    def __len__(self) -> int:
        return len(self._series)

    def kind(self) -> Kind | None:
        """The kind that the dtype tells; None for objects and others, whose values must be looked at."""
        if not len(self._series) or self._is_missing_everywhere():
            return None if self._series.dtype.kind == "f" and len(self._series) else "empty"
        if self._series.dtype == "category":
            return self._kind_of_categories()
        array = self._array()
        return array.kind() if array else None

    def _is_missing_everywhere(self) -> bool:
        """Whether no value is there; the first one tells of most columns, without a pass over the rows."""
        return bool(self._series.iloc[:1].isna().all()) and bool(self._series.isna().all())

    def _kind_of_categories(self) -> Kind | None:
        """What the categories are; None for several kinds, of which the rows may have one."""
        categories: list[Any] = self._series.dtype.categories.astype(object).to_list()
        kind = column_kind(categories, set(map(type, categories)))
        return None if kind in ("mixed", "empty") else kind

    def to_list(self) -> list[Any]:
        """All values as Python values: times to the microsecond, periods as the time they start, intervals as text."""
        array = self._array()
        if array:
            return array.to_list()
        series = self._series
        if str(series.dtype).startswith("period["):
            series = series.dt.to_timestamp()
        values: list[Any] = series.astype(object).to_list()
        missing: list[bool] = series.isna().to_list()
        # A missing object is None, NaN or NaT, whichever made it; beside numbers NaN may be one of them.
        is_category = series.dtype == "category"  # NaN is never one of the categories
        if any(missing) and (
            is_category or column_kind(values, set(map(type, values))) not in ("quantitative", "mixed")
        ):
            values = [None if gone else value for value, gone in zip(values, missing, strict=True)]
        return [_python_value(value) for value in values] if _has_pandas(values) else values

    def to_numpy(self) -> Any:
        """The numbers as they lie in memory, or None for another column: without a copy."""
        array = self._array()
        return array.to_numpy() if array else None

    def to_polars(self) -> Any:
        """The column as a Polars series, or None when it must go through Python values."""
        array = self._array()
        return array.to_polars() if array else None

    def _array(self) -> ArrayBuffer | None:
        """The series as a NumPy array when it is one in memory."""
        dtype: Any = self._series.dtype
        native = type(dtype).__module__.partition(".")[0] == "numpy" and dtype.kind in "biufmM"
        return ArrayBuffer(self._series.to_numpy()) if native else None


def _has_pandas(values: list[Any]) -> bool:
    return any(cls.__module__.startswith("pandas") for cls in set(map(type, values)))


def _python_value(value: Any) -> Any:
    """A pandas time as Python's, NaT and NA as None, an interval as text; anything else as it is."""
    if not type(value).__module__.startswith("pandas"):
        return value
    if kind_of(value) == "missing":
        return None
    if hasattr(value, "to_pydatetime"):
        return value.to_pydatetime(warn=False)
    return value.to_pytimedelta() if hasattr(value, "to_pytimedelta") else str(value)

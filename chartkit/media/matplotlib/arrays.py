"""Matplotlib's arrays as plain numbers: takes what may be masked, gives floats with NaN where something is missing."""

from __future__ import annotations

from typing import Any, cast


def filled(values: Any) -> Any:
    """`values` as floats of the same shape, NaN where they are masked."""
    import numpy as np

    return np.ma.filled(cast(Any, np.ma.asarray(values, dtype=float)), np.nan)


def with_gaps(values: Any) -> Any:
    """A column whose missing numbers are None: gaps that the figure has as well, not faults of the data."""
    import numpy as np

    if not isinstance(values, np.ndarray):
        return values
    column = cast(Any, values)
    if column.dtype.kind != "f" or not np.isnan(column).any():
        return column
    return [None if value != value else value for value in column.tolist()]

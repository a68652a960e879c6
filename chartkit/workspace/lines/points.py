"""The points of one line: takes the columns of a run, gives x and y of the rows that have both, by x."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.runs.reading.columns import Columns, Values
from chartkit.workspace.lines.asked import STEP, WALL, WALL_RELATIVE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


class Points(NamedTuple):
    """A line before anything is done to it."""

    run: str
    key: str
    x: Floats
    """Ascending and finite."""
    y: Floats
    """NaN and infinities as they were logged."""
    n_without_x: int
    """How many values have no number on the x axis, and are left out."""


def needed_keys(x: str) -> tuple[str, ...]:
    """The columns that an x axis is made of."""
    return (WALL,) if x == WALL_RELATIVE else () if x == STEP else (x,)


def points(run: str, columns: Columns, key: str, x_axis: str) -> Points | None:
    """The line of `key`; None for a run without a number under it.

    Seconds are those since `init` for `_runtime`, since the run's first row for `relative`; `_timestamp` is
    milliseconds since 1970.
    """
    import numpy as np

    found = columns.values.get(key)
    if found is None:
        return None
    y, has_y = _numbers(found)
    n_values = int(np.count_nonzero(has_y))
    if not n_values:
        return None
    x, has_x = _x(columns, x_axis)
    has_both = has_y & has_x
    n_points = int(np.count_nonzero(has_both))
    if n_points < len(y):
        x, y = x[has_both], y[has_both]
    if not bool((x[1:] >= x[:-1]).all()):
        order = np.argsort(x, kind="stable")
        x, y = x[order], y[order]
    return Points(run, key, x, y, n_values - n_points)


def _x(columns: Columns, x_axis: str) -> tuple[Floats, NDArray[np.bool_]]:
    import numpy as np

    values = columns.values.get(WALL if x_axis == WALL_RELATIVE else x_axis)
    if values is None:
        return np.zeros(columns.n_rows), np.zeros(columns.n_rows, dtype=bool)
    x, has_x = _numbers(values)
    if x_axis == WALL_RELATIVE and len(x):
        x = x - x[has_x].min(initial=np.inf)
    elif x_axis == WALL:
        x = x * 1000.0
    return x, has_x & np.isfinite(x)


def _numbers(values: Values) -> tuple[Floats, NDArray[np.bool_]]:
    """A column as floats, and which rows have a number; texts and lists are none."""
    import numpy as np

    if values.is_array:
        there = np.ones(len(values.data), dtype=bool) if values.is_there is None else values.is_there
        return np.asarray(values.data, dtype=np.float64), there
    items: list[Any] = values.data
    are_there = [type(item) in (int, float) for item in items]
    found = [_float(item) if is_there else 0.0 for item, is_there in zip(items, are_there, strict=True)]
    return np.array(found, dtype=np.float64), np.array(are_there, dtype=bool)


def _float(number: int | float) -> float:
    try:
        return float(number)
    except OverflowError:
        return float("inf") if number > 0 else float("-inf")

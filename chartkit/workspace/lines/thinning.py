"""M4 of one line in arrays: of every pixel column the first, last, lowest and highest point.

Takes the ascending x and the y of a line and the borders of pixel columns; gives the places of the points that draw the
same pixels. What is NaN or infinite breaks the line: of each pixel column the first and last such point stay.
**Source**: Jugel, Jerzak, Hackenbroich, Markl: M4, PVLDB 7(10), 2014, doi:10.14778/2732951.2732953.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Places = NDArray[np.int64]


def kept_places(x: Floats, y: Floats, edges: Floats) -> Places:
    """The places to keep, ascending. O(n); lines of fewer than four points a pixel column are kept whole."""
    import numpy as np

    if len(x) <= 4 * (len(edges) - 1):
        return np.arange(len(x))
    is_finite = np.isfinite(y)
    if is_finite.all():
        return _of_columns(y, _starts(x, edges))
    finite, odd = np.flatnonzero(is_finite), np.flatnonzero(~is_finite)
    kept = finite[_of_columns(y[finite], _starts(x[finite], edges))] if len(finite) else finite
    starts = _starts(x[odd], edges)
    ends = np.append(starts[1:], len(odd)) - 1
    return np.unique(np.concatenate((kept, odd[starts], odd[ends])))


def borders(low: float, high: float, n_columns: int, is_log: bool) -> Floats:
    """The borders of `n_columns` pixel columns from `low` to `high`."""
    import numpy as np

    if is_log:
        return np.geomspace(low, high, n_columns + 1)
    return np.linspace(low, high, n_columns + 1)


def _starts(x: Floats, edges: Floats) -> Places:
    """Where the points of each pixel column begin, of those that have any; what lies outside is one on either side."""
    import numpy as np

    return np.unique(np.concatenate(([0], np.searchsorted(x, edges[edges <= x[-1]]))))


def _of_columns(y: Floats, starts: Places) -> Places:
    import numpy as np

    n_points = np.diff(np.append(starts, len(y)))
    lows = _first_where(y == np.repeat(np.minimum.reduceat(y, starts), n_points), starts)
    highs = _first_where(y == np.repeat(np.maximum.reduceat(y, starts), n_points), starts)
    return np.unique(np.concatenate((starts, lows, highs, starts + n_points - 1)))


def _first_where(is_wanted: NDArray[np.bool_], starts: Places) -> Places:
    """The first place in each column where it is wanted."""
    import numpy as np

    places = np.flatnonzero(is_wanted)
    columns = np.searchsorted(starts, places, side="right")
    return places[np.concatenate(([True], columns[1:] != columns[:-1]))]

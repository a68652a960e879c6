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


_MOST_PADDING = 2
"""How many places a table of columns may have for each point."""


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

    return _each_once(np.concatenate(([0], np.searchsorted(x, edges[edges <= x[-1]]))))


def _of_columns(y: Floats, starts: Places) -> Places:
    """Of each column the first, lowest, highest and last point; of equal ones the first. O(n)."""
    import numpy as np

    ends = np.append(starts[1:], len(y)) - 1
    n_most = int((ends - starts).max()) + 1
    find = _extremes_of_even if n_most * len(starts) <= _MOST_PADDING * len(y) else _extremes
    lows, highs = find(y, starts, ends)
    kept = np.stack((starts, np.minimum(lows, highs), np.maximum(lows, highs), ends), axis=1)
    return _each_once(kept.ravel())


def _extremes_of_even(y: Floats, starts: Places, ends: Places) -> tuple[Places, Places]:
    """The lowest and highest of columns of about as many points: a table of one row each, its last point repeated."""
    import numpy as np

    n_most = int((ends - starts).max()) + 1
    values = y[np.minimum(starts[:, None] + np.arange(n_most), ends[:, None])]
    return starts + values.argmin(axis=1), starts + values.argmax(axis=1)


def _extremes(y: Floats, starts: Places, ends: Places) -> tuple[Places, Places]:
    """The same of columns of any number of points."""
    import numpy as np

    n_points = ends - starts + 1
    lows = _first_where(y == np.repeat(np.minimum.reduceat(y, starts), n_points), starts)
    return lows, _first_where(y == np.repeat(np.maximum.reduceat(y, starts), n_points), starts)


def _first_where(is_wanted: NDArray[np.bool_], starts: Places) -> Places:
    """The first place in each column where it is wanted."""
    import numpy as np

    places = np.flatnonzero(is_wanted)
    columns = np.searchsorted(starts, places, side="right")
    return places[np.concatenate(([True], columns[1:] != columns[:-1]))]


def _each_once(ascending: Places) -> Places:
    """Ascending places without those that come again."""
    import numpy as np

    return ascending[np.concatenate(([True], ascending[1:] != ascending[:-1]))]

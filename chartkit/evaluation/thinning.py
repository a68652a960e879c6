"""Fewer points for the same line: takes the points of a curve in the unit square, gives those that are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_CELL = 0.25  # the side of a cell of the first pass, in tolerances
_DIAGONAL = _CELL * 2**0.5


def drawn_points(x: Floats, y: Floats, tolerance: float, most: int) -> NDArray[np.intp]:
    """The indices of the points to draw, rising, the first and the last among them; all of them up to `most`.

    No point left out, nor any place of the line between two, is further than `tolerance` from the drawn line. The
    corners that this needs come first; the others, up to `most` in all, lie at even lengths of the line, so that its
    thresholds can be read everywhere. More than `most` are kept where the corners alone are more. The same for the same
    points. O(n).
    Source: Ramer, An iterative procedure for the polygonal approximation of plane curves,
    https://doi.org/10.1016/S0146-664X(72)80017-0, after a pass that keeps what enters or leaves a cell of a grid.
    """
    import numpy as np

    if len(x) <= most:
        return np.arange(len(x))
    near = _entering_and_leaving(x, y, tolerance * _CELL)
    near_x, near_y = x[near], y[near]
    # Half of what the grid leaves: between two corners a further point may pull the line as far again.
    corners = _corners(near_x, near_y, tolerance * (1 - _DIAGONAL) / 2)
    even = _even(near_x, near_y, most - len(corners))
    return near[np.union1d(corners, even)]


def _entering_and_leaving(x: Floats, y: Floats, side: float) -> NDArray[np.intp]:
    """The points before and after the line changes its cell of a grid; the others are within a cell of their chord."""
    import numpy as np

    column, row = (x / side).astype(np.int32), (y / side).astype(np.int32)
    changes = (column[1:] != column[:-1]) | (row[1:] != row[:-1])
    kept = np.ones(len(x), dtype=bool)
    kept[1:-1] = changes[1:] | changes[:-1]
    return np.flatnonzero(kept)


def _corners(x: Floats, y: Floats, tolerance: float) -> NDArray[np.intp]:
    """The points without which the line would leave its tolerance: split at the furthest one, again and again.

    All spans are split at once, each time those that were split before: a few dozen passes over the points.
    """
    import numpy as np

    is_corner = np.zeros(len(x), dtype=bool)
    is_corner[[0, -1]] = True
    first, last = np.array([0]), np.array([len(x) - 1])
    while len(first):
        n_points = last - first  # the last point of a span belongs to the next
        starts = np.concatenate([[0], np.cumsum(n_points)[:-1]])
        span = np.repeat(np.arange(len(first)), n_points)
        at = np.arange(len(span)) - starts[span] + first[span]
        squared = _squared_distances(x, y, at, first[span], last[span])
        furthest = np.maximum.reduceat(squared, starts)
        is_furthest = (squared == furthest[span]) & (squared > tolerance**2)
        split, where = np.unique(span[is_furthest], return_index=True)
        middle = at[is_furthest][where]
        is_corner[middle] = True
        first, last = np.concatenate([first[split], middle]), np.concatenate([middle, last[split]])
    return np.flatnonzero(is_corner)


def _squared_distances(
    x: Floats, y: Floats, at: NDArray[np.intp], first: NDArray[np.intp], last: NDArray[np.intp]
) -> Floats:
    """How far each point `at` is from the straight line between the points `first` and `last`, ends included."""
    import numpy as np

    run, rise = x[last] - x[first], y[last] - y[first]
    dx, dy = x[at] - x[first], y[at] - y[first]
    length = run * run + rise * rise
    along = np.clip((dx * run + dy * rise) / np.where(length == 0, 1.0, length), 0.0, 1.0)
    return (dx - along * run) ** 2 + (dy - along * rise) ** 2


def _even(x: Floats, y: Floats, n_points: int) -> NDArray[np.intp]:
    """About `n_points` points at even lengths of the line."""
    import numpy as np

    if n_points < 1:
        return np.empty(0, dtype=np.intp)
    length = np.concatenate([[0.0], np.cumsum(np.abs(np.diff(x)) + np.abs(np.diff(y)))])
    wanted = np.linspace(0.0, float(length[-1]), n_points)
    return np.unique(np.minimum(np.searchsorted(length, wanted), len(length) - 1))

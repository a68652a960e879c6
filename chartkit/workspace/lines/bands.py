"""Runs taken together: takes the lines of a group, gives their mean and its range over one grid of x.

A run counts from its first to its last point. Where few x are there, the grid is these; else it is pixel columns, in
which a run counts with its mean and the range knows its lowest and highest point, so that outliers stay. Between its
own points a run counts with the straight line that is drawn there.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from chartkit.workspace.lines.thinning import borders

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from chartkit.workspace.lines.asked import Band

    Floats = NDArray[np.float64]


class BandLine(NamedTuple):
    """The mean of a group at each x, and the range around it."""

    x: Floats
    mean: Floats
    low: Floats
    high: Floats


class _At(NamedTuple):
    """One run on the grid; NaN where it does not count."""

    mean: Floats
    low: Floats
    high: Floats


def band_line(lines: Sequence[tuple[Floats, Floats]], band: Band, n_columns: int, is_log: bool) -> BandLine:
    """The mean of lines, each x and y, and its range: lowest and highest, a standard deviation or a standard error.

    Deviations are those of a sample (n - 1); a single run has none. NaN and infinities count for nothing.
    """
    import numpy as np

    finite = [(x[is_finite], y[is_finite]) for x, y in lines if (is_finite := np.isfinite(y)).any()]
    if not finite:
        nothing = np.empty(0)
        return BandLine(nothing, nothing, nothing, nothing)
    grid = np.unique(np.concatenate([x for x, _ in finite]))
    if len(grid) <= 2 * n_columns:
        means = np.stack([_inside(grid, x, y) for x, y in finite])
        lows = highs = means
    else:
        edges = borders(float(grid[0]), float(grid[-1]), n_columns, is_log)
        grid = np.sqrt(edges[1:] * edges[:-1]) if is_log else (edges[1:] + edges[:-1]) / 2
        found = [_in_columns(x, y, edges, grid) for x, y in finite]
        means, lows, highs = (np.stack(parts) for parts in zip(*found, strict=True))
    return _around(grid, means, lows, highs, band)


def _around(grid: Floats, means: Floats, lows: Floats, highs: Floats, band: Band) -> BandLine:
    import numpy as np

    counts = np.isfinite(means).sum(axis=0)
    there = counts > 0
    grid, means, lows, highs, counts = grid[there], means[:, there], lows[:, there], highs[:, there], counts[there]
    mean = np.clip(np.nansum(means, axis=0) / counts, np.nanmin(means, axis=0), np.nanmax(means, axis=0))
    if band == "minmax":
        return BandLine(grid, mean, np.nanmin(lows, axis=0), np.nanmax(highs, axis=0))
    if band == "none":
        return BandLine(grid, mean, mean, mean)
    deviation = np.sqrt(np.nansum((means - mean) ** 2, axis=0) / np.maximum(counts - 1, 1))
    if band == "stderr":
        deviation = deviation / np.sqrt(counts)
    return BandLine(grid, mean, mean - deviation, mean + deviation)


def _inside(grid: Floats, x: Floats, y: Floats) -> Floats:
    """The line at each x of the grid, the mean of its points where several have one x; NaN beyond its ends."""
    import numpy as np

    x, starts, n_points = np.unique(x, return_index=True, return_counts=True)
    if len(starts) < len(y):
        mean = np.add.reduceat(y, starts) / n_points
        y = np.clip(mean, np.minimum.reduceat(y, starts), np.maximum.reduceat(y, starts))
    return np.interp(grid, x, y, left=np.nan, right=np.nan)


def _in_columns(x: Floats, y: Floats, edges: Floats, grid: Floats) -> _At:
    import numpy as np

    columns = np.clip(np.searchsorted(edges, x, side="right") - 1, 0, len(grid) - 1)
    starts = np.flatnonzero(np.concatenate(([True], columns[1:] != columns[:-1])))
    some = columns[starts]
    n_points = np.diff(np.append(starts, len(y)))
    low, high = np.minimum.reduceat(y, starts), np.maximum.reduceat(y, starts)
    mean = np.clip(np.add.reduceat(y, starts) / n_points, low, high)
    return _At(*(np.interp(grid, grid[some], part, left=np.nan, right=np.nan) for part in (mean, low, high)))

"""Which settings a forest is asked about: takes all that differ and a metric, gives those that tell most by themselves.

A forest over hundreds of settings takes minutes. How much one setting tells by itself is the share of the metric's
variance between the runs with one value of it, or, of numbers, within one eighth of them: corrected for the number of
values, so that chance does not win by having many. Of names all count here, also those that share a column of a forest.

Source: T. Kelley 1935, "An Unbiased Correlation Ratio Measure", https://doi.org/10.1073/pnas.21.9.554.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartkit.workspace.insight.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Places = NDArray[np.int64]

MOST_COLUMNS = 40
_PARTS = 8
_CELLS_AT_ONCE = 1 << 20


def candidates_of(settings: Settings, target: Floats) -> list[int]:
    """Places of the settings, in their order: all where their columns are few, else those that tell most.

    O(n log n) in the runs for each setting.
    """
    import numpy as np

    if settings.n_columns.sum() <= MOST_COLUMNS:
        return [*range(len(settings.keys))]
    chosen: list[int] = []
    n_left = MOST_COLUMNS
    for place in np.argsort(-told(settings, target), kind="stable").tolist():
        n_own = int(settings.n_columns[place])
        if n_own <= n_left:
            chosen.append(place)
            n_left -= n_own
        if not n_left:
            break
    return sorted(chosen)


def told(settings: Settings, target: Floats) -> Floats:
    """The share of the variance of `target` that each setting tells, 0 or less for none."""
    import numpy as np

    n_at_once = max(1, _CELLS_AT_ONCE // max(1, len(target)))
    found = np.zeros(len(settings.keys))
    for first in range(0, len(found), n_at_once):
        some = slice(first, first + n_at_once)
        is_number = settings.is_number[some]
        parts = np.empty(settings.values[:, some].shape, dtype=np.int64)
        parts[:, is_number] = _eighths(settings.values[:, some][:, is_number])
        parts[:, ~is_number] = _names(settings.values[:, some][:, ~is_number])
        found[some] = _shares(parts, target)
    return found


def _shares(parts: Places, target: Floats) -> Floats:
    """Of each column of parts, the share of the variance of `target` that lies between them."""
    import numpy as np

    n_runs, n_settings = parts.shape
    n_parts = parts.max(axis=0, initial=0) + 1
    first = np.cumsum(n_parts) - n_parts
    flat = (parts + first).ravel()
    apart = target - target.mean()
    whole = float((apart**2).sum())
    counts = np.bincount(flat, minlength=int(n_parts.sum()))
    sums = np.bincount(flat, weights=np.repeat(apart, n_settings), minlength=len(counts))
    squares = np.divide(sums**2, counts, out=np.zeros(len(counts)), where=counts > 0)
    between = np.add.reduceat(squares, first)
    n_groups = np.add.reduceat((counts > 0).astype(np.int64), first)
    n_inside = n_runs - n_groups
    has_meaning = (n_inside >= 1) & (n_groups >= 2) & (whole > 0)
    by_chance = (n_groups - 1) * (whole - between) / np.maximum(n_inside, 1)
    return np.where(has_meaning, (between - by_chance) / (whole or 1.0), 0.0)


def _eighths(numbers: Floats) -> Places:
    """The eighth of its column that each number is in; one more for those without."""
    import numpy as np

    is_there = ~np.isnan(numbers)
    in_order = np.sort(numbers, axis=0)  # NaN comes last
    n_there = is_there.sum(axis=0)
    found = np.zeros(numbers.shape, dtype=np.int64)
    for part in range(1, _PARTS):
        edge = np.floor((n_there - 1) * (part / _PARTS)).astype(np.int64)
        found += numbers > np.take_along_axis(in_order, edge[np.newaxis], axis=0)
    return np.where(is_there, found, _PARTS)


def _names(numbers: Floats) -> Places:
    """The number of each name in its column; one more for runs without."""
    import numpy as np

    n_names = np.fmax.reduce(numbers, axis=0, initial=-1) + 1
    return np.where(np.isnan(numbers), n_names, numbers).astype(np.int64)

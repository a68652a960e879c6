"""Which settings a forest is asked about: takes all that differ and a metric, gives those that tell most by themselves.

A forest over hundreds of settings takes minutes. How much one setting tells by itself is the share of the metric's
variance between the runs with one value of it, or, of numbers, within one eighth of them: corrected for the number of
values, so that chance does not win by having many.

Source: T. Kelley 1935, "An Unbiased Correlation Ratio Measure", https://doi.org/10.1073/pnas.21.9.554.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from chartkit.workspace.insight.settings import Setting

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

MOST_COLUMNS = 40
_PARTS = 8


def candidates_of(settings: Sequence[Setting], target: Floats) -> list[int]:
    """Places of the settings, in their order: all where their columns are few, else those that tell most.

    O(n log n) in the runs for each setting.
    """
    if sum(map(n_columns, settings)) <= MOST_COLUMNS:
        return [*range(len(settings))]
    told = [_told(setting, target) for setting in settings]
    chosen: list[int] = []
    n_left = MOST_COLUMNS
    for place in sorted(range(len(settings)), key=lambda place: -told[place]):
        n_own = n_columns(settings[place])
        if n_own <= n_left:
            chosen.append(place)
            n_left -= n_own
    return sorted(chosen)


def n_columns(setting: Setting) -> int:
    """How many columns of the forest are the setting's: one of numbers, one for each name."""
    return 1 if setting.kind == "number" else setting.n_categories


def _told(setting: Setting, target: Floats) -> float:
    """The share of the variance of `target` that the setting tells, 0 or less for none."""
    import numpy as np

    groups = _groups(setting)
    counts = np.bincount(groups)
    n_groups = int((counts > 0).sum())
    n_inside = len(target) - n_groups
    apart = target - target.mean()
    whole = float((apart**2).sum())
    if n_inside < 1 or n_groups < 2 or whole == 0:
        return 0.0
    sums = np.bincount(groups, weights=apart)
    between = float((sums[counts > 0] ** 2 / counts[counts > 0]).sum())
    return (between - (n_groups - 1) * (whole - between) / n_inside) / whole


def _groups(setting: Setting) -> NDArray[Any]:
    """A small number for each run: of its name, or of the eighth that its number is in; one more for those without."""
    import numpy as np

    values = np.asarray(setting.values, dtype=np.float64)
    if setting.kind == "names":
        return values.astype(np.int64)
    is_there = ~np.isnan(values)
    edges = np.quantile(values[is_there], np.arange(1, _PARTS) / _PARTS, method="lower")
    return np.where(is_there, np.searchsorted(edges, values, side="left"), _PARTS)

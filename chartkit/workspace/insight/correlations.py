"""How far settings of numbers go along with a metric, each by itself: takes settings, gives Pearson's correlations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartkit.workspace.insight.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_FEWEST = 3


def correlations_of(settings: Settings, target: Floats) -> Floats:
    """The correlation of each setting over the runs that have it; NaN where it has no meaning, as for names."""
    import numpy as np

    numbers = settings.values[:, settings.is_number]
    is_there = ~np.isnan(numbers)
    first = _around_mean(numbers, is_there)
    second = _around_mean(np.broadcast_to(target[:, np.newaxis], numbers.shape), is_there)
    sizes = np.sqrt((first**2).sum(axis=0) * (second**2).sum(axis=0))
    has_meaning = (sizes > 0) & (is_there.sum(axis=0) >= _FEWEST)
    shared = (first * second).sum(axis=0)
    found = np.full(len(settings.keys), np.nan)
    found[settings.is_number] = np.clip(
        np.divide(shared, sizes, out=np.full(len(sizes), np.nan), where=has_meaning), -1, 1
    )
    return found


def in_unit(numbers: Floats) -> Floats:
    """Finite numbers from -1 to 1 in each column, in the same proportions: squares of them are numbers too."""
    import numpy as np

    most = np.fmax.reduce(np.abs(numbers), axis=0, initial=0.0)
    return numbers / np.where(most > 0, most, 1.0)


def _around_mean(numbers: Floats, is_there: NDArray[np.bool_]) -> Floats:
    """Each column of those that are there around its mean, its reach 1; 0 where none is, and where all are equal."""
    import numpy as np

    scaled = in_unit(numbers)
    n_there = np.maximum(is_there.sum(axis=0), 1)
    mean = np.where(is_there, scaled, 0.0).sum(axis=0) / n_there
    reach = np.max(scaled, axis=0, where=is_there, initial=-np.inf) - np.min(
        scaled, axis=0, where=is_there, initial=np.inf
    )
    return np.where(is_there & (reach > 0), (scaled - mean) / np.where(reach > 0, reach, 1.0), 0.0)

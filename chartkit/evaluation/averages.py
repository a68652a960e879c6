"""Curves of several classes as one: takes the curves of the classes, gives their mean at each position.

(The micro average needs none of this: it is the curve of all classes' samples and scores put together.)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from chartkit.evaluation.curves import Curve

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


def macro_roc(curves: Sequence[Curve]) -> Curve:
    """The mean true positive rate of `curves` at each false positive rate that one of them has.

    Where a curve rises straight up both ends count, so that the area is the mean of the areas, as scikit-learn's
    `roc_auc_score(average="macro")` has it. No point has a threshold: the classes have different ones.
    Source: https://scikit-learn.org/1.9/auto_examples/model_selection/plot_roc.html, which reads the curves at 1,000
    even positions instead.
    """
    import numpy as np

    positions = np.unique(np.concatenate([curve.x for curve in curves]))
    arriving = np.mean([_arriving(curve, positions) for curve in curves], axis=0)
    leaving = np.mean([np.interp(positions, curve.x, curve.y) for curve in curves], axis=0)
    n_ends = 1 + (arriving != leaving)
    rates = np.repeat(leaving, n_ends)
    rates[np.cumsum(n_ends) - n_ends] = arriving
    return _mean(np.repeat(positions, n_ends), rates, curves)


def macro_precision_recall(curves: Sequence[Curve]) -> Curve:
    """The mean precision of `curves` at each recall that one of them has, from recall 1 to 0, as steps.

    A curve that lacks a recall is read at its next higher one, as average precision does; so the area is the mean
    of the areas, scikit-learn's `average_precision_score(average="macro")`. No point has a threshold.
    """
    import numpy as np

    recalls = np.unique(np.concatenate([curve.x for curve in curves]))
    mean = np.mean([_at_next_recall(curve, recalls) for curve in curves], axis=0)
    return _mean(recalls[::-1], mean[::-1], curves)


def _mean(x: Floats, y: Floats, curves: Sequence[Curve]) -> Curve:
    import numpy as np

    return Curve(x, y, np.full(len(x), np.nan), float(np.mean([curve.area for curve in curves])))


def _arriving(curve: Curve, positions: Floats) -> Floats:
    """The rate at each position, the lowest where the curve rises straight up; `np.interp` itself gives the highest."""
    import numpy as np

    return np.interp(-positions, -curve.x[::-1], curve.y[::-1])


def _at_next_recall(curve: Curve, recalls: Floats) -> Floats:
    """The precision at the lowest recall of the curve that is not below each of `recalls`."""
    import numpy as np

    return curve.y[::-1][np.searchsorted(curve.x[::-1], recalls, side="left")]

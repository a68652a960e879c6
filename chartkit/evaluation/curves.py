"""ROC and precision-recall curves: takes which samples are positive and their scores, gives points and areas.

Equal to scikit-learn's `roc_curve`, `precision_recall_curve`, `auc` and `average_precision_score` to 1e-12.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


class Curve(NamedTuple):
    """The points of a curve in the order they are joined, and the area under it.

    `threshold` is the lowest score that counts as positive at each point, NaN at the end where none does.
    """

    x: Floats
    y: Floats
    threshold: Floats
    area: float


class Counts(NamedTuple):
    """How much weight of true and false positives has a score of each threshold or more; thresholds fall."""

    true: Floats
    false: Floats
    threshold: Floats


def counts_of(is_positive: NDArray[np.bool_], scores: NDArray[Any], weight: Floats | None = None) -> Counts:
    """The counts at each different score. O(n log n).

    `is_positive` and `scores` have n entries each, `scores` finite. Samples of weight 0 are left out, and those of
    equal scores keep their order, so that sums of weights are rounded as scikit-learn's are.
    """
    import numpy as np

    if weight is not None:
        return _weighed(is_positive, scores, weight)
    falling = np.sort(scores)[::-1]
    last = _last_of_equal(falling)
    threshold = falling[last]
    positive = np.sort(scores[is_positive])  # sorting twice is faster than one order of all and a look-up by it
    true = (len(positive) - np.searchsorted(positive, threshold, side="left")).astype(np.float64)
    return Counts(true, 1.0 + last - true, threshold.astype(np.float64))


def _weighed(is_positive: NDArray[np.bool_], scores: NDArray[Any], weight: Floats) -> Counts:
    import numpy as np

    if not weight.all():
        weighing = weight != 0
        is_positive, scores, weight = is_positive[weighing], scores[weighing], weight[weighing]
    order = np.argsort(-scores, kind="stable")
    falling, positive, weighed = scores[order], is_positive[order], weight[order]
    last = _last_of_equal(falling)
    true = np.cumsum(np.where(positive, weighed, 0.0))[last]
    false = np.cumsum(np.where(positive, 0.0, weighed))[last]
    return Counts(true, false, falling[last].astype(np.float64))


def _last_of_equal(falling: NDArray[Any]) -> NDArray[np.intp]:
    """Where each stretch of equal scores ends."""
    import numpy as np

    return np.concatenate([np.flatnonzero(falling[1:] != falling[:-1]), [len(falling) - 1]])


def roc(counts: Counts, drop_intermediate: bool = True) -> Curve:
    """False positive rate against true positive rate, from (0, 0) to (1, 1); the first point has no threshold.

    Both kinds of samples occur. `drop_intermediate` leaves out points on the straight line of their neighbours, which
    changes neither picture nor area.
    Source: Fawcett, An introduction to ROC analysis, https://doi.org/10.1016/j.patrec.2005.10.010.

    >>> import numpy as np
    >>> roc(counts_of(np.array([False, True, False, True]), np.array([0.1, 0.35, 0.4, 0.8]))).area
    0.75
    """
    import numpy as np

    true, false, threshold = counts
    if drop_intermediate and len(true) > 2:
        corners = (np.diff(false, 2) != 0) | (np.diff(true, 2) != 0)
        kept = np.concatenate([[0], np.flatnonzero(corners) + 1, [len(true) - 1]])
        true, false, threshold = true[kept], false[kept], threshold[kept]
    x = np.concatenate([[0.0], false]) / false[-1]
    y = np.concatenate([[0.0], true]) / true[-1]
    return Curve(x, y, np.concatenate([[np.nan], threshold]), float(np.trapezoid(y, x)))


def precision_recall(counts: Counts) -> Curve:
    """Recall (x) against precision (y), from recall 1 to 0; the last point, (0, 1), has no threshold.

    At least one positive sample occurs. The area is the average precision: the precision at each threshold, weighed by
    the recall gained there, without interpolation.
    Source: Davis and Goadrich, The relationship between Precision-Recall and ROC curves,
    https://doi.org/10.1145/1143844.1143874.
    """
    import numpy as np

    true, false, threshold = (part[::-1] for part in counts)
    recall = np.concatenate([true / true[0], [0.0]])
    precision = np.concatenate([true / (true + false), [1.0]])
    area = float(max(0.0, -np.sum(np.diff(recall) * precision[:-1])))
    return Curve(recall, precision, np.concatenate([threshold, [np.nan]]), area)


def interpolated(curve: Curve, size: int) -> Curve:
    """A precision-recall curve at `size` ≥ 2 even recalls from 1 to 0: the best precision at this recall or more.

    The threshold is the one that reaches this precision, with the most recall of those that do; the area stays.
    Source: Manning, Raghavan and Schütze, Introduction to Information Retrieval, section 8.4.
    """
    import numpy as np

    best = np.maximum.accumulate(curve.y)
    risen = np.concatenate([[True], best[1:] > best[:-1]])
    first = np.maximum.accumulate(np.where(risen, np.arange(len(best)), 0))
    recall = np.linspace(0.0, 1.0, size)[::-1]
    at = len(best) - 1 - np.searchsorted(curve.x[::-1], recall, side="left")
    return Curve(recall, best[at], curve.threshold[first[at]], curve.area)

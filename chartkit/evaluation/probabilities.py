"""Whether scores are probabilities of classes that exclude each other: takes n × k numbers, gives a note where not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chartkit.diagnostics import Diagnostic, counted

if TYPE_CHECKING:
    from numpy.typing import NDArray

_TOLERANCE = 0.01


def sums_note(scores: NDArray[Any], name: str) -> Diagnostic | None:
    """A warning where all of `scores`, finite and n × k, lie between 0 and 1 and the rows do not sum to 1.

    Scores below 0 or above 1 are no probabilities, and claim no sum. O(n k).

    >>> import numpy as np
    >>> sums_note(np.array([[0.5, 0.5], [0.9, 0.9]]), "y_probas").message[:46]
    '1 of the 2 rows of y_probas does not sum to 1;'
    """
    import numpy as np

    if scores.ndim != 2 or scores.shape[1] < 2 or not scores.size or scores.min() < 0 or scores.max() > 1:
        return None
    sums = scores @ np.ones(scores.shape[1], scores.dtype)
    off = np.abs(sums - 1)
    n_wrong = int((off > _TOLERANCE).sum())
    if not n_wrong:
        return None
    do = "does" if n_wrong == 1 else "do"
    found = f"{n_wrong:,} of the {counted(len(sums), 'row')} of {name} {do} not sum to 1; the furthest off sums to"
    message = f"{found} {sums[off.argmax()]:.3g}. Each column is taken as scores of its own."
    return Diagnostic("CK477", message, "warning", help="pass what predict_proba gives, or a softmax of the outputs")

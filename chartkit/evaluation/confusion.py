"""Confusion matrices: takes the true and the predicted class of each sample, gives how often each pair occurs.

Equal to scikit-learn's `confusion_matrix` with its weights, subsets of labels and shares.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from chartkit.diagnostics import DataError, StepError, counted
from chartkit.evaluation.arrays import weights
from chartkit.evaluation.class_names import ClassNames, different_places, frame_labels, named
from chartkit.evaluation.encoding import encoded, union
from chartkit.evaluation.predictions import predictions_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_CLASSES = 1_000
_MOST_PAIRS = 65_536
"""Pairs of codes that are counted before their places are looked up, which is then done once a pair, not a sample."""

Share = Literal["true", "pred", "all"]


class Confusion(NamedTuple):
    """k classes, and k × k counts (whole) or sums of weights: row i, column j for class i predicted as class j.

    `n_left_out` of the `n_samples` have a class that was not asked for, on either side.
    """

    classes: ClassNames
    counts: NDArray[Any]
    n_samples: int
    n_left_out: int


def confusion(
    y_true: Any,
    preds: Any = None,
    probs: Any = None,
    class_names: Any = None,
    labels: Any = None,
    sample_weight: Any = None,
    arguments: tuple[str, str] = ("preds", "class_names"),
) -> Confusion:
    """The confusion matrix of n samples, whose classes are named as `named` says.

    `labels` are the classes to count, values or names, in this order; all without it. `arguments` are what the caller
    calls `preds` and `class_names`, for the sentences. O(n) for whole numbers of a small range, texts and booleans.

    Raises as `predictions_of`, `encoded`, `named`, `different_places` and `weights` do; `DataError` CK470 for more than
    1,000 classes, `StepError` CK471 where no sample is of `labels`.

    >>> confusion(["cat", "dog", "dog"], preds=["cat", "cat", "dog"]).counts.tolist()
    [[1, 0], [1, 1]]
    """
    preds_name, names_name = arguments
    truth, predicted, n_columns = predictions_of(y_true, preds, probs, preds_name)
    weight = weights(sample_weight, len(truth))
    rows = encoded(truth, "y_true")
    columns = encoded(predicted, preds_name)
    present = rows.values if n_columns is not None else union(rows.values, columns.values)
    if class_names is None and n_columns is not None:
        class_names = frame_labels(present, probs)
    classes = named(present, class_names, names_name, n_columns)
    shown = different_places(labels, classes)
    check_number_of_classes(len(shown), "pass labels=, the classes to show")
    places = {place: position for position, place in enumerate(shown)}
    by_value = classes.places if n_columns is None else {column: column for column in range(n_columns)}
    row, column = (
        side.placed({value: places[place] for value, place in of_side.items() if place in places})
        for side, of_side in ((rows, classes.places), (columns, by_value))
    )
    counts, n_left_out = _counts(rows.codes, row, columns.codes, column, len(shown), weight)
    if n_left_out == len(truth):
        raise StepError.of("CK471", f"none of the {counted(len(truth), 'sample')} is of a class in labels.")
    kept = ClassNames([classes.names[place] for place in shown], [classes.values[place] for place in shown])
    return Confusion(kept, counts, len(truth), n_left_out)


def check_number_of_classes(n_classes: int, help: str) -> None:
    """Raises `DataError` CK470 for more classes than a chart has room for."""
    if n_classes > MOST_CLASSES:
        message = f"there are {n_classes:,} different classes, more than the {MOST_CLASSES:,} that can be shown."
        raise DataError.of("CK470", message, help)


def shares(counts: NDArray[Any], of: Share) -> NDArray[np.float64]:
    """`counts` as shares of their row ("true"), their column ("pred") or the whole ("all"); 0 where that is empty.

    >>> import numpy as np
    >>> shares(np.array([[1, 3], [0, 0]]), "true").tolist()
    [[0.25, 0.75], [0.0, 0.0]]
    """
    import numpy as np

    axis = {"true": 1, "pred": 0, "all": None}[of]
    whole = counts.sum(axis=axis, keepdims=True)
    return np.divide(counts, whole, out=np.zeros(counts.shape), where=whole != 0)


def _counts(
    row_codes: NDArray[np.intp],
    row: NDArray[np.intp],
    column_codes: NDArray[np.intp],
    column: NDArray[np.intp],
    n_classes: int,
    weight: NDArray[np.float64] | None,
) -> tuple[NDArray[Any], int]:
    """The matrix, and how many samples are in none of its cells."""
    import numpy as np

    is_shown = (row >= 0, column >= 0)
    n_pairs = len(row) * len(column)
    if n_pairs <= _MOST_PAIRS and weight is None:
        pairs = np.bincount(row_codes * len(column) + column_codes, minlength=n_pairs).reshape(len(row), len(column))
        counts = np.zeros((n_classes, n_classes), dtype=pairs.dtype)
        counts[np.ix_(row[is_shown[0]], column[is_shown[1]])] = pairs[np.ix_(*is_shown)]
        return counts, len(row_codes) - int(counts.sum())
    n_cells = n_classes * n_classes
    outside = n_cells  # one cell after the last takes what is not shown
    cells = (row * n_classes)[row_codes] + column[column_codes]
    n_left_out = 0
    if not all(side.all() for side in is_shown):
        out = ~(is_shown[0][row_codes] & is_shown[1][column_codes])
        n_left_out = int(np.count_nonzero(out))
        cells[out] = outside
    found = np.bincount(cells, weight, minlength=n_cells + 1)
    return found[:n_cells].reshape(n_classes, n_classes), n_left_out

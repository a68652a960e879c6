"""What a regressor misses by: takes true and predicted numbers, gives their difference row by row, and R²."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.diagnostics import DataError, StepError
from chartkit.evaluation.arrays import array, equal_lengths, numbers, vector

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Residuals(NamedTuple):
    """n rows that have both numbers; `residuals` is actual − predicted. `n_left_out` rows had one of them missing."""

    actual: NDArray[np.float64]
    predicted: NDArray[np.float64]
    residuals: NDArray[np.float64]
    rows: NDArray[np.intp]
    """The place of each row in what was given."""
    n_left_out: int


def residuals_of(y_true: Any, y_pred: Any) -> Residuals:
    """The residuals of n rows, without those where a number is NaN or infinite; each argument n values or n × 1.

    Raises `DataError` CK470 for lengths that differ, several targets and what is no number; `StepError` CK471 where no
    row is left.

    >>> residuals_of([3.0, 5.0], [2.5, 6.0]).residuals.tolist()
    [0.5, -1.0]
    """
    import numpy as np

    actual, predicted = (one_target(values, name) for values, name in ((y_true, "y_true"), (y_pred, "y_pred")))
    n_rows = equal_lengths(y_true=actual, y_pred=predicted)
    with np.errstate(over="ignore", invalid="ignore"):
        residuals = actual - predicted
    rows = np.flatnonzero(np.isfinite(residuals))
    if not len(rows):
        message = f"no row of {n_rows:,} has finite numbers as actual and predicted value; nothing is drawn."
        raise StepError.of("CK471", message)
    return Residuals(actual[rows], predicted[rows], residuals[rows], rows, n_rows - len(rows))


def one_target(values: Any, name: str) -> NDArray[np.float64]:
    """`values` as n numbers of 64 bits. Raises `DataError` CK470 as `numbers` does, and for several columns."""
    import numpy as np

    found = array(values, name)
    if found.ndim == 2 and found.shape[1] > 1:
        message = f"{name} has {found.shape[1]:,} targets, and residuals are those of one."
        raise DataError.of("CK470", message, "draw each target by itself: residuals(y_true[:, 0], y_pred[:, 0])")
    return numbers(vector(found, name), name).astype(np.float64, copy=False)


def r2(actual: NDArray[np.float64], residuals: NDArray[np.float64]) -> float | None:
    """R², the share of the variance of `actual` that the predictions explain; None for a single row.

    Where `actual` is constant it is 1 for perfect predictions and 0 for others.
    Source: scikit-learn 1.9, `r2_score` with `force_finite`.
    """
    import numpy as np

    if len(actual) < 2:
        return None
    with np.errstate(over="ignore", invalid="ignore"):
        missed = float(np.sum(residuals**2))
        spread = float(np.sum((actual - np.average(actual)) ** 2))
    if spread == 0:
        return 1.0 if missed == 0 else 0.0
    found = 1 - missed / spread
    return found if np.isfinite(found) else None

"""How much each row moves a linear fit: takes features and a target, gives Cook's distance, leverage and residuals."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from chartkit.diagnostics import StepError, counted

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LEVERAGE_OF_ONE = 1e-9
"""A row this near to a leverage of 1 is fitted whatever its target is, and rounding is all that is left of it."""
_NO_ERROR = 1e-13
"""Errors this small beside the largest target are those of rounding."""
_ALIKE = 1e3
"""Singular values within this factor cost a basis three of its sixteen digits."""


class Influence(NamedTuple):
    """Of each of n rows; `distance` is NaN where the leverage is 1: such a row alone determines a coefficient."""

    distance: NDArray[np.float64]
    leverage: NDArray[np.float64]
    residuals: NDArray[np.float64]
    n_coefficients: float
    """The rank of the fit with its intercept; with a penalty the trace of its hat matrix."""


def cooks_distance(
    features: NDArray[np.floating], target: NDArray[np.float64], intercept: bool = True, alpha: float = 0.0
) -> Influence:
    """Cook's distance of n rows × k features in the least-squares fit of `target`, or the ridge fit with `alpha`.

    It is the squared change of all fitted values when the row is left out, by the number of coefficients and the
    residual variance. The number of coefficients is the rank, so that columns that repeat others change nothing; in a
    ridge fit, whose intercept is not penalised, it is the trace of the hat matrix. Raises `StepError` CK471 where the
    fit leaves no error to judge rows by. O(n k²), by QR and the singular values of its triangle.

    Source: Cook 1977, https://doi.org/10.1080/00401706.1977.10489493.

    >>> import numpy as np
    >>> cooks_distance(np.array([[0.0], [1.0], [2.0], [3.0]]), np.array([0.0, 1.0, 2.0, 4.0])).distance.round(2)
    array([1.04, 0.02, 0.33, 2.33])
    """
    import numpy as np

    n_rows = len(target)
    of_intercept = 1 / n_rows if intercept else 0.0
    centred = target - target.mean() if intercept else target
    basis, singular = _basis(_prepared(features, intercept, is_scaled=alpha == 0))
    kept = singular**2 / (singular**2 + alpha)
    residuals = centred - basis @ (kept * (basis.T @ centred))
    squares = basis**2
    leverage = squares @ kept + of_intercept
    n_coefficients = float(kept.sum()) + intercept
    n_free = n_rows - n_coefficients
    _check_errors(residuals, target, n_coefficients, n_free)
    variance = float(residuals @ residuals) / n_free
    left = 1 - leverage
    left[left < _LEVERAGE_OF_ONE] = np.nan
    moved = squares @ kept**2 + of_intercept
    distance = (residuals / left) ** 2 * moved / (n_coefficients * variance)
    return Influence(distance, leverage, residuals, n_coefficients)


def _prepared(features: NDArray[np.floating], intercept: bool, is_scaled: bool) -> NDArray[np.float64]:
    """The features centred where there is an intercept, and of length 1 where no penalty depends on their scale.

    A column that does not vary becomes 0: of what rounding leaves of it, scaling would make a feature.
    """
    import numpy as np

    n_rows, n_columns = features.shape
    # The mean is that of the differences from the first row: it has all its digits, however far from 0 a column lies.
    first = features[0].astype(np.float64) if intercept else np.zeros(n_columns)
    found = features - first
    if intercept:
        found -= np.full(n_rows, 1 / n_rows) @ found
    with np.errstate(over="ignore"):
        length = np.sqrt(np.einsum("ij,ij->j", found, found))
    if not np.isfinite(length).all():
        raise StepError.of("CK471", "the squares of the features are too large for a number; nothing is drawn.")
    is_constant = length <= 8 * np.finfo(np.float64).eps * np.sqrt(n_rows) * np.abs(first)
    found[:, is_constant] = 0
    if is_scaled:
        found /= np.where(is_constant, 1, length)
    return found


def _basis(prepared: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """An orthonormal basis of the columns, n × rank, and its singular values, the largest first.

    The triangle of a QR says both; dividing by it is several times faster than making Q, and as exact where the
    singular values are alike. Where they are not, a second triangle mends what rounding has made of the first.
    """
    import numpy as np

    _, singular, right = np.linalg.svd(np.linalg.qr(prepared, mode="r"), full_matrices=False)
    is_kept = singular > singular[:1].sum() * max(prepared.shape) * np.finfo(np.float64).eps
    singular, right = singular[is_kept], right[is_kept]
    basis = prepared @ (right.T / singular)
    if not len(singular) or singular[0] < _ALIKE * singular[-1]:
        return basis, singular
    triangle = np.linalg.qr(basis, mode="r")
    left, mended, _ = np.linalg.svd(triangle * singular)
    return basis @ np.linalg.solve(triangle, left), mended


def _check_errors(
    residuals: NDArray[np.float64], target: NDArray[np.float64], n_coefficients: float, n_free: float
) -> None:
    import numpy as np

    n_rows = counted(len(target), "row")
    if n_free < _LEVERAGE_OF_ONE:
        coefficients = f"{n_coefficients:,.6g}"
        message = f"Cook's distance needs more rows than coefficients; found {n_rows} and {coefficients} coefficients."
        raise StepError.of("CK471", message)
    if np.abs(residuals).max() <= _NO_ERROR * np.abs(target).max():
        message = f"the fit meets the targets of all {n_rows}: without an error there is no Cook's distance."
        raise StepError.of("CK471", message)

"""The linear fit inside of a fitted regressor: takes the model with its data, gives what its Cook's distance is of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.diagnostics import DataError, StepError
from chartkit.evaluation.arrays import finite, matrix, numbers, vector
from chartkit.sklearn._models import predictions, scikit_learn
from chartkit.sklearn._nesting import inner, last_step, seen_by_last_step
from chartkit.sklearn._refusals import refused

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_MOST_BYTES = 4 * 10**9


class LinearFit(NamedTuple):
    """n rows × k features as the last step sees them, and the target it is fitted to.

    `alpha` is the penalty of a ridge regression, 0 for least squares. `is_own` says that the model is such a fit;
    otherwise these are the data of a linear regression that stands beside it.
    """

    features: NDArray[np.float64]
    target: NDArray[np.float64]
    intercept: bool
    alpha: float
    is_own: bool
    predicted: NDArray[np.float64] | None
    """What the model itself predicts, where it is such a fit."""


def linear_fit(model: Any, X: Any, y: Any, who: str) -> LinearFit:
    """What `model` and its data are to a linear fit: through the steps of pipelines, searches and transformed targets.

    Raises `DataError` for features that are no numbers, `StepError` for those that are NaN or infinite.
    """
    import numpy as np

    data, target, estimator = seen_by_last_step(model, X, who), _seen_target(model, _target(y), who), last_step(model)
    features = finite(_dense(data, who), "X").astype(np.float64, copy=False)
    alpha = _penalty(estimator, who)
    if alpha is None:
        return LinearFit(features, target, True, 0.0, False, None)
    predicted = np.asarray(predictions(estimator, data, who), dtype=np.float64)
    if predicted.size != len(target):
        message = f"{who} is of one target; {type(estimator).__name__} predicts {predicted.shape[-1]:,}."
        raise DataError.of("CK470", message, "fit and plot a model for each of them: y[:, 0]")
    predicted = predicted.reshape(len(target))
    return LinearFit(features, target, bool(estimator.fit_intercept), alpha, True, predicted)


def _target(y: Any) -> NDArray[np.float64]:
    import numpy as np

    return finite(numbers(vector(y, "y"), "y"), "y").astype(np.float64, copy=False)


def _seen_target(model: Any, target: NDArray[np.float64], who: str) -> NDArray[np.float64]:
    """The target that the estimator at the end is fitted to."""
    if type(model).__name__ == "TransformedTargetRegressor":
        try:
            target = _target(model.transformer_.transform(target.reshape(-1, 1)))
        except ValueError as error:
            raise refused(who, f"{type(model.transformer_).__name__} refused the target", error) from error
    found = inner(model)
    return target if found is None else _seen_target(found, target, who)


def _dense(data: Any, who: str) -> NDArray[np.floating[Any]]:
    n_rows, n_columns = data.shape if hasattr(data, "toarray") else (0, 0)
    if n_rows * n_columns * 8 > _MOST_BYTES:
        message = f"{who} works on a dense matrix, and {n_rows:,} × {n_columns:,} values are too many for one."
        raise DataError.of("CK470", message, "pass fewer rows, or a model of fewer features")
    try:
        return numbers(matrix(data, "X"), "X")
    except StepError:
        raise
    except DataError as error:
        found = error.diagnostics[0].message
        help = "put the model into a pipeline with an encoder, as OneHotEncoder, in front"
        raise DataError.of("CK470", f"{who} fits a line to the features: {found}", help) from None


def _penalty(estimator: Any, who: str) -> float | None:
    """The ridge penalty that `estimator` was fitted with, 0 for plain least squares, None for every other model."""
    import numpy as np

    models = scikit_learn("linear_model", who)
    if getattr(estimator, "positive", False):
        return None
    if isinstance(estimator, models.LinearRegression):
        return 0.0
    if not isinstance(estimator, (models.Ridge, models.RidgeCV)):
        return None
    alpha = np.ravel(estimator.alpha_ if hasattr(estimator, "alpha_") else estimator.alpha)
    return float(alpha[0]) if len(alpha) == 1 else None


def fits_these_rows(fit: LinearFit, residuals: NDArray[np.float64]) -> bool:
    """Whether the model predicts what the fit to these rows does: it was fitted to them, and without weights."""
    import numpy as np

    if fit.predicted is None:
        return False
    missed = np.abs(fit.target - fit.predicted - residuals).max()
    return bool(missed <= 1e-5 * float(np.ptp(fit.target)) + 1e-6 * float(np.abs(fit.target).max()))

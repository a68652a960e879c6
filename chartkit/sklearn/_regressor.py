"""All plots of a regressor: `sklearn.plot_regressor`."""

from __future__ import annotations

from typing import Any

from chartkit.compiler import Chart
from chartkit.sklearn._arguments import check_data
from chartkit.sklearn._models import checked_kind
from chartkit.sklearn._parts import Part, charts_of, composing

_WHO = "plot_regressor"
_CALL = "plot_regressor(model, X_train, X_test, y_train, y_test)"
_DEFAULT_NAME = "Regressor"


@composing("summary_metrics", "wandb/metrics/v1")
def plot_regressor(
    model: Any, X_train: Any, X_test: Any, y_train: Any, y_test: Any, model_name: str = _DEFAULT_NAME
) -> dict[str, Chart]:
    """The plots of a fitted regressor by log key: `summary_metrics`, `learning_curve`, `outlier_candidates` and
    `residuals`.

    They are logged as one row of the active run. The metrics are of the test set, the residuals of both sets, the rest
    of the training set. Plots that do not apply to this model are left out, and one warning names them with the reason.

    `model` and the data stay as they are: what must be fitted is a clone. Raises `DataError`, before any plot is drawn,
    for another order of the arguments, rows that differ in number, and a model that is no fitted regressor.
    """
    from chartkit import sklearn as plots

    _check(model, X_train, X_test, y_train, y_test)
    own_name = {} if model_name == _DEFAULT_NAME else {"model_name": model_name}
    test_set = {"X_test": X_test, "y_test": y_test}
    return charts_of(
        _WHO,
        [
            Part("summary_metrics", plots.plot_summary_metrics, (model, X_train, y_train, X_test, y_test), own_name),
            Part("learning_curve", plots.plot_learning_curve, (model, X_train, y_train)),
            Part("outlier_candidates", plots.plot_outlier_candidates, (model, X_train, y_train)),
            Part("residuals", plots.plot_residuals, (model, X_train, y_train), test_set),
        ],
    )


def _check(model: Any, X_train: Any, X_test: Any, y_train: Any, y_test: Any) -> None:
    checked_kind(model, "regressor", _WHO)
    sets = {"X_train": X_train, "X_test": X_test}, {"y_train": y_train, "y_test": y_test}
    check_data(_WHO, _CALL, model, *sets, several_targets=True)

"""How well a model does, in figures: `sklearn.plot_summary_metrics`."""

from __future__ import annotations

from typing import Any

from chartkit.compiler import Chart, plot_table
from chartkit.compiler.recording import noted
from chartkit.diagnostics import Diagnostic, counted, listed
from chartkit.sklearn._arguments import check_features, check_given, check_rows, check_swapped, check_vector
from chartkit.sklearn._logging import logging
from chartkit.sklearn._models import checked_predictor, predictions, scikit_learn
from chartkit.sklearn._nesting import model_title
from chartkit.sklearn._refusals import refused
from chartkit.sklearn._targets import check_kind_of_targets

_PRESET = "wandb/metrics/v1"
_WHO = "plot_summary_metrics"
_CALL = "plot_summary_metrics(model, X_train, y_train, X_test, y_test)"
_UNCOMPARED = "these targets and predictions cannot be compared"


@logging("summary_metrics", _PRESET)
def plot_summary_metrics(
    model: Any = None,
    X: Any = None,
    y: Any = None,
    X_test: Any = None,
    y_test: Any = None,
    *,
    model_name: str | None = None,
    title: str = "Summary Metrics",
) -> Chart:
    """A classifier's accuracy, precision, recall and F1, or a regressor's errors and R²: the preset `wandb/metrics/v1`.

    They are of the test set, or of X and y where there is none; the chart's subtitle says of which. Precision, recall
    and F1 are means over the classes, weighted by their rows (`accuracy_score`, `precision`, `recall`, `f1_score`); a
    regressor has `mae`, `mse` and `r2_score`. All digits are kept. `model` predicts and is not fitted again;
    `model_name` is its class unless given, so that several charts can be told apart.

    Logged as `summary_metrics`. Raises `DataError` for arguments in another order, rows that differ in number, and a
    model that is neither classifier nor regressor.
    """
    kind = checked_predictor(model, _WHO)
    where, data, truth = _judged(model, X, y, X_test, y_test)
    found = predictions(model, data, _WHO)
    metrics, notes = _of_classes(truth, found) if kind == "classifier" else (_of_numbers(truth, found), [])
    columns = {
        "metric_name": list(metrics),
        "metric_value": list(metrics.values()),
        "model_name": [model_name or model_title(model)] * len(metrics),
    }
    strings = {"title": title, "subtitle": f"on {counted(len(found), 'row')} of {where}"}
    return noted(plot_table(_PRESET, columns, {name: name for name in columns}, strings), *notes)


def _judged(model: Any, X: Any, y: Any, X_test: Any, y_test: Any) -> tuple[str, Any, Any]:
    """What the rows are in words, and the X and y that the metrics are of; the order of all four is checked."""
    matrices = {name: values for name, values in (("X", X), ("X_test", X_test)) if values is not None}
    vectors = {name: values for name, values in (("y", y), ("y_test", y_test)) if values is not None}
    check_swapped(_WHO, _CALL, matrices, vectors)
    for name, values in matrices.items():
        check_features(_WHO, _CALL, name, values, model)
    for name, values in vectors.items():
        check_vector(_WHO, _CALL, name, values)
    is_tested = X_test is not None or y_test is not None
    pair = {"X_test": X_test, "y_test": y_test} if is_tested else {"X": X, "y": y}
    check_given(_WHO, _CALL, pair)
    check_rows(_WHO, _CALL, pair)
    check_kind_of_targets(_WHO, list(pair)[1], list(pair.values())[1], model)
    return ("the test set", X_test, y_test) if is_tested else ("the data given", X, y)


def _of_classes(truth: Any, found: Any) -> tuple[dict[str, float], list[Diagnostic]]:
    """Source: the weighted averages of scikit-learn's metrics. A class that is never predicted has a precision of 0."""
    import numpy as np

    metrics = scikit_learn("metrics", _WHO)
    truth = np.asarray(truth).reshape(len(found))
    try:
        precision, recall, f1, _ = metrics.precision_recall_fscore_support(
            truth, found, average="weighted", zero_division=0
        )
        accuracy = metrics.accuracy_score(truth, found)
    except (ValueError, TypeError) as error:
        raise refused(_WHO, _UNCOMPARED, error) from error
    values = {"accuracy_score": accuracy, "precision": precision, "recall": recall, "f1_score": f1}
    never = [name for name in np.unique(truth).tolist() if name not in set(found.tolist())]
    notes: list[Diagnostic] = []
    if never:
        message = f"{_WHO}: no row is predicted as {listed(never, 'or')}; precision and F1 count as 0 there."
        notes = [Diagnostic("CK472", message, "warning")]
    return {name: float(value) for name, value in values.items()}, notes


def _of_numbers(truth: Any, found: Any) -> dict[str, float]:
    import numpy as np

    metrics = scikit_learn("metrics", _WHO)
    truth = np.asarray(truth).reshape(len(found), -1)
    found = found.reshape(len(found), -1)
    try:
        values = {
            "mae": metrics.mean_absolute_error(truth, found),
            "mse": metrics.mean_squared_error(truth, found),
            "r2_score": metrics.r2_score(truth, found) if len(found) > 1 else float("nan"),
        }
    except ValueError as error:
        raise refused(_WHO, _UNCOMPARED, error) from error
    return {name: float(value) for name, value in values.items()}

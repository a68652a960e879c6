"""All plots of a classifier: `sklearn.plot_classifier`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from chartkit.compiler import Chart
from chartkit.diagnostics import DataError, StepError, shown
from chartkit.sklearn._arguments import check_data, check_rows, shape_of
from chartkit.sklearn._models import checked_kind, has_scores, labels_of_columns, predictions, scores
from chartkit.sklearn._parts import Part, charts_of, composing, refusing

_WHO = "plot_classifier"
_CALL = "plot_classifier(model, X_train, X_test, y_train, y_test, y_pred, y_probas, labels)"
_DEFAULT_NAME = "Classifier"
_CURVES = "wandb/area-under-curve/v0"
_PRESETS = {"confusion_matrix": "wandb/confusion_matrix/v1", "roc": _CURVES, "precision_recall": _CURVES}
"""Of the plots of the model's answers."""


@composing("summary_metrics", "wandb/metrics/v1")
def plot_classifier(
    model: Any,
    X_train: Any,
    X_test: Any,
    y_train: Any,
    y_test: Any,
    y_pred: Any = None,
    y_probas: Any = None,
    labels: Iterable[Any] | None = None,
    is_binary: bool = False,
    model_name: str = _DEFAULT_NAME,
    feature_names: Iterable[Any] | None = None,
    log_learning_curve: bool = False,
) -> dict[str, Chart]:
    """The plots of a fitted classifier by log key: `feature_importances`, `learning_curve` when `log_learning_curve`,
    `confusion_matrix`, `summary_metrics`, `class_proportions`, `calibration_curve`, `roc`, `precision_recall`.

    They are logged as one row of the active run. Plots that do not apply to this model (an SVC has no importances) are
    left out, and one warning names them with the reason. Metrics and curves are of the test set. `y_pred` and
    `y_probas` are asked of the model where they are None: probabilities, else its decision function; their columns are
    in the order of `model.classes_`. `labels` are the classes in any order, or names of them in that of `classes_`.
    `is_binary` is taken as W&B takes it and changes nothing.

    `model` and the data stay as they are: what must be fitted is a clone. Raises `DataError`, before any plot is drawn,
    for another order of the arguments, rows that differ in number, and a model that is no fitted classifier.
    """
    _check(model, X_train, X_test, y_train, y_test)
    y_pred = _answer(predictions, model, X_test) if y_pred is None else y_pred
    y_probas = _answer(scores, model, X_test) if y_probas is None and has_scores(model) else y_probas
    _check_answers(y_test, y_pred, y_probas)
    if labels is not None and (isinstance(labels, str) or not hasattr(labels, "__iter__")):
        raise DataError.of("CK470", f"{_WHO} takes labels as a list of classes; found {shown(labels)}.")
    names = None if labels is None else list(labels)
    return charts_of(
        _WHO,
        [
            part
            for part in _parts(
                model, X_train, X_test, y_train, y_test, y_pred, y_probas, names, model_name, feature_names
            )
            if log_learning_curve or part.key != "learning_curve"
        ],
    )


def _parts(
    model: Any,
    X_train: Any,
    X_test: Any,
    y_train: Any,
    y_test: Any,
    y_pred: Any,
    y_probas: Any,
    labels: list[Any] | None,
    model_name: str,
    feature_names: Iterable[Any] | None,
) -> list[Part]:
    """In W&B's order."""
    from chartkit import sklearn as plots

    own_name = {} if model_name == _DEFAULT_NAME else {"model_name": model_name}
    of_columns = labels_of_columns(model, labels)
    calibrated = {"X_test": X_test, "y_test": y_test, "labels": labels}
    return [
        Part("feature_importances", plots.plot_feature_importances, (model, feature_names)),
        Part("learning_curve", plots.plot_learning_curve, (model, X_train, y_train)),
        _part("confusion_matrix", plots.plot_confusion_matrix, (y_test, y_pred, labels)),
        Part("summary_metrics", plots.plot_summary_metrics, (model, X_train, y_train, X_test, y_test), own_name),
        Part("class_proportions", plots.plot_class_proportions, (y_train, y_test, labels)),
        Part("calibration_curve", plots.plot_calibration_curve, (model, X_train, y_train, model_name), calibrated),
        _part("roc", plots.plot_roc, (y_test, y_probas, of_columns)),
        _part("precision_recall", plots.plot_precision_recall, (y_test, y_probas, of_columns)),
    ]


def _answer(ask: Callable[[Any, Any, str], Any], model: Any, X_test: Any) -> Any:
    """What the model answers; where it refuses these rows the fault, for the plots that need the answer."""
    try:
        return ask(model, X_test, _WHO)
    except StepError as refusal:
        return refusal


def _part(key: str, plot: Callable[..., Chart], arguments: tuple[Any, Any, Any]) -> Part:
    """A plot of the model's answers, the second of its `arguments`; of a refusal the chart that says so."""
    answer = arguments[1]
    return (
        Part(key, refusing(key, _PRESETS[key]), (answer,))
        if isinstance(answer, StepError)
        else Part(key, plot, arguments)
    )


def _check(model: Any, X_train: Any, X_test: Any, y_train: Any, y_test: Any) -> None:
    checked_kind(model, "classifier", _WHO)
    sets = {"X_train": X_train, "X_test": X_test}, {"y_train": y_train, "y_test": y_test}
    check_data(_WHO, _CALL, model, *sets)


def _check_answers(y_test: Any, y_pred: Any, y_probas: Any) -> None:
    """That predictions and probabilities are there for each row of the test set, and not exchanged."""
    answers = {"y_pred": y_pred, "y_probas": y_probas}
    found = {name: given for name, given in answers.items() if given is not None and not isinstance(given, StepError)}
    shape = shape_of(y_pred, "y_pred", _WHO) if "y_pred" in found else ()
    if len(shape) == 2 and shape[1] > 1:
        message = f"{_WHO} takes y_pred as one class a row; found {shape[0]:,} × {shape[1]:,}, as probabilities are."
        raise DataError.of("CK470", message, f"the order of the arguments is {_CALL}")
    check_rows(_WHO, _CALL, {"y_test": y_test, **found})

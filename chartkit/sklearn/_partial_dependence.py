"""How a model's output moves with one feature: `sklearn.plot_partial_dependence`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from numbers import Integral
from typing import Any

from chartkit.compiler import Chart, plot_table
from chartkit.compiler.recording import noted
from chartkit.diagnostics import DataError, Diagnostic, StepError, counted, listed, shown
from chartkit.evaluation.whole_numbers import whole_number
from chartkit.schema import hint
from chartkit.sklearn._arguments import as_scikit_learn_takes, check_matrix
from chartkit.sklearn._feature_names import column_names
from chartkit.sklearn._logging import logging
from chartkit.sklearn._models import checked_predictor, kind_of, scikit_learn
from chartkit.sklearn._nesting import last_step, model_title
from chartkit.sklearn._progress import progress
from chartkit.sklearn._refusals import first_line

_PRESET = "chartkit/partial_dependence/v0"
_WHO = "plot_partial_dependence"
_CALL = "plot_partial_dependence(model, X, features)"
_FIRST = 6


@logging("partial_dependence", _PRESET)
def plot_partial_dependence(
    model: Any = None,
    X: Any = None,
    features: Iterable[Any] | Any = None,
    feature_names: Iterable[Any] | None = None,
    title: str = "Partial Dependence",
    *,
    labels: Sequence[Any] | None = None,
    grid_resolution: int = 50,
) -> Chart:
    """The mean output of a model while one feature is set to each of its values in turn, a panel for each feature: the
    preset `chartkit/partial_dependence/v0`. W&B has no such plot.

    `features` are names or numbers of columns of X, all numeric; without them the first six. A regressor's output is
    its prediction, a classifier's the probability of its second class, or of each where there are more; `labels` names
    the classes in the order of `model.classes_`. Costs `grid_resolution` predictions of X for each feature.

    Logged as `partial_dependence`. Raises `DataError` for arguments that do not fit each other.
    Source: `sklearn.inspection.partial_dependence`, whose numbers these are; Friedman 2001,
    https://doi.org/10.1214/aos/1013203451.
    """
    checked_predictor(model, _WHO)
    check_matrix(_WHO, _CALL, "X", X, model)
    grid_resolution = whole_number(_WHO, "grid_resolution", grid_resolution, least=2)
    names = column_names(model, X, feature_names, _WHO)
    chosen = range(min(_FIRST, len(names))) if features is None else _places(features, names)
    classes = _classes(model, labels)
    data = as_scikit_learn_takes(X)
    columns: dict[str, list[Any]] = {"feature": [], "value": [], "output": []}
    if len(classes) > 1:
        columns["class"] = []
    with progress(len(chosen), "partial dependence") as advance:
        for place in chosen:
            values, outputs = _dependence(model, data, place, names[place], grid_resolution)
            for row, name in zip(outputs, classes, strict=True):
                columns["feature"] += [names[place]] * len(values)
                columns["value"] += values
                columns["output"] += row
                if len(classes) > 1:
                    columns["class"] += [name] * len(values)
            advance()
    strings = {"title": title, "output-title": _words(model, classes)}
    chart = plot_table(_PRESET, columns, {name: name for name in columns}, strings)
    return noted(chart, *_left_out(names, list(chosen), features is None))


def _dependence(model: Any, data: Any, place: int, name: str, resolution: int) -> tuple[list[float], list[list[float]]]:
    """The values of one feature's grid, and for each output of the model its mean at each of them."""
    # scikit-learn's faster way for trees leaves out where boosting starts from: it would be no mean of predictions.
    inspection = scikit_learn("inspection", _WHO)
    try:
        found = inspection.partial_dependence(
            model, data, [place], grid_resolution=resolution, kind="average", method="brute"
        )
        return [float(value) for value in found["grid_values"][0]], found["average"].tolist()
    except Exception as error:  # a model of the user's may raise anything, and training goes on
        raise StepError.of("CK471", f"{_WHO} cannot vary {name!r}: {first_line(error)}.") from error


def _places(features: Any, names: list[str]) -> list[int]:
    """The columns that `features` names: by its name, or counted from 0."""
    is_one = isinstance(features, str) or not hasattr(features, "__iter__") or getattr(features, "ndim", 1) == 0
    wanted = [features] if is_one else list(features)
    found: list[int] = []
    for feature in wanted:
        if isinstance(feature, str) and feature in names:
            found.append(names.index(feature))
        elif isinstance(feature, Integral) and 0 <= int(feature) < len(names):
            found.append(int(feature))
        else:
            raise DataError.of(
                "CK470", f"{_WHO}: X has no column {shown(feature)}.", hint(str(feature), names, "it has")
            )
    return found


def _classes(model: Any, labels: Sequence[Any] | None) -> list[str]:
    """One name for each output: the classes where there are more than two, the second of two, else none."""
    if isinstance(getattr(model, "classes_", None), list) or getattr(model, "n_outputs_", 1) > 1 or _targets(model) > 1:
        message = f"{_WHO} takes a model of one target; {model_title(model)} has several."
        raise DataError.of("CK470", message, "fit and plot a model for each of them: y[:, 0]")
    known = [str(name) for name in getattr(model, "classes_", [])]
    if labels is not None:
        if isinstance(labels, str) or not hasattr(labels, "__iter__"):
            raise DataError.of("CK470", f"{_WHO} takes labels as a list of names; found {shown(labels)}.")
        names = [str(name) for name in labels]
        if known and len(names) != len(known):
            message = (
                f"{_WHO}: labels has {counted(len(names), 'name')} and {model_title(model)} {len(known):,} classes."
            )
            raise DataError.of("CK470", message)
        known = names
    return known[1:] if len(known) == 2 else known or [""]


def _targets(model: Any) -> int:
    """How many targets the coefficients of a linear regressor are of; 1 where it has none."""
    shape = getattr(getattr(last_step(model), "coef_", None), "shape", ())
    return shape[0] if len(shape) == 2 and kind_of(model) == "regressor" else 1


def _words(model: Any, classes: list[str]) -> str:
    if kind_of(model) == "regressor":
        return "mean prediction"
    output = "probability" if hasattr(model, "predict_proba") else "decision function"
    return f"mean {output}" if len(classes) > 1 else f"mean {output} of {classes[0]}"


def _left_out(names: list[str], chosen: list[int], is_default: bool) -> list[Diagnostic]:
    if not is_default or len(chosen) == len(names):
        return []
    others = listed(names[len(chosen) :], most=5)
    message = f"{_WHO} draws the first {len(chosen):,} of {len(names):,} features; left out: {others}."
    return [Diagnostic("CK472", message, "warning", help="features=[…] chooses")]

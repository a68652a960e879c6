"""How much each feature matters to a model: takes a fitted estimator, gives numbers, their spread and what they are
in words; and the chart of them, which the plots of importances share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.compiler import Chart, plot_table
from chartkit.compiler.recording import noted
from chartkit.diagnostics import DataError, Diagnostic, StepError, counted, listed
from chartkit.sklearn._models import scikit_learn
from chartkit.sklearn._nesting import last_step, model_title

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_FORESTS = ("RandomForestClassifier", "RandomForestRegressor", "ExtraTreesClassifier", "ExtraTreesRegressor")
_LEFT_OUT_SHOWN = 5


class Importances(NamedTuple):
    """One number for each of n features, in the model's order."""

    values: NDArray[np.float64]
    words: str
    """What the numbers are, as the axis says."""
    spread: NDArray[np.float64] | None = None
    spread_words: str = ""


def importances_of(model: Any, who: str) -> Importances:
    """What the estimator inside of `model` says of its features: `feature_importances_`, else `coef_`.

    Several rows of coefficients, one for each class or pair of classes, become their mean absolute value. A forest's
    spread is the standard deviation over its trees (Source: scikit-learn 1.9, the example on importances of a forest).
    Raises `DataError` for a model that has neither.
    """
    step = last_step(model)
    found = _values(step, "feature_importances_")
    if found is not None:
        return _of_trees(step, found, who)
    found = _values(step, "coef_")
    if found is None:
        message = f"{who} needs feature_importances_ or coef_; {model_title(model)} has neither as it is set up."
        help = "plot_permutation_importance(model, X_test, y_test) measures any model's features"
        raise DataError.of("CK474", message, help)
    if found.ndim == 1 or found.shape[0] == 1:
        return Importances(found.ravel(), "coefficient")
    return Importances(abs(found).mean(axis=0), f"mean absolute coefficient over {_rows_in_words(step, len(found))}")


def importance_chart(
    names: list[str], found: Importances, title: str, most: int | None, who: str, preset: str
) -> Chart:
    """The chart of all features, the largest absolute value first; `most` of them are drawn and the others named."""
    import numpy as np

    if not np.isfinite(found.values).any():
        raise StepError.of("CK471", f"{who}: none of the {len(names):,} features has a finite importance.")
    order = np.argsort(-np.nan_to_num(np.abs(found.values), nan=-1.0), kind="stable")
    columns: dict[str, Any] = {
        "feature_names": [names[index] for index in order],
        "importances": found.values[order],
    }
    strings: dict[str, Any] = {"title": title, "importance-title": found.words}
    if found.spread is not None:
        columns["spread"] = found.spread[order]
        strings["spread-title"] = found.spread_words
        strings["note"] = f"lines: {found.spread_words}"
    drawn = len(names) if most is None else most
    strings["features"] = drawn
    if drawn < len(names):
        strings["subtitle"] = f"the {drawn:,} largest of {len(names):,} features"
    chart = plot_table(preset, columns, {name: name for name in columns}, strings)
    return noted(chart, *_left_out(columns["feature_names"][drawn:], drawn, who))


def _values(step: Any, attribute: str) -> NDArray[np.float64] | None:
    """The attribute as an array of one or two dimensions, None where the model does not have it."""
    import numpy as np

    value = getattr(step, attribute, None)
    if value is None:
        return None
    dense = value.toarray() if hasattr(value, "toarray") else value
    found = np.asarray(dense, dtype=np.float64)
    return found if 1 <= found.ndim <= 2 and found.size else None


def _of_trees(step: Any, found: NDArray[np.float64], who: str) -> Importances:
    import numpy as np

    is_ours = type(step).__module__.startswith("sklearn.")
    words = "importance (mean decrease in impurity)" if is_ours else "importance"
    forests = tuple(getattr(scikit_learn("ensemble", who), name) for name in _FORESTS)
    if not isinstance(step, forests) or len(step.estimators_) < 2:
        return Importances(found.ravel(), words)
    spread = np.std([tree.feature_importances_ for tree in step.estimators_], axis=0)
    return Importances(found.ravel(), words, spread, f"standard deviation over {len(step.estimators_):,} trees")


def _rows_in_words(step: Any, n_rows: int) -> str:
    """What the rows of `coef_` belong to: classes, their pairs in one-against-one models, or targets."""
    classes = getattr(step, "classes_", None)
    if classes is None:
        return counted(n_rows, "target")
    is_paired = type(step).__name__ in ("SVC", "NuSVC")
    return f"{n_rows:,} pairs of classes" if is_paired else f"{n_rows:,} classes"


def _left_out(names: list[str], drawn: int, who: str) -> list[Diagnostic]:
    if not names:
        return []
    named = listed(names, most=_LEFT_OUT_SHOWN)
    message = f"{who} draws the {drawn:,} largest of {drawn + len(names):,} features; left out: {named}."
    return [Diagnostic("CK472", message, "warning", help=f"{who}(…, max_num_features=None) draws all")]

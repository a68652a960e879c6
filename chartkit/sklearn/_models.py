"""What a model can do: takes a fitted scikit-learn estimator, gives its kind, predictions and probabilities.

Nothing here fits, changes or copies the model. The one place that imports scikit-learn, as `Any`: it has no types.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from chartkit.diagnostics import DataError, StepError
from chartkit.sklearn._nesting import model_title
from chartkit.sklearn._refusals import refused

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_KINDS = ("classifier", "regressor", "clusterer")


def scikit_learn(module: str, who: str) -> Any:
    """The module `sklearn.<module>`. Raises `DataError` that names the plot `who` where scikit-learn is missing."""
    try:
        return importlib.import_module(f"sklearn.{module}")
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] != "sklearn":
            raise
        message = f"{who} needs scikit-learn, which is not installed."
        raise DataError.of("CK475", message, "pip install 'chartkit[sklearn]'") from None


def checked_fitted(model: Any, who: str) -> Any:
    """`model` itself, a fitted estimator. Raises `DataError` for a class, anything else, and one that is not fitted."""
    validation = scikit_learn("utils.validation", who)
    if isinstance(model, type):
        help = f"make one and fit it: {model.__name__}().fit(X, y)"
        raise DataError.of("CK474", f"{who} takes a fitted model; found the class {model.__name__} itself.", help)
    if not hasattr(model, "fit"):
        found = "nothing" if model is None else f"an object of type {type(model).__name__}"
        help = f"the model comes first: {who}(model, …)"
        raise DataError.of("CK474", f"{who} takes a fitted scikit-learn model; found {found}.", help)
    try:
        validation.check_is_fitted(model)
    except scikit_learn("exceptions", who).NotFittedError:
        message = f"{who} takes a fitted model; this {type(model).__name__} has not been fitted."
        raise DataError.of("CK474", message, "call its fit(X, y) before") from None
    except (AttributeError, TypeError):
        # A model of another library, without scikit-learn's tags: what it learned ends in an underscore there, too.
        learned: list[str] = list(getattr(model, "__dict__", {}))
        if not any(name.endswith("_") and not name.startswith("__") for name in learned):
            message = f"{who} takes a fitted model; this {type(model).__name__} does not say that it has been fitted."
            raise DataError.of("CK474", message, "call its fit(X, y) before") from None
    if hasattr(model, "cv_results_") and not hasattr(model, "best_estimator_"):
        message = f"{who} takes a fitted model; this {type(model).__name__} searched with refit=False and keeps none."
        raise DataError.of("CK474", message, "search with refit=True, or pass the model that you fitted afterwards")
    return model


def checked_kind(model: Any, kind: str, who: str) -> Any:
    """`model` itself, fitted and a `kind` ("classifier", "regressor", "clusterer"). Raises `DataError`."""
    found = kind_of(checked_fitted(model, who))
    if found != kind:
        name = type(model).__name__
        other = f"a {found}" if found in _KINDS else "none"
        help = f"for it there is plot_{found}" if found in _KINDS and who == f"plot_{kind}" else None
        if kind == "clusterer" and callable(getattr(model, "fit_predict", None)):
            help = "pass a clusterer such as KMeans; plot_silhouette takes these labels of the rows as cluster_labels="
        raise DataError.of("CK474", f"{who} takes a {kind}; {name} is {other}.", help)
    return model


def checked_predictor(model: Any, who: str) -> str:
    """The kind of `model`, a fitted "classifier" or "regressor". Raises `DataError` for any other."""
    kind = kind_of(checked_fitted(model, who))
    if kind not in ("classifier", "regressor"):
        message = f"{who} takes a classifier or a regressor; {model_title(model)} is neither."
        raise DataError.of("CK474", message)
    return kind


def kind_of(model: Any) -> str:
    """What scikit-learn's tags call `model`: "classifier", "regressor", "clusterer", or "other"."""
    tags = importlib.import_module("sklearn.utils")
    try:
        return str(tags.get_tags(model).estimator_type or "other")
    except (AttributeError, TypeError):  # a model of another library that has no tags
        return str(getattr(model, "_estimator_type", None) or "other")


def is_classifier(model: Any) -> bool:
    """Whether `model`, or what a pipeline or search ends in, is a classifier."""
    return kind_of(model) == "classifier"


def is_regressor(model: Any) -> bool:
    """Whether `model`, or what a pipeline or search ends in, is a regressor."""
    return kind_of(model) == "regressor"


def has_probabilities(model: Any) -> bool:
    """Whether `model` has `predict_proba`; an SVC only with `probability=True`."""
    return callable(getattr(model, "predict_proba", None))


def probabilities(model: Any, X: Any, who: str = "this plot") -> NDArray[np.float64]:
    """`model.predict_proba(X)`: n rows × k classes, in the order of `model.classes_`.

    Raises `DataError` for a model without it, `StepError` when the model refuses this X.
    """
    if not has_probabilities(model):
        message = f"{who} needs predict_proba; {model_title(model)} has none as it is set up."
        help = "wrap it in sklearn.calibration.CalibratedClassifierCV, or choose a setting that gives probabilities"
        raise DataError.of("CK474", message, help)
    return _asked(model, "predict_proba", X, who)


def has_scores(model: Any) -> bool:
    """Whether `model` can rank rows: it has probabilities or a decision function."""
    return has_probabilities(model) or callable(getattr(model, "decision_function", None))


def scores(model: Any, X: Any, who: str = "this plot") -> NDArray[np.float64]:
    """What ranks the rows of X by class: probabilities, else the decision function (n, or n × k). Raises as they do."""
    if not has_probabilities(model) and callable(getattr(model, "decision_function", None)):
        return _asked(model, "decision_function", X, who)
    return probabilities(model, X, who)


def labels_of_columns(model: Any, labels: Any) -> Any:
    """`labels` as names of the columns that the model's probabilities have, which are in the order of `classes_`.

    The classes themselves in another order are put into that one; other names stay, as they are names by column.
    """
    from chartkit.evaluation.class_names import class_name

    classes = getattr(model, "classes_", None)
    if labels is None or classes is None or isinstance(classes, list):  # a list: one array for each of several targets
        return labels
    known: list[Any] = classes.tolist()
    is_reordered = {class_name(value) for value in labels} == {class_name(value) for value in known}
    return known if is_reordered else labels


def predictions(model: Any, X: Any, who: str = "this plot") -> NDArray[Any]:
    """`model.predict(X)`, n values. Raises `DataError` for a model without it, `StepError` when it refuses this X."""
    if not callable(getattr(model, "predict", None)):
        raise DataError.of("CK474", f"{who} needs predict; {model_title(model)} has none.")
    return _asked(model, "predict", X, who)


def _asked(model: Any, method: str, X: Any, who: str) -> Any:
    from chartkit.sklearn._arguments import shape_of

    try:
        found = importlib.import_module("numpy").asarray(getattr(model, method)(X))
    except Exception as error:  # a model of the user's may raise anything, and training goes on
        raise refused(who, f"{model_title(model)}.{method} refused its data", error) from error
    n_rows = shape_of(X, "X", who)[0]
    if n_rows not in found.shape[:2]:  # forests give several labels as labels × rows × classes
        message = f"{who}: {model_title(model)}.{method} gives the shape {found.shape} for {n_rows:,} rows."
        raise StepError.of("CK471", message)
    return found

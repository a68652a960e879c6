"""The estimator inside of pipelines, searches, frozen models and transformed targets: takes a fitted model, gives what
stands at its end, the data that reaches it, and the names of its columns."""

from __future__ import annotations

from typing import Any

from chartkit.sklearn._refusals import refused


def is_pipeline(model: Any) -> bool:
    """Whether `model` is a chain of steps with an end."""
    return hasattr(model, "named_steps") and bool(getattr(model, "steps", None))


def chosen_by_search(model: Any) -> Any:
    """The fitted model that a search found best; `model` itself where it is no search."""
    return getattr(model, "best_estimator_", model)


def inner(model: Any) -> Any:
    """The fitted estimator one level further in, None where there is none."""
    if is_pipeline(model):
        return model.steps[-1][1] if model.steps[-1][1] not in (None, "passthrough") else None
    if hasattr(model, "best_estimator_"):
        return model.best_estimator_
    if type(model).__name__ == "FrozenEstimator":
        return model.estimator
    return getattr(model, "regressor_", None) if type(model).__name__ == "TransformedTargetRegressor" else None


def last_step(model: Any) -> Any:
    """The fitted estimator inside of pipelines, searches, frozen models and transformed targets; else `model`."""
    found = inner(model)
    return model if found is None else last_step(found)


def model_title(model: Any) -> str:
    """The class name of the estimator inside, as in W&B's tables: `LogisticRegression` for a pipeline that ends so."""
    return type(last_step(model)).__name__


def feature_names(model: Any, names: list[str] | None = None) -> list[str] | None:
    """The names of the columns that `last_step(model)` was fitted on, where the model knows them; else None.

    `names` are those of the columns that `model` itself takes. Through a pipeline they are what its other steps make of
    them; where a step cannot say so, None, or what the last step itself was fitted on.
    """
    names = _own_names(model) if names is None else names
    if is_pipeline(model) and len(model.steps) > 1:
        try:
            made = model[:-1].get_feature_names_out(names)
        except (AttributeError, ValueError):  # a step that has no names, or was fitted on others
            return None if names != _own_names(model) else feature_names(model.steps[-1][1])
        return feature_names(model.steps[-1][1], [str(name) for name in made])
    found = inner(model)
    return names if found is None else feature_names(found, names)


def _own_names(model: Any) -> list[str] | None:
    own = getattr(model, "feature_names_in_", None)
    return None if own is None else [str(name) for name in own]


def seen_by_last_step(model: Any, X: Any, who: str) -> Any:
    """X as `last_step(model)` gets it: what the other, fitted steps of pipelines make of it, else X itself.

    Raises `StepError` when they refuse X.
    """
    try:
        seen = model[:-1].transform(X) if is_pipeline(model) and len(model.steps) > 1 else X
    except ValueError as error:
        raise refused(who, f"{steps_in_words(model)} refused its data", error) from error
    found = inner(model)
    return seen if found is None else seen_by_last_step(found, seen, who)


def steps_in_words(model: Any) -> str:
    """The steps before the last of pipelines: `StandardScaler, PCA`; empty without any."""
    steps: list[tuple[str, Any]] = model.steps[:-1] if is_pipeline(model) else []
    own = [type(step).__name__ for _, step in steps if step not in (None, "passthrough")]
    found = inner(model)
    return ", ".join(filter(None, [*own, "" if found is None else steps_in_words(found)]))

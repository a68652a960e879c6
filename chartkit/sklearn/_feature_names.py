"""What the features are called: takes a model, its data and the names a user gave, gives one name a feature."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from chartkit.diagnostics import DataError, counted, listed, shown
from chartkit.sklearn._arguments import shape_of
from chartkit.sklearn._nesting import feature_names, is_pipeline, model_title


def names_for(model: Any, given: Iterable[Any] | None, n_features: int, who: str) -> list[str]:
    """The names of `n_features` features of the estimator inside of `model`, each once.

    `given` are those of its columns, or of the columns that the whole pipeline takes. Without them: what the model was
    fitted on, else x0, x1, …. Raises `DataError` when the numbers differ.
    """
    names = feature_names(model) if given is None else _given(model, given, n_features, who)
    if names is None or len(names) != n_features:
        names = [f"x{index}" for index in range(n_features)]
    return _each_once(names)


def column_names(model: Any, X: Any, given: Iterable[Any] | None, who: str) -> list[str]:
    """The names of the columns of X, each once: `given`, else X's own, else those that `model` was fitted on.

    Raises `DataError` when there are not as many `given` as columns.
    """
    n_columns = shape_of(X, "X", who)[1]
    if given is not None:
        names = _as_names(given, who)
        if len(names) != n_columns:
            message = f"{who}: feature_names has {counted(len(names), 'name')} and X {counted(n_columns, 'column')}."
            raise DataError.of("CK470", message)
        return _each_once(names)
    # PyArrow's `columns` are the values; its names are `column_names`.
    sources = ((X, "column_names"), (X, "columns"), (model, "feature_names_in_"))
    own = next((getattr(source, name) for source, name in sources if hasattr(source, name)), None)
    names = [] if own is None else [str(name) for name in own]
    return _each_once(names if len(names) == n_columns else [f"x{index}" for index in range(n_columns)])


def _given(model: Any, given: Iterable[Any], n_features: int, who: str) -> list[str]:
    names = _as_names(given, who)
    made = feature_names(model, names) if is_pipeline(model) or len(names) != n_features else names
    if made is not None and len(made) == n_features:
        return made
    if len(names) == n_features and _keeps_columns(model):
        return names
    if len(names) == n_features:
        message = (
            f"{who}: the pipeline reorders or makes anew the columns it was fitted on, "
            "and feature_names are not theirs."
        )
        raise DataError.of("CK470", message, _known(feature_names(model)))
    takes = getattr(model, "n_features_in_", n_features)
    needed = counted(n_features, "feature")
    if takes != n_features:
        needed += f", made of {counted(takes, 'column')}"
    raise DataError.of(
        "CK470",
        f"{who}: feature_names has {counted(len(names), 'name')} and {model_title(model)} {needed}.",
        _known(feature_names(model)),
    )


def _as_names(given: Iterable[Any], who: str) -> list[str]:
    if isinstance(given, (str, bytes)):
        raise DataError.of("CK470", f"{who} takes feature_names as a list of names; found the text {given!r}.")
    if not hasattr(given, "__iter__"):
        raise DataError.of("CK470", f"{who} takes feature_names as a list of names; found {shown(given)}.")
    return [str(name) for name in given]


def _keeps_columns(model: Any) -> bool:
    """Whether the columns that the estimator inside gets are those of the whole model, in their order."""
    own = getattr(model, "feature_names_in_", None)
    return own is None or feature_names(model) in (None, [str(name) for name in own])


def _known(names: list[str] | None) -> str | None:
    return f"leave feature_names out: the model knows {listed(names, most=4)}" if names else None


def _each_once(names: list[str]) -> list[str]:
    """`names` with a number behind those that came before, so that each has its own bar."""
    seen: dict[str, int] = {}
    found: list[str] = []
    for name in names:
        seen[name] = seen.get(name, 0) + 1
        found.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return found

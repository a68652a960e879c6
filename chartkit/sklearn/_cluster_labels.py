"""Which cluster each row is in, and what clusters are called: takes a fitted clusterer, X and what a user passed, gives
labels and names.

What a user passes third is told by its length: a label for each row, or a name for each cluster.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.diagnostics import DataError, counted, listed
from chartkit.evaluation.arrays import vector
from chartkit.evaluation.class_names import checked_names, class_name, class_values
from chartkit.evaluation.encoding import distinct, encoded
from chartkit.sklearn._models import predictions
from chartkit.sklearn._nesting import last_step, model_title

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_EITHER = "pass a label for each row, or a name for each cluster"


class Clustering(NamedTuple):
    """n rows in k clusters."""

    labels: NDArray[Any]
    """The n labels, as the model or the user has them."""
    codes: NDArray[np.intp]
    """For each row the place of its cluster in `values`, -1 for noise."""
    values: list[Any]
    """The k labels of clusters, sorted."""
    names: list[str]
    """What the k clusters are called, in that order."""
    is_own: bool
    """Whether the labels are the model's."""


def clustering_of(model: Any, X: Any, n_rows: int, cluster_labels: Any, labels: Any, who: str) -> Clustering:
    """The clusters of the `n_rows` of X, a matrix: those of `cluster_labels`, one a row, else those of `model`.

    As many `cluster_labels` as the model has clusters are their names, as are `labels`: by label where labels are whole
    numbers from 0 on, else in the sorted order of the labels. Negative numbers are noise, as in scikit-learn.
    Raises `DataError` where labels and names cannot be told apart or do not fit, `StepError` for missing labels.
    """
    given = None if cluster_labels is None else vector(cluster_labels, "cluster_labels")
    if given is None or len(given) != n_rows:
        found = _own_labels(model, X, n_rows, who)
        clusters = _clusters(found, *_fitted_labels(model))
        is_own = True
    else:
        _check_labels(given, who)
        found, clusters = given, _clusters(given)
        is_own = _are_own(found, model)
    if given is not None and len(given) != n_rows:
        argument, names = "cluster_labels", _third_as_names(given.tolist(), labels, clusters, n_rows, who)
    else:
        argument, names = "labels", _names(labels, n_rows, who)
    present = _clusters(found)
    named = (
        [class_name(value) for value in present] if names is None else _named(present, clusters, names, argument, who)
    )
    return Clustering(found, _codes(found, present), present, named, is_own)


def _own_labels(model: Any, X: Any, n_rows: int, who: str) -> NDArray[Any]:
    """The model's labels of X: `labels_` where X is what it was fitted on, else what it predicts.

    Models that predict tell the two apart: their predictions are `labels_`, but for noise.
    """
    fitted = next((labels for labels in _fitted_labels(model) if len(labels) == n_rows), None)
    if not callable(getattr(model, "predict", None)):
        if fitted is not None:
            return fitted
        n_fitted = next((len(labels) for labels in _fitted_labels(model)), 0)
        message = (
            f"{who}: {model_title(model)} cannot label new rows; it was fitted on {n_fitted:,} and X has {n_rows:,}."
        )
        raise DataError.of("CK470", message, "pass the X it was fitted on, or cluster_labels with a label for each row")
    predicted = predictions(model, X, who)
    is_same = fitted is not None and bool(((predicted == fitted) | (fitted < 0)).all())
    return fitted if fitted is not None and is_same else predicted


def _fitted_labels(model: Any) -> list[NDArray[Any]]:
    """The labels of the rows that the model was fitted on, in a list; an empty one where it does not keep them."""
    import numpy as np

    found = getattr(last_step(model), "labels_", None)
    return [] if found is None else [np.asarray(found)]


def _are_own(labels: NDArray[Any], model: Any) -> bool:
    return any(len(own) == len(labels) and bool((own == labels).all()) for own in _fitted_labels(model))


def _clusters(*found: NDArray[Any]) -> list[Any]:
    """The different labels of all arrays, sorted, without noise."""
    import numpy as np

    return [value for value in distinct(np.concatenate(found), "cluster_labels") if not _is_noise(value)]


def _is_noise(value: Any) -> bool:
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return is_number and value < 0 and value == int(value)


def _codes(labels: NDArray[Any], clusters: Sequence[Any]) -> NDArray[np.intp]:
    """For each label the place of its cluster, -1 for noise."""
    found = encoded(labels, "cluster_labels")
    return found.placed({value: place for place, value in enumerate(clusters)})[found.codes]


def _check_labels(labels: NDArray[Any], who: str) -> None:
    """Raises `DataError` for as many different labels as rows: none could be told from a name."""
    n_rows = len(labels)
    if n_rows > 1 and len(distinct(labels, "cluster_labels")) == n_rows:
        message = (
            f"{who}: cluster_labels has as many different entries as X has rows, {n_rows:,}; clusters have several."
        )
        raise DataError.of("CK470", message, _EITHER)


def _third_as_names(given: list[Any], labels: Any, clusters: Sequence[Any], n_rows: int, who: str) -> list[Any]:
    if len(given) != len(clusters):
        entries = "1 entry" if len(given) == 1 else f"{len(given):,} entries"
        what = f"X has {counted(n_rows, 'row')} in {counted(len(clusters), 'cluster')}"
        raise DataError.of("CK470", f"{who}: cluster_labels has {entries} and {what}.", _EITHER)
    if labels is not None:
        message = f"{who}: cluster_labels and labels both name the clusters."
        raise DataError.of("CK470", message, "pass the names once; cluster_labels may hold a label for each row")
    return given


def _names(labels: Any, n_rows: int, who: str) -> list[Any] | None:
    names = None if labels is None else vector(labels, "labels").tolist()
    if names is not None and len(names) == n_rows > len(set(names)):
        message = f"{who}: labels names the clusters, and has an entry for each of the {n_rows:,} rows."
        raise DataError.of("CK470", message, "the clusters of the rows are the third argument, cluster_labels")
    return names


def _named(present: Sequence[Any], clusters: Sequence[Any], names: list[Any], argument: str, who: str) -> list[str]:
    """The name of each cluster that is `present`, of all those that are named."""
    words = checked_names(names, f"{who}: {argument}", "cluster")
    values = class_values(clusters, names, len(words))
    if values is None:
        found = f"{argument} has {counted(len(words), 'name')} and there are {counted(len(clusters), 'cluster')}"
        raise DataError.of("CK470", f"{who}: {found} ({listed(clusters, most=6)}); each needs one.")
    return [words[values.index(value)] for value in present]

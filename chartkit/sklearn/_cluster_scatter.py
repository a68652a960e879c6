"""Where rows stand in the scatter beside silhouettes: takes what a clusterer sees of X, gives two coordinates a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.sklearn._cluster_labels import Clustering
from chartkit.sklearn._feature_names import column_names
from chartkit.sklearn._models import scikit_learn
from chartkit.sklearn._nesting import last_step, steps_in_words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Scatter(NamedTuple):
    """Where each of n rows is, and each of k centres."""

    x: NDArray[np.floating[Any]]
    y: NDArray[np.floating[Any]]
    x_title: str
    y_title: str
    centers: NDArray[np.floating[Any]] | None = None
    """k × 2; None where the model has none, or the labels are not its own."""


def scatter_of(
    model: Any, X: Any, seen: Any, found: Clustering, values: NDArray[np.float64], with_centers: bool, who: str
) -> Scatter:
    """The two features that the clusterer sees; of more their first two principal components, as the axes say.

    `seen` is n × k, dense or sparse; one feature alone stands against `values`, the coefficients of the n rows.
    """
    if seen.shape[1] == 1:
        return Scatter(_dense(seen)[:, 0], values, _seen_names(model, X, 1, who)[0], "silhouette coefficient")
    centers = _centers(model, found) if with_centers else None
    if seen.shape[1] == 2:
        pair, names = _dense(seen), _seen_names(model, X, 2, who)
        return Scatter(pair[:, 0], pair[:, 1], names[0], names[1], centers)
    components = scikit_learn("decomposition", who).PCA(2, random_state=0).fit(seen)
    pair = components.transform(seen)
    shares = [f"{share:.0%}" for share in components.explained_variance_ratio_]
    x_title, y_title = (f"principal component {place} ({share} of variance)" for place, share in enumerate(shares, 1))
    placed = None if centers is None else components.transform(centers)
    return Scatter(pair[:, 0], pair[:, 1], x_title, y_title, placed)


def scatter_of_distances(distances: Any, codes: NDArray[np.intp], values: NDArray[np.float64]) -> Scatter:
    """Each row's mean distance to its cluster against its coefficient: distances alone have no features. O(n² · k)."""
    import numpy as np

    clustered = np.flatnonzero(codes >= 0)
    own = codes[clustered]
    members = np.eye(own.max() + 1)[own]
    sums = np.asarray(distances[clustered][:, clustered] @ members)[np.arange(len(own)), own]
    x = np.full(len(codes), np.nan)
    x[clustered] = sums / np.maximum(np.bincount(own)[own] - 1, 1)
    return Scatter(x, values, "mean distance to its cluster", "silhouette coefficient")


def _dense(seen: Any) -> Any:
    return seen.toarray() if hasattr(seen, "toarray") else seen


def _seen_names(model: Any, X: Any, n_features: int, who: str) -> list[str]:
    """What the columns that the clusterer sees are called."""
    steps = steps_in_words(model)
    if not steps:
        return column_names(model, X, None, who)
    return [f"feature {place} after {steps}" for place in range(1, n_features + 1)]


def _centers(model: Any, found: Clustering) -> Any:
    """The model's centre of each cluster, k × features; None without, or where labels are not the model's."""
    import numpy as np

    centers = getattr(last_step(model), "cluster_centers_", None)
    if centers is None or not found.is_own:
        return None
    return np.asarray(_dense(centers))[[int(value) for value in found.values]]

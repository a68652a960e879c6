"""All plots of a clusterer: `sklearn.plot_clusterer`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from chartkit.compiler import Chart
from chartkit.diagnostics import DataError
from chartkit.sklearn._arguments import check_features, shape_of
from chartkit.sklearn._models import checked_kind
from chartkit.sklearn._nesting import last_step
from chartkit.sklearn._parts import Part, charts_of, composing

_WHO = "plot_clusterer"
_CALL = "plot_clusterer(model, X_train, cluster_labels, labels)"


@composing("silhouette_plot", "wandb/silhouette_/v1")
def plot_clusterer(
    model: Any,
    X_train: Any,
    cluster_labels: Any = None,
    labels: Iterable[Any] | None = None,
    model_name: str = "Clusterer",
) -> dict[str, Chart]:
    """The plots of a fitted clusterer by log key: `elbow_curve` and `silhouette_plot`.

    They are logged as one row of the active run. `cluster_labels` is the cluster of each row, without it the model's
    own; `labels` names the clusters. A model without a number of clusters has no elbow: what does not apply is left
    out, and a warning names it with the reason. `model_name` is taken as W&B takes it and changes nothing.

    `model` and the data stay as they are: what must be fitted is a clone. Raises `DataError`, before any plot is drawn,
    for labels that are not one a row, and a model that is no fitted clusterer.
    """
    from chartkit import sklearn as plots

    checked_kind(model, "clusterer", _WHO)
    check_features(_WHO, _CALL, "X_train", X_train, model)
    found = getattr(last_step(model), "labels_", None) if cluster_labels is None else cluster_labels
    _check_labels(X_train, found)
    names = None if labels is None else list(labels)
    is_kmeans = type(last_step(model)).__name__ in ("KMeans", "MiniBatchKMeans", "BisectingKMeans")
    return charts_of(
        _WHO,
        [
            Part("elbow_curve", plots.plot_elbow_curve, (model, X_train)),
            Part("silhouette_plot", plots.plot_silhouette, (model, X_train, found, names), {"kmeans": is_kmeans}),
        ],
    )


def _check_labels(X_train: Any, cluster_labels: Any) -> None:
    n_rows = shape_of(X_train, "X_train", _WHO)[0]
    n_labels = shape_of(cluster_labels, "cluster_labels", _WHO)[0]
    if n_labels != n_rows:
        message = f"{_WHO}: X_train has {n_rows:,} rows and cluster_labels {n_labels:,}; each row needs its cluster."
        raise DataError.of("CK470", message, f"names of clusters are labels: {_CALL}")

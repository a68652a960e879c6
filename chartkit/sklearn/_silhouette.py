"""How well rows sit in their clusters: `sklearn.plot_silhouette`."""

from __future__ import annotations

from typing import Any

from chartkit.compiler import Chart, plot_table
from chartkit.compiler.recording import noted
from chartkit.diagnostics import DataError, Diagnostic, StepError, counted, listed
from chartkit.evaluation.whole_numbers import whole_number
from chartkit.sklearn._arguments import check_features, check_rows, check_swapped, shape_of
from chartkit.sklearn._cluster_labels import Clustering, clustering_of
from chartkit.sklearn._cluster_scatter import Scatter, scatter_of, scatter_of_distances
from chartkit.sklearn._clusters import dense_or_sparse
from chartkit.sklearn._logging import logging
from chartkit.sklearn._models import checked_kind
from chartkit.sklearn._nesting import model_title, seen_by_last_step, steps_in_words
from chartkit.sklearn._silhouette_rows import Measured, columns_of, height_px, mean_of, rows_to_measure
from chartkit.sklearn._silhouettes import Metric, silhouettes, silhouettes_of

_PRESET = "wandb/silhouette_/v1"
_WHO = "plot_silhouette"
_CALL = "plot_silhouette(clusterer, X, cluster_labels, labels)"


@logging("silhouette_plot", _PRESET)
def plot_silhouette(
    clusterer: Any = None,
    X: Any = None,
    cluster_labels: Any = None,
    labels: Any = None,
    metric: Metric = "euclidean",
    kmeans: bool = True,
    *,
    max_rows: int | None = 10_000,
    title: str = "Silhouette Plot",
) -> Chart:
    """The coefficient of each row by cluster, thick as the clusters are large, with the mean: `wandb/silhouette_/v1`.

    `cluster_labels` are the clusters of the rows of X; without them the model's own. A list with as many entries as the
    model has clusters names these, as in the guide: `plot_silhouette(model, X, ["spam", "not spam"])`; so does
    `labels` beside labels for each row. Labels may be of any kind; negative numbers are noise, which has no
    coefficient: it is left out and named. The table has one row for each sample. Of a pipeline, distances are those
    that its last step sees. `kmeans=False` draws no centres in the scatter of the rows, by two features
    or, where there are more, by two principal components.

    The numbers are those of `silhouette_samples`, O(n²). Of more than `max_rows` rows a seeded sample is measured, each
    row of it to all rows, and the subtitle says so; the more rows the smaller, 1,000 at least. None measures all.

    Logged as `silhouette_plot`. Raises `DataError` for an unfitted model or one that is no clusterer, labels that are
    neither one a row nor one a cluster, and an unknown metric. Fewer than two clusters have no silhouettes: the chart
    says so.
    Source: Rousseeuw 1987, https://doi.org/10.1016/0377-0427(87)90125-7.
    """
    n_rows = _checked(clusterer, X, cluster_labels, metric, max_rows)
    found = clustering_of(clusterer, X, n_rows, cluster_labels, labels, _WHO)
    _check_number(found, clusterer)
    seen = dense_or_sparse(X if metric == "precomputed" else seen_by_last_step(clusterer, X, _WHO), _WHO)
    measured = _measured(seen, found, metric, max_rows)
    scatter = _scatter(clusterer, X, seen, found, measured, metric, kmeans)
    columns = columns_of(found, measured, scatter)
    strings = _strings(clusterer, found, measured, scatter, title)
    slots = {name: name for name in columns if scatter.centers is not None or not name.startswith("center")}
    return noted(plot_table(_PRESET, columns, slots, strings), *_notes(found, measured))


def _checked(clusterer: Any, X: Any, cluster_labels: Any, metric: Any, max_rows: Any) -> int:
    """The number of rows of X. Raises `DataError` for arguments that do not fit."""
    checked_kind(clusterer, "clusterer", _WHO)
    if cluster_labels is not None:
        check_swapped(_WHO, _CALL, {"X": X}, {"cluster_labels": cluster_labels})
    check_features(_WHO, _CALL, "X", X, clusterer)
    check_rows(_WHO, _CALL, {"X": X})
    shape = shape_of(X, "X", _WHO)
    if metric == "precomputed" and shape != (shape[0], shape[0]):
        found = f"found {' × '.join(f'{size:,}' for size in shape)}"
        message = f"{_WHO} takes X as the distances between all rows for metric='precomputed'; {found}."
        raise DataError.of("CK470", message)
    whole_number(_WHO, "max_rows", max_rows, is_optional=True)
    return shape[0]


def _check_number(found: Clustering, clusterer: Any) -> None:
    n_clusters, n_rows = len(found.names), int((found.codes >= 0).sum())
    if n_clusters == 0:
        raise StepError.of("CK471", f"{_WHO}: {model_title(clusterer)} calls all {len(found.codes):,} rows noise.")
    if n_clusters == 1:
        noise = len(found.codes) - n_rows
        beside = f", and {noise:,} of noise" if noise else ""
        message = (
            f"{_WHO} needs two clusters or more; found {found.names[0]} alone, of {counted(n_rows, 'row')}{beside}."
        )
        raise StepError.of("CK471", message)
    if n_clusters == n_rows:
        message = f"{_WHO}: each of the {n_rows:,} rows is a cluster of its own; there is nothing to compare it with."
        raise StepError.of("CK471", message)


def _measured(seen: Any, found: Clustering, metric: Metric, max_rows: int | None) -> Measured:
    import numpy as np

    clustered = np.flatnonzero(found.codes >= 0)
    rows = rows_to_measure(found.codes, max_rows)
    inside = seen[clustered][:, clustered] if metric == "precomputed" else seen[clustered]
    codes = found.codes[clustered]
    if len(rows) == len(clustered):
        values = silhouettes(inside, codes, metric, _WHO)
    else:
        values = silhouettes_of(np.searchsorted(clustered, rows), inside, codes, metric, _WHO)
    return Measured(rows, values, mean_of(found.codes, rows, values))


def _scatter(
    clusterer: Any, X: Any, seen: Any, found: Clustering, measured: Measured, metric: Metric, kmeans: bool
) -> Scatter:
    import numpy as np

    values = np.full(len(found.codes), np.nan)
    values[measured.rows] = measured.values
    if metric == "precomputed":
        return scatter_of_distances(seen, found.codes, values)
    return scatter_of(clusterer, X, seen, found, values, kmeans, _WHO)


def _strings(clusterer: Any, found: Clustering, measured: Measured, scatter: Scatter, title: str) -> dict[str, Any]:
    n_clustered, n_noise = int((found.codes >= 0).sum()), int((found.codes < 0).sum())
    n_clusters = counted(len(found.names), "cluster")
    steps = steps_in_words(clusterer)
    notes = [f"distances after {steps}"] if steps else []
    if len(measured.rows) < n_clustered:
        notes.append(f"{len(measured.rows):,} rows measured, each to all {n_clustered:,}")
    if n_noise:
        notes.append(f"without {counted(n_noise, 'row')} of noise")
    strings: dict[str, Any] = {
        "title": title,
        "subtitle": f"{counted(n_clustered, 'row')} in {n_clusters} of {model_title(clusterer)}",
        "x-title": scatter.x_title,
        "y-title": scatter.y_title,
        "height": height_px(len(found.names)),
    }
    return strings | ({"note": "; ".join(notes)} if notes else {})


def _notes(found: Clustering, measured: Measured) -> list[Diagnostic]:
    """Which rows have no coefficient, as noise and in a sample."""
    import numpy as np

    is_noise = found.codes < 0
    n_clustered = int((~is_noise).sum())
    notes: list[Diagnostic] = []
    if is_noise.any():
        called = listed(np.unique(found.labels[is_noise]).tolist())
        left_out = f"{int(is_noise.sum()):,} of {counted(len(is_noise), 'row')}"
        notes.append(Diagnostic("CK472", f"{_WHO} leaves out {left_out}: noise, labelled {called}.", "warning"))
    if len(measured.rows) < n_clustered:
        message = f"{_WHO} measures {len(measured.rows):,} of {counted(n_clustered, 'row')}, each to all of them."
        notes.append(Diagnostic("CK473", message, "warning", help="max_rows=None measures all"))
    return notes

"""How well each row sits in its cluster: takes rows and the clusters they are in, gives silhouette coefficients."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from chartkit.diagnostics import DataError
from chartkit.schema import hint
from chartkit.sklearn._models import scikit_learn
from chartkit.sklearn._refusals import refused

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Metric = str | Callable[..., Any]
_CHUNK_ENTRIES = 4_000_000  # distances held at a time: 32 MB


def silhouettes(X: Any, codes: NDArray[np.intp], metric: Metric, who: str) -> NDArray[np.float64]:
    """The coefficient of each of n rows, from -1 to 1; 0 for one that is alone in its cluster. O(n²).

    `codes` are the clusters 0 to k - 1 of the rows, k from 2 to n - 1. Raises `DataError` for an unknown metric,
    `StepError` where the metric refuses X.
    Source: `sklearn.metrics.silhouette_samples`; Rousseeuw 1987, https://doi.org/10.1016/0377-0427(87)90125-7.
    """
    try:
        return scikit_learn("metrics", who).silhouette_samples(X, codes, metric=metric)
    except Exception as error:  # a metric of the user's may raise anything, and training goes on
        raise _refused(metric, error, who) from error


def silhouettes_of(
    rows: NDArray[np.intp], X: Any, codes: NDArray[np.intp], metric: Metric, who: str
) -> NDArray[np.float64]:
    """The coefficients of m of the n rows alone, each measured to all n. O(m · n), a bar shows how far it is."""
    import numpy as np

    from chartkit.sklearn._progress import progress

    order = np.argsort(codes, kind="stable")  # by cluster, so that each is a run of columns
    place = np.argsort(order, kind="stable")
    sorted_X = X[order][:, order] if metric == "precomputed" else X[order]
    n_chunks = max(1, -(-len(rows) * len(codes) // _CHUNK_ENTRIES))
    found: list[NDArray[np.float64]] = []
    with progress(n_chunks, "measuring silhouettes") as advance:
        for chunk in np.array_split(place[rows], n_chunks):
            found.append(_of_chunk(chunk, sorted_X, codes[order], metric, who))
            advance()
    return np.concatenate(found)


def _of_chunk(
    chunk: NDArray[np.intp], X: Any, codes: NDArray[np.intp], metric: Metric, who: str
) -> NDArray[np.float64]:
    """The coefficients of the rows `chunk` of X, which is sorted by its `codes`."""
    import numpy as np

    sizes = np.bincount(codes)
    own = codes[chunk]
    places = np.arange(len(chunk))
    distances = np.asarray(_distances(chunk, X, metric, who), dtype=np.float64)
    distances[places, chunk] = 0.0
    sums = np.add.reduceat(distances, np.cumsum(sizes) - sizes, axis=1)
    inside = sums[places, own] / np.maximum(sizes[own] - 1, 1)
    sums[places, own] = np.inf
    nearest = (sums / sizes).min(axis=1)
    larger = np.maximum(inside, nearest)
    value = np.divide(nearest - inside, larger, out=np.zeros(len(chunk)), where=larger > 0)
    return np.where(sizes[own] > 1, value, 0.0)


def _distances(chunk: NDArray[np.intp], X: Any, metric: Metric, who: str) -> Any:
    if metric == "precomputed":
        return X[chunk].toarray() if hasattr(X, "toarray") else X[chunk]
    try:
        return scikit_learn("metrics", who).pairwise_distances(X[chunk], X, metric=metric)
    except Exception as error:  # a metric of the user's may raise anything, and training goes on
        raise _refused(metric, error, who) from error


def _refused(metric: Metric, error: Exception, who: str) -> Exception:
    if isinstance(metric, str) and type(error).__name__ == "InvalidParameterError":
        known = sorted(scikit_learn("metrics.pairwise", who).distance_metrics())
        message = f"{who}: scikit-learn has no metric {metric!r}."
        return DataError.of("CK470", message, hint(metric, known, "among those it has", 20))
    return refused(who, f"the {metric} distance refuses X" if isinstance(metric, str) else "metric refuses X", error)

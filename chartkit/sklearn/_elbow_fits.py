"""One clustering for each number of clusters: takes a fitted clusterer and X, gives how much each explains, and its
fit time. Every one is a clone's; the clusterer that is given stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from chartkit.sklearn._clusters import clone_with_clusters, dense_or_sparse
from chartkit.sklearn._models import scikit_learn
from chartkit.sklearn._nesting import last_step, seen_by_last_step
from chartkit.sklearn._refusals import first_line


class Fit(NamedTuple):
    """What came of a clone with `n_clusters`; `reason` says why nothing did, and the numbers are NaN then."""

    n_clusters: int
    error: float
    """|score|, as W&B has it: the inertia of KMeans; the sum of squares within clusters where there is no score."""
    time_s: float
    explained: float
    """The share of the variance that lies between the clusters, 0 to 1."""
    warnings: tuple[str, ...] = ()
    reason: str = ""


def fit_each(model: Any, X: Any, n_clusters: Sequence[int], n_jobs: int | None, seed: Any, who: str) -> list[Fit]:
    """A `Fit` for each of `n_clusters`, in their order, by `n_jobs` processes of joblib."""
    from chartkit.sklearn._progress import progress

    parallel = scikit_learn("utils.parallel", who)
    clones = [clone_with_clusters(model, number, who, seed) for number in n_clusters]
    jobs = (parallel.delayed(_fit)(clone, X, number, who) for clone, number in zip(clones, n_clusters, strict=True))
    found: list[Fit] = []
    with progress(len(clones), "fitting clusterers") as advance:
        for fit in parallel.Parallel(n_jobs=n_jobs, return_as="generator")(jobs):
            found.append(fit)
            advance()
    return found


def _fit(clone: Any, X: Any, n_clusters: int, who: str) -> Fit:
    """Fit `clone`, in whatever process this is; its warnings are kept in words, and so is its refusal."""
    import time
    import warnings

    with warnings.catch_warnings(record=True) as shown:
        warnings.simplefilter("always")
        start_s = time.perf_counter()
        try:
            clone.fit(X)
            time_s = time.perf_counter() - start_s
            error, explained = _explained(clone, X, who)
        except Exception as refusal:  # a model of the user's may raise anything: the others are drawn
            return Fit(n_clusters, float("nan"), float("nan"), float("nan"), reason=first_line(refusal))
    return Fit(n_clusters, error, time_s, explained, tuple(dict.fromkeys(str(each.message) for each in shown)))


def _explained(fitted: Any, X: Any, who: str) -> tuple[float, float]:
    """The error and the share of explained variance of a fitted clusterer, in the space of its last step."""
    import numpy as np

    rows = dense_or_sparse(seen_by_last_step(fitted, X, who), who)
    labels = getattr(last_step(fitted), "labels_", None)
    labels = np.asarray(fitted.predict(X) if labels is None else labels)
    total = total_squares(rows)
    between = squares_between(rows, labels)
    error = abs(float(fitted.score(X))) if callable(getattr(fitted, "score", None)) else max(0.0, total - between)
    return error, between / total


def total_squares(rows: Any) -> float:
    """The sum of squared distances of n rows to their mean."""
    import numpy as np

    if hasattr(rows, "tocsr"):
        mean = np.asarray(rows.mean(axis=0)).ravel()
        return float(rows.multiply(rows).sum() - rows.shape[0] * (mean @ mean))
    return float(((rows - rows.mean(axis=0)) ** 2).sum())


def squares_between(rows: Any, labels: Any) -> float:
    """The sum, over n rows, of the squared distance of the mean of a row's cluster to the mean of all rows.

    With `total_squares` it gives the share of the variance that clusters explain.
    Source: the analysis of variance; Thorndike 1953, https://doi.org/10.1007/BF02289263.
    """
    import numpy as np

    mean = np.asarray(rows.mean(axis=0)).ravel()
    found = 0.0
    for label in np.unique(labels):
        inside = labels == label
        off = np.asarray(rows[inside].mean(axis=0)).ravel() - mean
        found += float(inside.sum() * (off @ off))
    return found

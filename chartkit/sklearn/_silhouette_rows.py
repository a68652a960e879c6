"""The table of a silhouette plot: takes clusters and coefficients, gives one row for each sample, laid out from top to
bottom by cluster and coefficient."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.evaluation.arrays import cells
from chartkit.sklearn._cluster_labels import Clustering
from chartkit.sklearn._cluster_scatter import Scatter

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_CLUSTER_PX = 24
_LOWEST_PX = 260
_LABEL_PX = 15  # what a cluster of one row needs, so that its name overlaps no other

_LEAST_SAMPLED = 1_000


class Measured(NamedTuple):
    """The coefficients of m rows, in k clusters."""

    rows: NDArray[np.intp]
    values: NDArray[np.float64]
    mean: float
    """Over all rows: where some are measured, each cluster counts by its size."""


def rows_to_measure(codes: NDArray[np.intp], most: int | None) -> NDArray[np.intp]:
    """The rows that are in a cluster, ascending; of more than `most` a seeded sample.

    The sample is as large as takes no more distances than `most` rows among themselves, and `most` or 1,000 at least.
    It has of each cluster its share, and one row at least.
    """
    import numpy as np

    clustered = np.flatnonzero(codes >= 0)
    if most is None or len(clustered) <= most:
        return clustered
    n_sampled = max(min(most, _LEAST_SAMPLED), most * most // len(clustered))
    shuffled = np.random.default_rng(0).permutation(clustered)
    by_cluster = shuffled[np.argsort(codes[shuffled], kind="stable")]
    first_of_each = np.unique(codes[by_cluster], return_index=True)[1]
    others = np.delete(by_cluster, first_of_each)
    n_others = max(0, n_sampled - len(first_of_each))
    spread = others[np.arange(n_others) * len(others) // max(1, n_others)]
    return np.sort(np.concatenate([by_cluster[first_of_each], spread]))


def mean_of(codes: NDArray[np.intp], rows: NDArray[np.intp], values: NDArray[np.float64]) -> float:
    """The mean coefficient of all rows in a cluster; of a sample, the means of the clusters weighted by their sizes."""
    import numpy as np

    sizes = np.bincount(codes[codes >= 0])
    if len(rows) == sizes.sum():
        return float(np.mean(values))
    sums = np.bincount(codes[rows], values, len(sizes))
    return float((sizes * sums / np.bincount(codes[rows], minlength=len(sizes))).sum() / sizes.sum())


def height_px(n_clusters: int) -> int:
    """As high as the names of the clusters need."""
    return max(_LOWEST_PX, _CLUSTER_PX * n_clusters)


def columns_of(found: Clustering, measured: Measured, scatter: Scatter) -> dict[str, Any]:
    """W&B's columns, then ours: the rows of each cluster by falling coefficient, those of noise last, without any.

    x and y are where a row is in the scatter, colors its label, color_sil the name of its cluster. x1 to x2 is its bar,
    from 0 to its coefficient, y_sil to y_sil_end its place; silhouette_avg the mean; row its index in X.
    """
    import numpy as np

    order = np.lexsort((-measured.values, found.codes[measured.rows]))
    noise = _drawn_noise(found.codes, measured)
    rows = np.concatenate([measured.rows[order], noise])
    cluster = found.codes[rows[: len(order)]]
    start, end = _bands(found.codes, cluster)
    sizes = np.bincount(found.codes[found.codes >= 0])
    centers = np.full((len(sizes), 2), np.nan) if scatter.centers is None else scatter.centers
    unmeasured = [None] * len(noise)
    return {
        "x": cells(scatter.x[rows]),
        "y": cells(scatter.y[rows]),
        "colors": found.labels[rows],
        "centerx": cells(centers[cluster, 0]) + unmeasured,
        "centery": cells(centers[cluster, 1]) + unmeasured,
        "y_sil": start.tolist() + unmeasured,
        "x1": [0.0] * len(order) + unmeasured,
        "x2": measured.values[order].tolist() + unmeasured,
        "color_sil": [found.names[code] for code in cluster] + unmeasured,
        "silhouette_avg": np.full(len(rows), measured.mean),
        "y_sil_end": end.tolist() + unmeasured,
        "cluster_size": sizes[cluster].tolist() + unmeasured,
        "row": rows,
    }


def _drawn_noise(codes: NDArray[np.intp], measured: Measured) -> NDArray[np.intp]:
    """The rows of noise; of a sample the same share of them."""
    import numpy as np

    noise = np.flatnonzero(codes < 0)
    step = max(1, (len(codes) - len(noise)) // len(measured.rows))
    return noise[::step]


def _bands(codes: NDArray[np.intp], drawn: NDArray[np.intp]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where the band of each drawn row starts and ends: a cluster is as thick as its size, and apart from the next.

    `drawn` are the clusters of the drawn rows, ascending.
    """
    import numpy as np

    sizes = np.bincount(codes[codes >= 0])
    height = height_px(len(sizes))
    gap = max(1, round(sizes.sum() * _LABEL_PX / (height - _LABEL_PX * len(sizes))))
    tops = np.concatenate([[0], np.cumsum(sizes + gap)[:-1]])
    counts = np.bincount(drawn, minlength=len(sizes))
    within = np.arange(len(drawn)) - np.repeat(np.cumsum(counts) - counts, counts)
    thickness = (sizes / counts)[drawn]
    start = tops[drawn] + within * thickness
    return start, start + thickness

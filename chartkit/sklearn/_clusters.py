"""How many clusters a clusterer looks for, below pipelines: takes a fitted model, gives a clone for another number."""

from __future__ import annotations

from typing import Any

from chartkit.diagnostics import DataError
from chartkit.sklearn._clones import unfitted_clone
from chartkit.sklearn._nesting import is_pipeline, last_step, model_title


def clusters_parameter(model: Any, who: str) -> str:
    """The name of `n_clusters` among the parameters of `model`: `kmeans__n_clusters` of a pipeline's step `kmeans`.

    Raises `DataError` for a clusterer that finds the number itself.
    """
    path = _path(model) + "n_clusters"
    if path not in model.get_params():
        message = f"{who} needs a clusterer that takes n_clusters; {model_title(model)} finds the number itself."
        help = "KMeans, MiniBatchKMeans, BisectingKMeans, AgglomerativeClustering, Birch and SpectralClustering take it"
        raise DataError.of("CK474", message, help)
    return path


def clone_with_clusters(model: Any, n_clusters: int, who: str, random_state: Any = None) -> Any:
    """An unfitted clone of `model` that looks for `n_clusters` clusters, none of its steps on NumPy's global generator.

    `random_state` seeds each step that takes one; without it they keep their own, and those that have none take 0.
    """
    seed = 0 if random_state is None else random_state
    clone = unfitted_clone(model, who, seed, reseeds=random_state is not None)
    path = clusters_parameter(clone, who)
    changed: dict[str, Any] = {path: n_clusters}
    cut = path.removesuffix("n_clusters") + "distance_threshold"  # takes the place of n_clusters where it is given
    if cut in clone.get_params():
        changed[cut] = None
    return clone.set_params(**changed)


def dense_or_sparse(X: Any, who: str) -> Any:
    """X as an n × k array of finite numbers; a sparse matrix stays one, by rows.

    Raises `DataError` for anything but a matrix of numbers, `StepError` for NaN and infinite ones.
    """
    from chartkit.evaluation.arrays import finite, matrix, numbers

    if hasattr(X, "tocsr"):
        rows = X.tocsr()
        finite(numbers(rows.data, "X"), "X")
        return rows
    return finite(numbers(matrix(X, "X"), "X"), "X")


def own_number(model: Any) -> int | None:
    """How many clusters the model was set up to find, where that is a number."""
    found = getattr(last_step(model), "n_clusters", None)
    return found if isinstance(found, int) else None


def _path(model: Any) -> str:
    return f"{model.steps[-1][0]}__{_path(model.steps[-1][1])}" if is_pipeline(model) else ""

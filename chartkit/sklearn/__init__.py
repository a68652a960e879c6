"""Plots of scikit-learn's models, one a file: takes a fitted model and its data, gives a `Chart`, logged to the run.

    import chartkit as wandb

    wandb.sklearn.plot_roc(y_true, y_probas, labels)

Each has W&B's signature and log key; without a run it gives its chart alone. None refits, changes or reseeds what it is
given. scikit-learn is imported when the first of them needs it: `pip install 'chartkit[sklearn]'`.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chartkit.sklearn._calibration_curve import plot_calibration_curve
    from chartkit.sklearn._class_proportions import plot_class_proportions
    from chartkit.sklearn._classifier import plot_classifier
    from chartkit.sklearn._clusterer import plot_clusterer
    from chartkit.sklearn._confusion_matrix import plot_confusion_matrix
    from chartkit.sklearn._elbow_curve import plot_elbow_curve
    from chartkit.sklearn._feature_importances import plot_feature_importances
    from chartkit.sklearn._learning_curve import plot_learning_curve
    from chartkit.sklearn._outlier_candidates import plot_outlier_candidates
    from chartkit.sklearn._partial_dependence import plot_partial_dependence
    from chartkit.sklearn._permutation_importance import plot_permutation_importance
    from chartkit.sklearn._precision_recall import plot_precision_recall
    from chartkit.sklearn._regressor import plot_regressor
    from chartkit.sklearn._residuals import plot_residuals
    from chartkit.sklearn._roc import plot_roc
    from chartkit.sklearn._silhouette import plot_silhouette
    from chartkit.sklearn._summary_metrics import plot_summary_metrics

__all__ = [
    "plot_calibration_curve",
    "plot_class_proportions",
    "plot_classifier",
    "plot_clusterer",
    "plot_confusion_matrix",
    "plot_elbow_curve",
    "plot_feature_importances",
    "plot_learning_curve",
    "plot_outlier_candidates",
    "plot_partial_dependence",
    "plot_permutation_importance",
    "plot_precision_recall",
    "plot_regressor",
    "plot_residuals",
    "plot_roc",
    "plot_silhouette",
    "plot_summary_metrics",
]


def __getattr__(name: str) -> Any:
    if name in __all__:
        module = f"chartkit.sklearn._{name.removeprefix('plot_')}"
        value = getattr(importlib.import_module(module), name)
        globals()[name] = value
        return value
    if name.startswith("__"):
        raise AttributeError(name)
    from chartkit.schema import hint

    raise AttributeError(f"this version of chartkit.sklearn has no {name!r}; {hint(name, __all__, 'it has', 20)}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})

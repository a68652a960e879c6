"""Which classes a classifier mistakes for which: `sklearn.plot_confusion_matrix`."""

from __future__ import annotations

from typing import Any

from chartkit.compiler import Chart
from chartkit.plot._confusion_matrix import PRESET, chart_of, share_of
from chartkit.sklearn._logging import logging


@logging("confusion_matrix", PRESET)
def plot_confusion_matrix(
    y_true: Any = None,
    y_pred: Any = None,
    labels: Any = None,
    true_labels: Any = None,
    pred_labels: Any = None,
    normalize: str | bool = False,
    *,
    sample_weight: Any = None,
    title: str = "Confusion Matrix",
) -> Chart:
    """The chart of `plot.confusion_matrix`, logged as "confusion_matrix" to the active run: rows are the true classes.

    `y_true` and `y_pred` are n labels each. `labels` are the classes in the order to show, or names of them, as
    `class_names` of `plot.confusion_matrix`. `true_labels` and `pred_labels` are the classes to show as rows and as
    columns, values or names; shares stay those of the whole matrix, in the column `share`. `normalize` is True or
    "true", "pred" or "all". The table is that of `plot.confusion_matrix`; so are the faults.
    """
    from chartkit.evaluation.class_names import different_places
    from chartkit.evaluation.confusion import confusion

    share = share_of(normalize)
    found = confusion(y_true, y_pred, None, labels, None, sample_weight, ("y_pred", "labels"))
    if true_labels is None and pred_labels is None:
        return chart_of(found, title, share)
    rows = different_places(true_labels, found.classes, "true_labels")
    columns = different_places(pred_labels, found.classes, "pred_labels")
    return chart_of(found, title, share, rows=rows, columns=columns)

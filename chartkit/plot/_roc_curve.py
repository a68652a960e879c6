"""Receiver operating characteristic curves: `plot.roc_curve`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chartkit.compiler import Chart, plot_table
from chartkit.compiler.recording import noted, recording
from chartkit.plot._class_curves import PRESET, class_curves, drawing_of

if TYPE_CHECKING:
    from chartkit.evaluation.samples import Samples


@recording(PRESET)
def roc_curve(
    y_true: Any = None,
    y_probas: Any = None,
    labels: Any = None,
    classes_to_plot: Any = None,
    title: str = "ROC Curve",
    split_table: bool = False,
    *,
    sample_weight: Any = None,
    micro: bool = False,
    macro: bool = False,
    drop_intermediate: bool = True,
) -> Chart:
    """True against false positive rate, one curve per class: the preset `wandb/area-under-curve/v0`.

    `y_true` is n labels, or n × k of 0 and 1 where a sample may have several. `y_probas` is n scores of the larger of
    two classes (`labels[1]`), or n × k scores: probabilities or any other that rise with the class. `labels` are
    the classes in the order of the columns, or names of them; see `aligned` for which column is whose.
    `classes_to_plot` are classes, names or indices of columns. `micro` draws the curve of all classes' scores put
    together, `macro` the mean of the curves. `drop_intermediate` leaves out points on a straight line.

    The table has the columns class (text), fpr, tpr, threshold and auc, as scikit-learn counts them; the first point of
    a curve, where nothing counts as positive, has no threshold. Over 2,000 points a curve, or 20,000 in all, points
    within 1/2000 of an axis of the drawn line are left out, which the chart says.

    Raises `DataError` for arguments that do not fit each other. Data of one class, or with scores that are NaN, give
    a chart that says so. O(n log n) for each class.

    >>> roc_curve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])
    Chart('wandb/area-under-curve/v0', 5 rows)
    """
    from chartkit.evaluation.samples import samples_of

    samples = samples_of(y_true, y_probas, labels)
    return roc_chart(samples, classes_to_plot, title, split_table, sample_weight, micro, macro, drop_intermediate)


def roc_chart(
    samples: Samples,
    classes_to_plot: Any,
    title: str,
    split_table: bool,
    sample_weight: Any,
    micro: bool,
    macro: bool,
    drop_intermediate: bool = True,
) -> Chart:
    """The chart of `samples`; the arguments are those of `roc_curve`."""
    from chartkit.evaluation.arrays import weights
    from chartkit.evaluation.averages import macro_roc
    from chartkit.evaluation.curves import Counts, Curve, roc

    def curve_of(counts: Counts) -> Curve | None:
        return roc(counts, drop_intermediate) if counts.true[-1] > 0 and counts.false[-1] > 0 else None

    weight = weights(sample_weight, len(samples.truth))
    columns = samples.drawn(classes_to_plot)
    found = class_curves(samples, columns, weight, curve_of, micro, macro_roc if macro else None)
    drawing = drawing_of(found.curves, ("class", "fpr", "tpr", "threshold", "auc"), x="fpr")
    strings = {
        "title": title,
        "subtitle": drawing.subtitle,
        "x-axis-title": "False positive rate",
        "y-axis-title": "True positive rate",
        "area-name": "AUC",
        "diagonal": True,
    }
    fields = {"x": "fpr", "y": "tpr", "class": "class", "threshold": "threshold", "area": "auc"}
    chart = plot_table(PRESET, drawing.columns, fields, strings, split_table)
    return noted(chart, *found.notes, *drawing.notes)

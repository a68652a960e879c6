"""Precision-recall curves: `plot.pr_curve`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chartkit.compiler import Chart, plot_table
from chartkit.compiler.recording import noted, recording
from chartkit.plot._class_curves import PRESET, class_curves, drawing_of

if TYPE_CHECKING:
    from chartkit.evaluation.samples import Samples

_MOST_RECALLS = 100_000


@recording(PRESET)
def pr_curve(
    y_true: Any = None,
    y_probas: Any = None,
    labels: Any = None,
    classes_to_plot: Any = None,
    interp_size: int | None = 21,
    title: str = "Precision-Recall Curve",
    split_table: bool = False,
    *,
    sample_weight: Any = None,
    micro: bool = False,
    macro: bool = False,
) -> Chart:
    """Precision against recall over all thresholds, one curve per class: the preset `wandb/area-under-curve/v0`.

    The arguments are those of `roc_curve`. `interp_size` (2 to 100,000) reads each curve at so many even recalls,
    from 1 to 0, as the best precision at this recall or more, which the subtitle says; None draws every point of it.

    The table has the columns class (text), precision, recall, threshold and average_precision, as scikit-learn counts
    them. The threshold is the one that reaches the precision; there is none where nothing counts as positive
    (recall 0), and none for the mean of classes. Average precision is that of all points, however many are drawn.
    One curve alone is drawn with the line of chance: the share of positive samples.

    Raises and thins as `roc_curve`, O(n log n) for each class.

    >>> pr_curve([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])
    Chart('wandb/area-under-curve/v0', 21 rows)
    """
    from chartkit.evaluation.samples import samples_of

    check_interp_size(interp_size)
    samples = samples_of(y_true, y_probas, labels)
    return pr_chart(samples, classes_to_plot, interp_size, title, split_table, sample_weight, micro, macro)


def pr_chart(
    samples: Samples,
    classes_to_plot: Any,
    interp_size: int | None,
    title: str,
    split_table: bool,
    sample_weight: Any,
    micro: bool,
    macro: bool,
) -> Chart:
    """The chart of `samples`; the arguments are those of `pr_curve`."""
    from chartkit.evaluation.arrays import weights
    from chartkit.evaluation.averages import macro_precision_recall
    from chartkit.evaluation.curves import Counts, Curve, interpolated, precision_recall

    def curve_of(counts: Counts) -> Curve | None:
        return precision_recall(counts) if counts.true[-1] > 0 else None

    weight = weights(sample_weight, len(samples.truth))
    columns = samples.drawn(classes_to_plot)
    found = class_curves(samples, columns, weight, curve_of, micro, macro_precision_recall if macro else None)
    curves = found.curves
    if interp_size is not None:
        curves = [each._replace(curve=interpolated(each.curve, int(interp_size))) for each in curves]
    names = ("class", "precision", "recall", "threshold", "average_precision")
    drawing = drawing_of(curves, names, x="recall")
    strings: dict[str, Any] = {
        "title": title,
        "subtitle": f"best precision from each of {interp_size} recalls on" if interp_size else drawing.subtitle,
        "x-axis-title": "Recall",
        "y-axis-title": "Precision",
        "area-name": "AP",
    }
    if len(curves) == 1:
        share = float(found.curves[0].curve.y[0])  # all samples taken for positive
        strings["chance"] = share
        strings["subtitle"] = "; ".join(filter(None, (strings["subtitle"], f"dashed: chance, {share:.3g}")))
    fields = {"x": "recall", "y": "precision", "class": "class", "threshold": "threshold", "area": "average_precision"}
    chart = plot_table(PRESET, drawing.columns, fields, strings, split_table)
    return noted(chart, *found.notes, *drawing.notes)


def check_interp_size(interp_size: Any) -> None:
    """Raises `DataError` CK470 where it is neither None nor a whole number of recalls that there is room for."""
    from chartkit.evaluation.whole_numbers import whole_number

    help = "21 as W&B draws, or None for every point of the curve"
    whole_number("", "interp_size", interp_size, 2, _MOST_RECALLS, is_optional=True, help=help)

"""Precision-recall curves of a classifier's probabilities: `sklearn.plot_precision_recall`."""

from __future__ import annotations

from typing import Any

from chartkit.compiler import Chart
from chartkit.plot._class_curves import PRESET
from chartkit.plot._pr_curve import check_interp_size, pr_chart
from chartkit.sklearn._logging import logging


@logging("precision_recall", PRESET)
def plot_precision_recall(
    y_true: Any = None,
    y_probas: Any = None,
    labels: Any = None,
    plot_micro: bool = True,
    classes_to_plot: Any = None,
    *,
    plot_macro: bool = False,
    interp_size: int | None = 21,
    title: str = "Precision-Recall Curve",
    sample_weight: Any = None,
) -> Chart:
    """The chart of `plot.pr_curve`, logged as "precision_recall" to the active run.

    `plot_micro` and `plot_macro` draw the averages over classes: of three or more, for they say nothing new of two.
    Takes and raises what `plot.pr_curve` does.
    """
    from chartkit.evaluation.samples import samples_of

    check_interp_size(interp_size)
    samples = samples_of(y_true, y_probas, labels, are_sorted=True)
    micro, macro = (drawn and samples.has_averages for drawn in (plot_micro, plot_macro))
    return pr_chart(samples, classes_to_plot, interp_size, title, False, sample_weight, micro, macro)

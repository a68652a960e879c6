"""ROC curves of a classifier's probabilities: `sklearn.plot_roc`."""

from __future__ import annotations

from typing import Any

from chartkit.compiler import Chart
from chartkit.plot._class_curves import PRESET
from chartkit.plot._roc_curve import roc_chart
from chartkit.sklearn._logging import logging


@logging("roc", PRESET)
def plot_roc(
    y_true: Any = None,
    y_probas: Any = None,
    labels: Any = None,
    plot_micro: bool = True,
    plot_macro: bool = True,
    classes_to_plot: Any = None,
    *,
    title: str = "ROC Curve",
    sample_weight: Any = None,
) -> Chart:
    """The chart of `plot.roc_curve`, logged as "roc" to the active run.

    `plot_micro` and `plot_macro` draw the averages over classes: of three or more, for they say nothing new of two.
    Takes and raises what `plot.roc_curve` does.
    """
    from chartkit.evaluation.samples import samples_of

    samples = samples_of(y_true, y_probas, labels, are_sorted=True)
    micro, macro = (drawn and samples.has_averages for drawn in (plot_micro, plot_macro))
    return roc_chart(samples, classes_to_plot, title, False, sample_weight, micro, macro)

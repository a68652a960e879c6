"""Curves of 1,000,000 scores × 2 classes: `roc_curve` and `pr_curve` to a chart, and scikit-learn's own two calls.

Run as `python case_curves.py chartkit|wandb|scikit-learn full|quick`; the three get the same labels and scores.
"""

import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from measuring import Samples, main, timed

ROC = "`roc_curve`, 1,000,000 scores × 2 classes"
PRECISION_RECALL = "`pr_curve`, 1,000,000 scores × 2 classes"
ROWS, QUICK_ROWS, ROUNDS = 1_000_000, 10_000, 5
TARGETS = {"scikit-learn": {ROC: 1.3, PRECISION_RECALL: 1.3}, "wandb": {ROC: 1.0, PRECISION_RECALL: 1.0}}
"""The most that chartkit may take, in times of each peer's."""


def measure(tracker: str, quick: bool) -> Samples:
    """Samples of both curves, each after one call of few scores that loads what it needs."""
    calls = _calls(tracker)
    small, large = _made(100), _made(QUICK_ROWS if quick else ROWS)
    samples: Samples = {}
    for label, call in calls.items():
        call(*small)
        samples[label] = [timed(lambda call=call: call(*large)) for _ in range(1 if quick else ROUNDS)]
    return samples


def _made(n_rows: int) -> tuple[Any, Any]:
    """Labels, and probabilities that tell them apart in part."""
    import numpy as np

    random = np.random.default_rng(0)
    y = random.integers(0, 2, n_rows)
    positive = 1 / (1 + np.exp(-random.normal(size=n_rows) - y))
    return y, np.stack([1 - positive, positive], axis=1)


def _calls(tracker: str) -> dict[str, Callable[[Any, Any], object]]:
    if tracker == "scikit-learn":
        metrics: Any = import_module("sklearn.metrics")
        return {
            ROC: lambda y, scores: _both(metrics.roc_curve, y, scores),
            PRECISION_RECALL: lambda y, scores: _both(metrics.precision_recall_curve, y, scores),
        }
    plot = __import__(tracker).plot
    return {ROC: plot.roc_curve, PRECISION_RECALL: plot.pr_curve}


def _both(curve_of: Any, y: Any, scores: Any) -> list[Any]:
    """The curve of each class against the other."""
    return [curve_of(y, scores[:, at], pos_label=at) for at in (0, 1)]


if __name__ == "__main__":
    main(measure)

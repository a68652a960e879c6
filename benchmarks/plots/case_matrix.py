"""`confusion_matrix` of 1,000,000 labels × 100 classes to a chart, from NumPy's arrays and from lists of int.

Run as `python case_matrix.py chartkit|wandb full|quick`; both get the same. W&B counts label by label: lists suit it.
"""

import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from measuring import Samples, main, timed

ARRAYS = "`confusion_matrix`, 1,000,000 labels × 100 classes, as arrays"
LISTS = "`confusion_matrix`, 1,000,000 labels × 100 classes, as lists"
ROWS, QUICK_ROWS, ROUNDS, CLASSES = 1_000_000, 10_000, 5, 100
TARGETS = {"wandb": {ARRAYS: 1 / 10, LISTS: 1 / 10}}
"""The most that chartkit may take, in times of each peer's."""


def measure(tracker: str, quick: bool) -> Samples:
    """Samples after one call of few labels that loads what it needs."""
    plot = __import__(tracker).plot
    arrays = _made(QUICK_ROWS if quick else ROWS)
    names = [f"class {at}" for at in range(CLASSES)]

    def call(labels: tuple[Any, Any]) -> object:
        return plot.confusion_matrix(y_true=labels[0], preds=labels[1], class_names=names)

    call(_made(CLASSES))
    samples: Samples = {}
    for label, labels in ((ARRAYS, arrays), (LISTS, (arrays[0].tolist(), arrays[1].tolist()))):
        samples[label] = [timed(lambda labels=labels: call(labels)) for _ in range(1 if quick else ROUNDS)]
    return samples


def _made(n_rows: int) -> tuple[Any, Any]:
    """Labels, and predictions of which about four fifths are right."""
    import numpy as np

    random = np.random.default_rng(0)
    y = random.integers(0, CLASSES, n_rows)
    wrong = random.random(n_rows) < 0.2
    return y, np.where(wrong, random.integers(0, CLASSES, n_rows), y)


if __name__ == "__main__":
    main(measure)

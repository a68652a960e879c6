"""`confusion_matrix` of 1,000,000 labels × 100 classes to a chart.

Run as `python case_matrix.py chartkit|wandb full|quick`; both get the same lists of int, of which W&B is faster than of
arrays.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from measuring import Samples, main, timed

LABEL = "`confusion_matrix`, 1,000,000 labels × 100 classes"
ROWS, QUICK_ROWS, ROUNDS, CLASSES = 1_000_000, 10_000, 5, 100
TARGETS = {"wandb": {LABEL: 1 / 10}}
"""The most that chartkit may take, in times of each peer's."""


def measure(tracker: str, quick: bool) -> Samples:
    """Samples after one call of few labels that loads what it needs."""
    plot = __import__(tracker).plot
    small, large = _made(CLASSES), _made(QUICK_ROWS if quick else ROWS)
    names = [f"class {at}" for at in range(CLASSES)]

    def call(labels: tuple[list[int], list[int]]) -> object:
        return plot.confusion_matrix(y_true=labels[0], preds=labels[1], class_names=names)

    call(small)
    return {LABEL: [timed(lambda: call(large)) for _ in range(1 if quick else ROUNDS)]}


def _made(n_rows: int) -> tuple[list[int], list[int]]:
    """Labels, and predictions of which about four fifths are right."""
    import numpy as np

    random = np.random.default_rng(0)
    y = random.integers(0, CLASSES, n_rows)
    wrong = random.random(n_rows) < 0.2
    return y.tolist(), np.where(wrong, random.integers(0, CLASSES, n_rows), y).tolist()


if __name__ == "__main__":
    main(measure)

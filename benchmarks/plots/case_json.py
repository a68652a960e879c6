"""Each plot function over 10,000 rows to JSON: chartkit's whole chart, W&B's table as it writes it to a run's folder.

Run as `python case_json.py chartkit|wandb full|quick`. Plots of a table get one that is made of Python rows within the
measured call; the others get lists, and scores as an array.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from measuring import Samples, main, timed

NAMES = ("line", "scatter", "bar", "histogram", "line_series", "pr_curve", "roc_curve", "confusion_matrix")
ROWS, QUICK_ROWS, ROUNDS = 10_000, 1_000, 9
TARGETS = {"wandb": {f"`{name}`, 10,000 rows to JSON": 1 / 5 for name in NAMES}}
"""The most that chartkit may take, in times of each peer's."""


def measure(tracker: str, quick: bool) -> Samples:
    """Samples of each function, after one call that loads what it needs."""
    calls = _calls(__import__(tracker), QUICK_ROWS if quick else ROWS)
    to_json = _charts_json if tracker == "chartkit" else _tables_json
    samples: Samples = {}
    for label, name in zip(TARGETS["wandb"], NAMES, strict=True):
        call = calls[name]
        to_json(call())
        samples[label] = [timed(lambda call=call: to_json(call())) for _ in range(1 if quick else ROUNDS)]
    return samples


def _charts_json(chart: Any) -> str:
    return chart.to_json()


def _tables_json(chart: Any) -> str:
    """By the function that W&B's table writes its file with."""
    from wandb.util import json_dumps_safer

    return json_dumps_safer(chart.table._to_table_json())


def _calls(module: Any, n_rows: int) -> dict[str, Callable[[], Any]]:
    """The call of each function, by its name."""
    import numpy as np

    random = np.random.default_rng(0)
    y = random.integers(0, 2, n_rows)
    positive = 1 / (1 + np.exp(-random.normal(size=n_rows) - y))
    labels, predicted, scores = y.tolist(), (positive > 0.5).astype(int).tolist(), np.stack([1 - positive, positive], 1)
    steps = list(range(n_rows // 2))
    values = positive.tolist()
    rows = [[step, values[step], f"label {step % 20}"] for step in range(n_rows)]
    plot = module.plot

    def table() -> Any:
        return module.Table(columns=["step", "value", "label"], data=rows)

    return {
        "line": lambda: plot.line(table(), "step", "value"),
        "scatter": lambda: plot.scatter(table(), "step", "value"),
        "bar": lambda: plot.bar(table(), "label", "value"),
        "histogram": lambda: plot.histogram(table(), "value"),
        "line_series": lambda: plot.line_series(steps, [values[: len(steps)], values[-len(steps) :]]),
        "pr_curve": lambda: plot.pr_curve(labels, scores),
        "roc_curve": lambda: plot.roc_curve(labels, scores),
        "confusion_matrix": lambda: plot.confusion_matrix(y_true=labels, preds=predicted, class_names=["n", "p"]),
    }


if __name__ == "__main__":
    main(measure)

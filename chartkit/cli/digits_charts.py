"""The charts of the demo: takes the epochs so far, gives charts through presets, as any training script would."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from chartkit.cli.digits import Epoch
from chartkit.compiler import Chart, plot_table
from chartkit.data import Table

_DIGITS = range(10)


def charts_of(epochs: Sequence[Epoch]) -> dict[str, Chart]:
    """Every chart of the demo by its key."""
    return {
        "learning_curve": learning_curve(epochs),
        "accuracy_per_digit": accuracy_per_digit(epochs[-1]),
        "confusion_matrix": confusion_matrix(epochs[-1]),
        "confidence": confidence(epochs),
    }


def learning_curve(epochs: Sequence[Epoch]) -> Chart:
    table = Table(columns=["epoch", "loss", "images"])
    for epoch in epochs:
        table.add_data(epoch.number, epoch.train_loss, "training")
        table.add_data(epoch.number, epoch.test_loss, "test")
    fields = {"x": "epoch", "y": "loss", "stroke": "images"}
    return plot_table("wandb/line/v0", table, fields, {"title": "Loss of each epoch"})


def accuracy_per_digit(epoch: Epoch) -> Chart:
    seen = Counter(epoch.actual)
    right = Counter(
        actual for actual, predicted in zip(epoch.actual, epoch.predicted, strict=True) if actual == predicted
    )
    rows = [[str(digit), round(right[digit] / seen[digit], 3)] for digit in _DIGITS]
    table = Table(columns=["digit", "accuracy"], data=rows)
    title = f"Accuracy per digit after {epoch.number} epochs"
    return plot_table("wandb/bar/v0", table, {"label": "digit", "value": "accuracy"}, {"title": title})


def confusion_matrix(epoch: Epoch) -> Chart:
    cells = Counter(zip(epoch.actual, epoch.predicted, strict=True))
    rows = [[str(actual), str(predicted), cells[actual, predicted]] for actual in _DIGITS for predicted in _DIGITS]
    table = Table(columns=["digit", "taken for", "images"], data=rows)
    fields = {"Actual": "digit", "Predicted": "taken for", "nPredictions": "images"}
    title = f"What each digit was taken for, epoch {epoch.number}"
    return plot_table("wandb/confusion_matrix/v1", table, fields, {"title": title})


def confidence(epochs: Sequence[Epoch]) -> Chart:
    """The user preset: how sure the classifier was of the right digit, coloured by when."""
    table = Table(columns=["epoch", "confidence in the right digit"])
    for epoch in epochs:
        for value in epoch.confidence:
            table.add_data(epoch.number, value)
    fields = {"value": "confidence in the right digit", "x": "epoch"}
    return plot_table("demo/height_histogram", table, fields, {"title": f"How sure it is, over {len(epochs)} epochs"})

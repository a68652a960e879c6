"""Six runs as a script would log them: numbers, a confusion matrix at five steps, a table of pictures, pages."""

import sys
from pathlib import Path

import numpy as np
import plotly.graph_objects as go

import chartkit

CLASSES = ["cat", "dog", "owl"]
N_STEPS = 50


def train(store: str, place: int, lr: float, optimizer: str) -> None:
    """One run, the same numbers each time."""
    random = np.random.default_rng(place)
    config = {"lr": lr, "optimizer": optimizer, "model": {"depth": 2 + place}}
    run = chartkit.init(project="demo", dir=store, id=f"run{place}", name=f"{optimizer} {lr:g}", config=config)
    for step in range(N_STEPS):
        loss = float(np.exp(-step * lr * 30) + 0.02 * random.random())
        run.log({"train/loss": loss, "eval/acc": 1 - loss * 0.8}, step=step, commit=step % 10 != 9)
        if step % 10 == 9:
            run.log({"eval/confusion": confusion(random, step), "eval/calls": step}, step=step)
    pictures = chartkit.Table(columns=["picture", "label", "score"])
    for index, label in enumerate(CLASSES):
        picture = chartkit.Image(random.integers(0, 255, (24, 24, 3), dtype=np.uint8))
        pictures.add_data(picture, label, 0.5 + index / 10)
    figure = go.Figure(go.Scatter(x=[1, 2, 3], y=[3, 1, 2]))
    page = chartkit.Html("<h1>hello</h1><script>document.body.dataset.ran = 'yes'</script>")
    run.log({"samples": pictures, "page": page, "figure": figure})
    run.finish()


def confusion(random: np.random.Generator, step: int) -> chartkit.Chart:
    """A matrix that grows better with the steps."""
    truth = random.integers(0, 3, 60)
    found = np.where(random.random(60) < 0.5 + step / 100, truth, random.integers(0, 3, 60))
    return chartkit.plot.confusion_matrix(y_true=truth.tolist(), preds=found.tolist(), class_names=CLASSES)


if __name__ == "__main__":
    Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
    for place in range(6):
        train(sys.argv[1], place, 10 ** -(1 + place / 3), ("sgd", "adam")[place % 2])

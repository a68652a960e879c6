"""A small real training whose runs the screenshots show: handwritten digits, twelve settings, some ten seconds.

Takes a folder for the store; logs project 'digits'. Everything is seeded: the same pictures each time.
"""

from __future__ import annotations

import sys
from itertools import product
from typing import Any

import numpy as np
from sklearn.datasets import load_digits
from sklearn.metrics import log_loss
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier

import chartkit

N_EPOCHS = 30
SETTINGS = [*product((0.0005, 0.002, 0.008, 0.03), ((16,), (64,), (64, 32)))]
NAMES = [str(digit) for digit in range(10)]


def main(folder: str) -> None:
    """Train with each of the settings."""
    digits: Any = load_digits()
    x = digits.data / 16
    parts = train_test_split(x, digits.target, digits.images, test_size=0.3, random_state=0)
    for place, (lr, layers) in enumerate(SETTINGS):
        train(folder, place, lr, layers, parts)


def train(folder: str, place: int, lr: float, layers: tuple[int, ...], parts: list[Any]) -> None:
    """One run."""
    x, x_test, y, y_test, _, images = parts
    width = "×".join(map(str, layers))
    config = {"lr": lr, "layers": len(layers), "width": layers[0], "batch_size": 32, "solver": "adam"}
    name, tags = f"mlp {width} · {lr:g}", ["deep"] if len(layers) > 1 else []
    run = chartkit.init(project="digits", dir=folder, id=f"mlp-{place:02}", name=name, config=config, tags=tags)
    model = MLPClassifier(layers, learning_rate_init=lr, batch_size=32, random_state=place)
    for epoch in range(N_EPOCHS):
        model.partial_fit(x, y, classes=np.arange(10))
        found, sure = model.predict(x_test), model.predict_proba(x_test)
        row: dict[str, Any] = {
            "train/loss": log_loss(y, model.predict_proba(x)),
            "train/accuracy": model.score(x, y),
            "test/loss": log_loss(y_test, sure),
            "test/accuracy": float((found == y_test).mean()),
            "weights/norm": float(sum(np.square(one).sum() for one in model.coefs_) ** 0.5),
        }
        if epoch % 6 == 5:
            row["test/confusion"] = chartkit.plot.confusion_matrix(
                y_true=y_test.tolist(), preds=found.tolist(), class_names=NAMES
            )
        run.log(row, step=epoch)
    wrong = np.flatnonzero(found != y_test)[:24]
    table = chartkit.Table(columns=["image", "digit", "found", "confidence"])
    for one in wrong:
        picture = chartkit.Image((255 - images[one] * 15.9).astype(np.uint8))
        table.add_data(picture, int(y_test[one]), int(found[one]), float(sure[one].max()))
    run.log(
        {"mistakes": table, "first digits": [chartkit.Image((255 - one * 15.9).astype(np.uint8)) for one in images[:8]]}
    )
    run.finish()


if __name__ == "__main__":
    main(sys.argv[1])

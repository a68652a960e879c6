"""The same made runs for every tracker: takes a run's number, gives its metrics as arrays. Needs NumPy alone."""

from __future__ import annotations

import numpy as np

METRICS = (
    "train/loss",
    "train/acc",
    "train/lr",
    "train/grad_norm",
    "val/loss",
    "val/acc",
    "val/f1",
    "time/step_ms",
    "time/data_ms",
    "memory/gb",
)
BEGAN_S = 1_790_000_000.0
STEP_S = 0.05


def config_of(run: int) -> dict[str, float | int | str]:
    """What the run was set to."""
    chance = np.random.default_rng(run)
    return {
        "lr": float(10 ** chance.uniform(-4, -1)),
        "batch_size": int(2 ** chance.integers(3, 9)),
        "optimizer": ("adam", "sgd", "lion")[int(chance.integers(3))],
        "seed": run,
    }


def metrics(n: int) -> tuple[str, ...]:
    """The names of `n` metrics: those above, or of more than them fifty a layer."""
    return METRICS[:n] if n <= len(METRICS) else tuple(f"layer{place // 50}/w{place % 50}" for place in range(n))


def curves(run: int, steps: int, names: tuple[str, ...] = METRICS) -> dict[str, np.ndarray]:
    """`steps` values of each metric: smooth decay and noise, as losses are; the same for the same run."""
    chance = np.random.default_rng(10_000 + run)
    at = np.arange(steps) / max(1, steps)
    rate, level = chance.uniform(2, 8), chance.uniform(0.05, 0.4)
    fall = np.exp(-rate * at)
    return {
        name: np.round(level + (fall if index % 2 == 0 else 1 - fall) + chance.normal(0, 0.03, steps), 6)
        for index, name in enumerate(names)
    }

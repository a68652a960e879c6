"""Plots that W&B has none of, 1,000,000 rows to a chart: chartkit's, and the bare numbers by pandas or scikit-learn.

Run as `python case_summaries.py chartkit|scikit-learn full|quick`; both get the same arrays. The peer makes no chart:
its call is the least that a user would write for what the chart shows.
"""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from measuring import Samples, main, timed

BOX = "`box`, 1,000,000 rows in 12 groups; pandas: the quantiles"
HEATMAP = "`heatmap`, 1,000,000 rows in 50 × 12 cells; pandas: the means"
ERROR_BAND = "`error_band`, 1,000,000 rows, 50 steps × 12 groups; pandas: means, deviations"
CALIBRATION = "`calibration`, 1,000,000 probabilities"
RESIDUALS = "`residuals`, 1,000,000 predictions; R², a histogram, quartiles"
ROWS, QUICK_ROWS, ROUNDS = 1_000_000, 10_000, 5
TARGETS = {"scikit-learn": dict.fromkeys((BOX, HEATMAP, ERROR_BAND, CALIBRATION, RESIDUALS))}
"""Its environment has pandas. None has a target: the ratios tell what a chart costs over its bare numbers."""


def measure(tracker: str, quick: bool) -> Samples:
    """Samples of each plot, after one call of few rows that loads what it needs."""
    calls = _charts() if tracker == "chartkit" else _numbers()
    small, large = _made(1_000), _made(QUICK_ROWS if quick else ROWS)
    samples: Samples = {}
    for label, call in calls.items():
        call(small)
        samples[label] = [timed(lambda call=call: call(large)) for _ in range(1 if quick else ROUNDS)]
    return samples


def _made(n_rows: int) -> dict[str, Any]:
    import numpy as np

    random = np.random.default_rng(0)
    score = random.random(n_rows)
    return {
        "step": random.integers(0, 50, n_rows),
        "group": np.array([f"layer {at}" for at in range(12)])[random.integers(0, 12, n_rows)],
        "value": random.normal(size=n_rows),
        "score": score,
        "positive": (random.random(n_rows) < score).astype(int),
    }


def _charts() -> dict[str, Callable[[dict[str, Any]], object]]:
    from chartkit import plot

    def of(data: dict[str, Any]) -> dict[str, Any]:
        return {name: data[name] for name in ("step", "group", "value")}

    return {
        BOX: lambda data: plot.box(of(data), "value", "group").to_json(),
        HEATMAP: lambda data: plot.heatmap(of(data), "step", "group", "value").to_json(),
        ERROR_BAND: lambda data: plot.error_band(of(data), "step", "value", "group").to_json(),
        CALIBRATION: lambda data: plot.calibration(data["positive"], data["score"]).to_json(),
        RESIDUALS: lambda data: plot.residuals(data["value"], data["score"]).to_json(),
    }


def _numbers() -> dict[str, Callable[[dict[str, Any]], object]]:
    import numpy as np
    import pandas as pd
    from sklearn.calibration import calibration_curve
    from sklearn.metrics import r2_score

    def grouped(data: dict[str, Any], *keys: str) -> Any:
        frame = pd.DataFrame({name: data[name] for name in (*keys, "value")})
        return frame.groupby(list(keys))["value"]

    def residuals(data: dict[str, Any]) -> object:
        missed = data["value"] - data["score"]
        return r2_score(data["value"], data["score"]), np.histogram(missed, 50), np.quantile(missed, (0.25, 0.5, 0.75))

    return {
        BOX: lambda data: grouped(data, "group").quantile([0, 0.25, 0.5, 0.75, 1]),
        HEATMAP: lambda data: grouped(data, "step", "group").mean(),
        ERROR_BAND: lambda data: grouped(data, "step", "group").agg(["mean", "std"]),
        CALIBRATION: lambda data: calibration_curve(data["positive"], data["score"], n_bins=10),
        RESIDUALS: residuals,
    }


if __name__ == "__main__":
    main(measure)

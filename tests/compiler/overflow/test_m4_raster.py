"""M4 on a raster at the chart's own width: every pixel that the line through all points touches, and no other."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import numpy as np
import polars as pl
import pytest
from numpy.typing import NDArray

from chartkit.compiler.overflow.line_views import line_view_of
from chartkit.compiler.overflow.m4 import m4
from chartkit.data.frame import Frame

WIDTH, HEIGHT, N = 400, 300, 100_000
MOST_DIFFERING = 0.012
X = {"field": "x", "type": "quantitative", "scale": {"domain": [0, 1]}}
UNIT: dict[str, Any] = {"mark": "line", "encoding": {"x": X, "y": {"field": "y", "type": "quantitative"}}}
RNG = np.random.default_rng(11)
SIGNALS = {
    "walk": RNG.normal(size=N).cumsum(),
    "noise": RNG.normal(size=N),
    "waves": np.sin(np.arange(N) / 700) + 0.1 * np.sin(np.arange(N) / 3),
    "spikes": np.where(np.arange(N) % 9973 == 0, 5.0, 0.0),
    "steps": np.floor(np.arange(N) / 30_000),
}


def _raster(table: pl.DataFrame, low: float, high: float) -> NDArray[np.bool_]:
    """The pixels that the line touches, without antialiasing: of each segment, by column, all rows it crosses."""
    x = np.asarray(table["x"]) * WIDTH
    y = (np.asarray(table["y"]) - low) / (high - low) * (HEIGHT - 1e-9)
    touched = np.zeros((WIDTH, HEIGHT), dtype=bool)
    for x0, y0, x1, y1 in zip(x[:-1], y[:-1], x[1:], y[1:], strict=True):
        for column in range(int(x0), min(int(x1), WIDTH - 1) + 1):
            slope = (y1 - y0) / (x1 - x0) if x1 > x0 else 0.0
            enter, leave = y0 + slope * (max(column, x0) - x0), y0 + slope * (min(column + 1, x1) - x0)
            first, last = sorted((int(enter), int(leave if x1 > x0 else y1)))
            touched[column, first : last + 1] = True
    return touched


@pytest.mark.parametrize("name", SIGNALS)
@pytest.mark.parametrize("spacing", ["even", "uneven"])
def test_the_reduced_line_touches_the_same_pixels(name: str, spacing: str) -> None:
    x = (np.arange(N) + 0.5) / N if spacing == "even" else np.sort(np.random.default_rng(2).beta(0.3, 3, N))
    table = pl.DataFrame({"x": x, "y": SIGNALS[name]})
    frame = Frame(nw.from_native(table.lazy()), {"x": "number", "y": "number"})
    found = m4(frame, line_view_of(UNIT), WIDTH)
    assert len(found.rows) <= 4 * (WIDTH + 1)
    low, high = float(SIGNALS[name].min()), float(SIGNALS[name].max())
    raw, kept = _raster(table, low, high), _raster(found.rows, low, high)
    assert int((raw != kept).sum()) / int(raw.sum()) <= MOST_DIFFERING

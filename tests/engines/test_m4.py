"""M4 keeps the same points on every engine, and the rows stay there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl

from chartkit.compiler.overflow.line_views import line_view_of
from chartkit.compiler.overflow.m4 import m4
from chartkit.data import to_dataset
from chartkit.data.engines import frame_of
from chartkit.data.frame import Frame

UNIT: dict[str, Any] = {
    "mark": "line",
    "encoding": {
        "x": {"field": "t", "type": "temporal", "scale": {"type": "utc", "nice": False}},
        "y": {"field": "loss", "type": "quantitative"},
        "color": {"field": "split", "type": "nominal"},
    },
}


def test_the_same_points_on_every_engine(moved: Callable[[Any], Any], engine: str) -> None:
    rng = np.random.default_rng(4)
    start = datetime(2025, 10, 25, 23, 10)
    table = pl.DataFrame(
        {
            "t": [start + timedelta(minutes=int(at)) for at in rng.permutation(4000)],
            "loss": rng.normal(size=4000),
            "split": rng.choice(["val", "train"], 4000),
        },
        schema_overrides={"t": pl.Datetime("us")},
    )
    names = {name: name for name in table.columns}
    frame = frame_of(to_dataset(moved(table.to_arrow())), names)
    found = m4(frame, line_view_of(UNIT), 40)
    here = Frame(nw.from_native(table.lazy()), frame.kinds)
    expected = m4(here, line_view_of(UNIT), 40).rows
    if engine != "polars":
        expected = expected.sort("split", maintain_order=True)
    cast = pl.col("t").cast(pl.Datetime("ms"))
    assert found.rows.with_columns(cast).rows() == expected.with_columns(cast).rows()
    assert (found.n_in, len(found.rows)) == (4000, len(expected))
    assert len(found.rows) <= 2 * 41 * 4

"""The charts that are measured: takes a number of rows, gives a table; each chart is a preset with its spec.

Imports nothing but NumPy, which every tool is given its columns as.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

Columns = dict[str, Any]


class Chart(NamedTuple):
    """A chart of a table `table` and how its columns are made. `overflow` is the preset's policy."""

    spec: dict[str, Any]
    columns: Callable[[int], Columns]
    overflow: str | None = None

    def preset(self) -> dict[str, Any]:
        """The chart as a preset."""
        return {"spec": self.spec, **({"overflow": self.overflow} if self.overflow else {})}


def _chart(mark: str, **encoding: Any) -> dict[str, Any]:
    schema = "https://vega.github.io/schema/vega-lite/v6.json"
    return {"$schema": schema, "data": {"name": "table"}, "mark": mark, "encoding": encoding}


def _values(n_rows: int) -> Columns:
    return {"q": np.random.default_rng(1).normal(0, 1, n_rows)}


def _grouped(n_rows: int) -> Columns:
    chance = np.random.default_rng(2)
    return {
        "c": np.array([f"class {number}" for number in range(20)])[chance.integers(0, 20, n_rows)],
        "g": np.array(list("abcde"))[chance.integers(0, 5, n_rows)],
        "v": chance.normal(10, 3, n_rows),
    }


def _series(n_rows: int) -> Columns:
    chance = np.random.default_rng(3)
    return {
        "s": chance.integers(0, 1000, n_rows).astype(float),
        "g": np.array(list("abcde"))[chance.integers(0, 5, n_rows)],
        "v": chance.normal(10, 3, n_rows),
    }


def _walk(n_rows: int) -> Columns:
    return {"x": np.arange(n_rows, dtype=float), "y": np.cumsum(np.random.default_rng(4).normal(0, 1, n_rows))}


def _cloud(n_rows: int) -> Columns:
    chance = np.random.default_rng(5)
    x = chance.normal(0, 1, n_rows)
    return {"x": x, "y": x / 2 + chance.normal(0, 1, n_rows)}


def _number(field: str, **more: Any) -> dict[str, Any]:
    return {"field": field, "type": "quantitative", **more}


def _word(field: str) -> dict[str, Any]:
    return {"field": field, "type": "nominal"}


CHARTS: dict[str, Chart] = {
    "histogram": Chart(_chart("bar", x={"field": "q", "bin": {"maxbins": 50}}, y={"aggregate": "count"}), _values),
    "bar of means": Chart(
        _chart("bar", x=_word("c"), y=_number("v", aggregate="mean"), color=_word("g"), xOffset=_word("g")), _grouped
    ),
    "line of means": Chart(_chart("line", x=_number("s"), y=_number("v", aggregate="mean"), color=_word("g")), _series),
    "median by group": Chart(_chart("point", x=_word("c"), y=_number("v", aggregate="median")), _grouped),
    "line": Chart(_chart("line", x=_number("x"), y=_number("y")), _walk),
    "scatter": Chart(_chart("point", x=_number("x"), y=_number("y")), _cloud, "bin2d"),
}

"""More groups than a chart carries: bars show the first ones and say so, lines of means keep their picture."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import polars as pl
import pytest

import chartkit

N = 60_000
Y = np.random.default_rng(5).normal(size=N).cumsum()


def _chart(mark: str, x: dict[str, Any], y: dict[str, Any], table: pl.DataFrame, **more: Any) -> chartkit.Chart:
    spec = {"data": {"name": "table"}, "mark": mark, "encoding": {"x": x, "y": {"type": "quantitative", **y}}, **more}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", chartkit.ChartkitWarning)
        return chartkit.plot_table(spec, table, {})


CATEGORIES = pl.DataFrame({"name": [f"c{at}" for at in range(N)] * 2, "loss": [*Y, *Y]})
NAME = {"field": "name", "type": "nominal"}
TOP = "{window: [{op: row_number, as: rank}], sort: [{field: %s, order: descending}]}, {filter: datum.rank <= 50}]"


@pytest.mark.parametrize(
    ("y", "help"),
    [
        (
            {"aggregate": "mean", "field": "loss"},
            "{aggregate: [{op: mean, field: loss, as: loss}], groupby: [name]}, " + TOP % "loss",
        ),
        (
            {"aggregate": "count"},
            "{aggregate: [{op: count, as: value}], groupby: [name]}, " + TOP % "value" + ", and draw the field value",
        ),
    ],
)
def test_of_too_many_categories_the_first_are_drawn_whole(y: dict[str, Any], help: str) -> None:
    chart = _chart("bar", NAME, y, CATEGORIES)
    rows = chart.spec["datasets"]["table"]
    assert [row["name"] for row in rows] == [f"c{at}" for at in range(len(rows))]
    assert chart.diagnostics[0].message == f"the first {len(rows):,} of 60,000 groups."
    assert chart.diagnostics[0].help == f"to draw the largest 50 alone, write transform: [{help}"
    assert len(rows) > 40_000


def test_the_way_out_draws_the_largest() -> None:
    top = [
        {"aggregate": [{"op": "mean", "field": "loss", "as": "loss"}], "groupby": ["name"]},
        {"window": [{"op": "row_number", "as": "rank"}], "sort": [{"field": "loss", "order": "descending"}]},
        {"filter": "datum.rank <= 50"},
    ]
    chart = _chart("bar", NAME, {"aggregate": "mean", "field": "loss"}, CATEGORIES, transform=top)
    rows = chart.spec["datasets"]["table"]
    assert sorted(row["loss"] for row in rows) == pytest.approx(np.sort(Y)[-50:].tolist())


def test_a_line_of_means_is_thinned_as_the_line_of_its_means() -> None:
    table = pl.DataFrame({"x": [float(at // 2) for at in range(2 * N)], "y": np.repeat(Y, 2)})
    x = {"field": "x", "type": "quantitative"}
    chart = _chart("line", x, {"aggregate": "mean", "field": "y"}, table)
    plain = _chart("line", x, {"field": "y"}, pl.DataFrame({"x": np.arange(N, dtype=float), "y": Y}))
    rows, expected = (one.spec["datasets"]["table"] for one in (chart, plain))
    assert [row["x"] for row in rows] == [row["x"] for row in expected]
    assert [row["y"] for row in rows] == pytest.approx([row["y"] for row in expected])
    assert chart.spec["encoding"]["y"]["aggregate"] == "mean"
    assert chart.diagnostics[0].message == plain.diagnostics[0].message


def test_a_line_of_counts_shows_the_first_groups() -> None:
    table = pl.DataFrame({"x": np.arange(N, dtype=float)})
    chart = _chart("line", {"field": "x", "type": "quantitative"}, {"aggregate": "count"}, table)
    n_rows = len(chart.spec["datasets"]["table"])
    assert chart.diagnostics[0].message == f"the first {n_rows:,} of 60,000 groups."

"""Large lines from call to chart: the ways of M4 that a table's library and values choose draw the same rows."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest

import chartkit

N = 60_000
X = np.arange(N, dtype=float)
Y = np.random.default_rng(8).normal(size=N).cumsum()
LINE: dict[str, Any] = {
    "data": {"name": "table"},
    "mark": "line",
    "encoding": {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "y", "type": "quantitative"}},
}


def _chart(table: Any, **more: Any) -> chartkit.Chart:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", chartkit.ChartkitWarning)
        return chartkit.plot_table({**LINE, **more}, table, {})


def _rows(chart: chartkit.Chart) -> list[dict[str, Any]]:
    return chart.spec["datasets"]["table"]


EXPECTED = _rows(_chart(pl.DataFrame({"x": X, "y": Y})))


@pytest.mark.parametrize(
    "table",
    [
        {"x": X, "y": Y},
        {"x": X.astype("int64"), "y": Y},
        pd.DataFrame({"x": X, "y": Y}),
        pl.DataFrame({"x": X, "y": Y}).lazy(),
        pl.concat(
            [pl.DataFrame({"x": X[: N // 2], "y": Y[: N // 2]}), pl.DataFrame({"x": X[N // 2 :], "y": Y[N // 2 :]})],
            rechunk=False,
        ),
        {"x": X.astype("float32"), "y": Y},
    ],
    ids=["numpy", "integers", "pandas", "lazy", "two chunks", "float32"],
)
def test_every_library_gives_the_same_rows(table: Any) -> None:
    assert _rows(_chart(table)) == EXPECTED
    assert len(EXPECTED) < 4_900


def test_the_warnings_of_a_clean_line_are_those_of_thinning_alone() -> None:
    found = [diagnostic.message for diagnostic in _chart({"x": X, "y": Y}).diagnostics]
    n = len(EXPECTED)
    assert found == [f"{n:,} of 60,000 points: the first, last, lowest and highest of each pixel column."]


def test_missing_values_are_counted_and_break_the_line() -> None:
    holed = np.where(X == 30_000, np.nan, Y)
    chart = _chart({"x": X, "y": holed})
    assert "1 of the 60,000 values of column 'y' is NaN or infinite, drawn as missing." in [
        diagnostic.message for diagnostic in chart.diagnostics
    ]
    assert {"x": 30_000.0, "y": None} in _rows(chart)


def test_other_columns_that_are_drawn_come_with_their_rows() -> None:
    tooltip = {**LINE["encoding"], "tooltip": {"field": "name", "type": "nominal"}}
    chart = _chart({"x": X, "y": Y, "name": [f"n{at}" for at in range(N)]}, encoding=tooltip)
    assert _rows(chart) == [{**row, "name": f"n{int(row['x'])}"} for row in EXPECTED]


def test_a_line_of_calculated_values_is_thinned_after_the_calculation() -> None:
    calculated = {**LINE["encoding"], "y": {"field": "z", "type": "quantitative"}}
    chart = _chart({"x": X, "y": Y}, transform=[{"calculate": "datum.y % 7", "as": "z"}], encoding=calculated)
    expected = _rows(_chart({"x": X, "y": np.fmod(Y, 7)}))
    assert [(row["x"], row["z"]) for row in _rows(chart)] == [(row["x"], row["y"]) for row in expected]


def test_rows_that_the_browser_transforms_are_sampled_not_thinned() -> None:
    chart = _chart({"x": X, "y": Y}, transform=[{"calculate": "random()", "as": "z"}])
    assert [diagnostic.message for diagnostic in chart.diagnostics] == ["50,000 of 60,000 rows, evenly sampled."]


def test_the_points_of_long_lines_are_none_in_the_built_in_preset() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", chartkit.ChartkitWarning)
        chart = chartkit.plot_table("wandb/line/v0", {"x": X, "y": Y}, {"x": "x", "y": "y"})
    assert {name: len(rows) for name, rows in chart.spec["datasets"].items()} == {
        "table": len(EXPECTED),
        "table_2": 0,
    }

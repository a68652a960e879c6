"""Every plot of a table takes every kind of table, and draws the same of each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import chartkit
from chartkit import plot

COLUMNS: dict[str, list[Any]] = {
    "x": [1, 2, 3, 1, 2, 3],
    "y": [0.5, 2.0, 1.0, 4.0, 3.0, 2.5],
    "g": ["a", "a", "a", "b", "b", "b"],
}
ROWS = [list(row) for row in zip(*COLUMNS.values(), strict=True)]
PLOTS: dict[str, Callable[[Any], chartkit.Chart]] = {
    "line": lambda table: plot.line(table, "x", "y", "g"),
    "scatter": lambda table: plot.scatter(table, "x", "y", group="g"),
    "bar": lambda table: plot.bar(table, "g", "y"),
    "histogram": lambda table: plot.histogram(table, "y", group="g"),
    "box": lambda table: plot.box(table, "y", "g"),
    "heatmap": lambda table: plot.heatmap(table, "x", "g", "y"),
    "error_band": lambda table: plot.error_band(table, "x", "y", "g"),
}
TABLES: dict[str, Callable[[], Any]] = {
    "Table": lambda: chartkit.Table(columns=list(COLUMNS), data=ROWS),
    "records": lambda: [dict(zip(COLUMNS, row, strict=True)) for row in ROWS],
    "dict of arrays": lambda: {name: np.array(values) for name, values in COLUMNS.items()},
    "structured array": lambda: np.array([tuple(row) for row in ROWS], dtype=[("x", "i8"), ("y", "f8"), ("g", "U1")]),
    "pandas": lambda: pd.DataFrame(COLUMNS),
    "polars": lambda: pl.DataFrame(COLUMNS),
    "polars lazy": lambda: pl.LazyFrame(COLUMNS),
    "pyarrow": lambda: pa.table(COLUMNS),
}


@pytest.mark.parametrize("kind", TABLES)
@pytest.mark.parametrize("name", PLOTS)
def test_each_plot_takes_each_kind_of_table(name: str, kind: str) -> None:
    chart = PLOTS[name](TABLES[kind]())
    wanted = PLOTS[name](COLUMNS)
    assert not chart.is_notice
    assert chart.diagnostics == wanted.diagnostics == ()
    if kind != "polars lazy":  # what stays in its engine is computed there
        assert chart.spec == wanted.spec


@pytest.mark.parametrize("name", PLOTS)
def test_a_column_that_there_is_not_is_named(name: str) -> None:
    with pytest.raises(
        chartkit.BindError, match=r"CK204 slot '[a-z]+' names the column '[xyg]', which the table does not have"
    ):
        PLOTS[name]({"a": [1.0], "b": [2.0]})


@pytest.mark.parametrize("name", PLOTS)
def test_no_rows_give_a_chart_that_says_so(name: str) -> None:
    with pytest.warns(chartkit.ChartkitWarning, match="no rows"):
        assert PLOTS[name]({"x": [], "y": [], "g": []}).is_notice


@pytest.mark.parametrize("make", [list, tuple, np.array, pd.Series, pl.Series, pa.array, iter])
def test_line_series_takes_each_kind_of_list(make: Callable[[Any], Any]) -> None:
    chart = plot.line_series(make([1, 2]), [make([0.5, 1.0]), make([2.0, 3.0])], ["a", "b"])
    wanted = plot.line_series([1, 2], [[0.5, 1.0], [2.0, 3.0]], ["a", "b"])
    assert chart.spec["datasets"] == wanted.spec["datasets"]

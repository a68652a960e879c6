"""`plot.heatmap`: cells as pandas counts them, axes in their order, the same picture reduced or not."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pandas as pd
import pytest

import chartkit
from chartkit import plot
from chartkit.compiler.binder import bind
from chartkit.compiler.builder import build
from chartkit.data import to_dataset
from chartkit.presets import load
from chartkit.render import render

LAYERS = ["input", "attention", "output"]


def made(n_rows: int) -> dict[str, Any]:
    random = np.random.default_rng(0)
    layers = np.array(LAYERS)[np.r_[0:3, random.integers(0, 3, n_rows - 3)]]
    return {"step": random.integers(0, 100, n_rows), "layer": layers, "grad": random.lognormal(0, 1, n_rows)}


@pytest.mark.parametrize("aggregate", ["mean", "median", "min", "max", "sum", "count"])
def test_cells_are_pandas_groups(aggregate: str) -> None:
    table = made(20_000)
    chart = plot.heatmap(table, "step", "layer", "grad", aggregate=aggregate)
    wanted = pd.DataFrame(table).groupby(["step", "layer"])["grad"].agg(aggregate).to_dict()
    drawn = chart.spec["datasets"]["table"]
    assert len(drawn) == len(wanted)
    measured = "__count" if aggregate == "count" else "grad"
    assert {(row["step"], row["layer"]): row[measured] for row in drawn} == pytest.approx(wanted, rel=1e-12)


@pytest.mark.parametrize(
    "strings", [{}, {"x-bins": 10, "x-type": "quantitative"}, {"x-order": "size"}, {"of-cell": "count"}]
)
def test_it_is_drawn_the_same_reduced_or_not(strings: dict[str, Any]) -> None:
    preset = load("chartkit/heatmap/v0")
    binding = bind(preset, {preset.table: to_dataset(made(150))}, {"x": "step", "y": "layer", "value": "grad"}, strings)
    whole, reduced = (cells(build(binding, reduce=reduce)) for reduce in (False, True))
    assert whole == reduced


def test_a_million_rows_are_as_many_rows_as_cells() -> None:
    chart = plot.heatmap(made(1_000_000), "step", "layer", "grad", x_bins=10)
    assert {one.rows.n_rows for one in chart.drawn} == {30}
    assert chart.diagnostics == ()


def test_names_keep_the_order_of_the_rows_and_numbers_rise() -> None:
    table = {"x": [10, 9, 100, 10], "y": ["b", "a", "c", "b"], "v": [1.0, 2, 3, 4]}
    texts = re.findall(r">([^<>]+)</text>", picture(plot.heatmap(table, "x", "y", "v")))
    assert [text for text in texts if text in {"9", "10", "100"}] == ["9", "10", "100"]
    assert [text for text in texts if text in set("abc")] == ["b", "a", "c"]


def test_cells_say_what_they_are_of() -> None:
    table = {"x": [1, 1], "y": ["a", "a"], "loss": [1.0, 2.0]}
    assert cells(plot.heatmap(table, "x", "y", "loss")) == [
        "x: 1; y: a; mean of, loss: 1.5; mean of loss: 1.5; rows: 2"
    ]


def test_numbers_stand_in_cells_where_they_fit() -> None:
    few = {"x": [1, 2], "y": ["a", "a"], "v": [0.25, 0.75]}
    many = {"x": list(range(100)), "y": ["a"] * 100, "v": [0.25] * 100}
    assert [opacity for _, opacity in numbers(plot.heatmap(few, "x", "y", "v"))] == ["", ""]
    assert {opacity for _, opacity in numbers(plot.heatmap(many, "x", "y", "v"))} == {"0"}


def test_an_aggregate_that_there_is_not() -> None:
    with pytest.raises(chartkit.BindError) as caught:
        plot.heatmap({"x": [1], "y": [1], "v": [1]}, "x", "y", "v", aggregate="average")
    assert str(caught.value) == (
        "CK205 string slot 'of-cell' is one of 'mean', 'median', 'min', 'max', 'sum' or 'count'; found 'average'."
    )


def numbers(chart: chartkit.Chart) -> list[tuple[str, str]]:
    """The text of each cell and its opacity, "" where it is whole."""
    found = re.findall(r'<text aria-[^>]*aria-roledescription="text mark"([^>]*)>([^<]*)<', picture(chart))
    return [(text, "".join(re.findall(r'opacity="([^"1]*)"', attributes))) for attributes, text in found]


def cells(chart: chartkit.Chart) -> list[str]:
    found = re.findall(
        r'aria-label="([^"]*)" role="graphics-symbol" aria-roledescription="rect mark" d="[^"]*" fill="[^"]*"',
        picture(chart),
    )
    return sorted(found)


def picture(chart: chartkit.Chart) -> str:
    return render({**chart.spec, "width": 600, "height": 300}, "svg").decode()


def test_what_is_left_out_is_said_under_an_empty_title_too() -> None:
    table = {"step": [0, 1, 2], "layer": ["a", "b", "a"], "grad": [1.0, 2.0, -1.0]}
    strings = {"title": "", "subtitle": "without 3 rows"}
    fields = {"x": "step", "y": "layer", "value": "grad"}
    chart = chartkit.plot_table("chartkit/heatmap/v0", table, fields, strings)
    assert chart.title == "chartkit/heatmap/v0"
    assert ">without 3 rows</text>" in render(chart.spec, "svg").decode()

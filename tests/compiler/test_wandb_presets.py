"""Presets as W&B's editor shows them draw as they are: in older Vega-Lite, reading the run's name and colour."""

import re
from typing import Any

import pytest

import chartkit
from chartkit.render import render

SCATTER: dict[str, Any] = {
    "$schema": "https://vega.github.io/schema/vega-lite/v4.json",
    "data": {"name": "wandb"},
    "selection": {"grid": {"type": "interval", "bind": "scales"}},
    "transform": [{"filter": "'${field:groupKeys}' === '' || datum['${field:groupKeys}'] !== null"}],
    "mark": {"type": "point", "tooltip": True},
    "title": "${string:title}",
    "encoding": {
        "x": {"field": "${field:x}", "type": "quantitative"},
        "y": {"field": "${field:y}", "type": "quantitative"},
        "color": {"field": "name", "type": "nominal", "scale": {"range": {"field": "color"}}},
    },
}
TABLE = {"a": [1, 2, 3], "b": [3, 4, 1]}


def n_points(chart: chartkit.Chart) -> int:
    return len(re.findall('aria-roledescription="point"', render(chart.spec, "svg").decode()))


def test_a_preset_of_vega_lite_4_draws_and_says_that_it_is_read_as_version_6() -> None:
    chart = chartkit.plot_table(SCATTER, TABLE, {"x": "a", "y": "b"}, {"title": "T"})
    assert n_points(chart) == 3
    assert [str(note) for note in chart.diagnostics] == [
        "$['$schema']: CK116 this preset is written in Vega-Lite 4: it is read as Vega-Lite 6."
    ]
    assert chartkit.Chart.restore(chart.spec_bytes(), chart.kept_tables).to_json() == chart.to_json()


@pytest.mark.parametrize("column", ["name", "color"])
def test_a_column_of_the_users_own_is_never_overwritten(column: str) -> None:
    chart = chartkit.plot_table(SCATTER, {**TABLE, column: ["red", "green", "blue"]}, {"x": "a", "y": "b"})
    assert [row[column] for row in chart.spec["datasets"]["wandb"]] == ["red", "green", "blue"]


def test_other_presets_get_no_columns_but_the_tables() -> None:
    encoding = {channel: SCATTER["encoding"][channel] for channel in ("x", "y")}
    spec = {**SCATTER, "data": {"name": "table"}, "encoding": encoding}
    chart = chartkit.plot_table(spec, TABLE, {"x": "a", "y": "b"})
    assert set(chart.spec["datasets"]["table"][0]) == {"a", "b"}

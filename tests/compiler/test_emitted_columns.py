"""Which columns a chart carries: those in slots, those its texts name, and all where a text may read any."""

from __future__ import annotations

import pytest

import chartkit


@pytest.mark.parametrize(
    "expression",
    [
        "datum.a > 1",
        "datum . a > 1",
        "datum['a'] > 1",
        'datum [ "a" ] > 1',
        r"datum['a\'b'] > 1",
        "event.datum > 1",
        "event.datum.a > 1",
        "datums > 1",
        "'a datum' != 'datum'",
    ],
)
def test_a_text_that_names_its_members_brings_no_other_column(expression: str) -> None:
    assert carried(expression) == ["x"]


@pytest.mark.parametrize(
    "expression",
    ["isValid(datum)", "datum", "datum['a' + 'b'] > 1", "datum[name] > 1", "datum.a > 1 && datum[0] > 1"],
)
def test_a_text_that_may_read_any_member_brings_all_columns(expression: str) -> None:
    assert carried(expression) == ["x", "far"]


def test_a_column_that_a_text_names_comes_along() -> None:
    assert carried("datum.far > 1") == ["x", "far"]


def test_a_tooltip_that_shows_rows_brings_all_columns() -> None:
    assert carried("true", tooltip={"content": "data"}) == ["x", "far"]


def carried(expression: str, tooltip: object = None) -> list[str]:
    spec = {
        "data": {"name": "table"},
        "transform": [{"filter": expression}],
        "mark": {"type": "point", "tooltip": tooltip},
        "encoding": {"x": {"field": "${field:x}", "type": "quantitative"}},
    }
    chart = chartkit.plot_table(spec, chartkit.Table(columns=["x", "far"], data=[[1, 2]]), {"x": "x"})
    return list(chart.spec["datasets"]["table"][0])

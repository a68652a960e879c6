"""Which columns a chart carries: those in slots, those its texts name, and all where a text may read any."""

from __future__ import annotations

import re

import pytest

import chartkit
from chartkit.render import render

ALL = ["x", "loss", "it's", "far"]


@pytest.mark.parametrize(
    ("expression", "columns"),
    [
        ("datum.loss > 1", ["x", "loss"]),
        ("datum . loss > 1", ["x", "loss"]),
        ("datum['loss'] > 1", ["x", "loss"]),
        ('datum [ "loss" ] > 1', ["x", "loss"]),
        (r"datum['it\'s'] > 1", ["x", "it's"]),
        ("datum.far > 1", ["x", "far"]),
        ("event.datum > 1", ["x"]),
        ("event.datum.loss > 1", ["x", "loss"]),
        ("datums > 1", ["x"]),
        ("'a datum' != 'datum'", ["x"]),
    ],
)
def test_a_text_that_names_its_members_brings_those_columns_alone(expression: str, columns: list[str]) -> None:
    assert carried(expression) == columns


@pytest.mark.parametrize(
    "expression",
    ["isValid(datum)", "datum", "datum['lo' + 'ss'] > 1", "datum[name] > 1", "datum.loss > 1 && datum[0] > 1"],
)
def test_a_text_that_may_read_any_member_brings_all_columns(expression: str) -> None:
    assert carried(expression) == ALL


@pytest.mark.parametrize(
    ("field", "name"),
    [(r"a\.b", "a.b"), (r"a\[0\]", "a[0]")],
)
def test_a_field_whose_name_needs_escapes_comes_along_and_is_drawn(field: str, name: str) -> None:
    spec = {
        "data": {"name": "table"},
        "mark": "point",
        "encoding": {"x": {"field": field, "type": "quantitative"}, "y": {"field": "${field:y}"}},
    }
    chart = chartkit.plot_table(
        spec, chartkit.Table(columns=["y", name, "far"], data=[[1, 2, 3], [1, 5, 3]]), {"y": "y"}
    )
    assert list(chart.spec["datasets"]["table"][0]) == ["y", name]
    drawn = re.findall(r'aria-label="([^"]*)"[^>]*aria-roledescription="point"', render(chart.spec, "svg").decode())
    assert [label.split(";")[0].rpartition(": ")[2] for label in drawn] == ["2", "5"]


def test_a_member_that_is_no_column_is_refused() -> None:
    with pytest.raises(chartkit.BindError) as caught:
        carried("datum.b > 1")
    assert str(caught.value) == (
        "$.transform[0].filter: CK311 nothing provides the field 'b': neither the data nor a transform before it.\n"
        "help: fields: 'far', \"it's\", 'loss' and 'x'"
    )


def test_a_tooltip_that_shows_rows_brings_all_columns() -> None:
    assert carried("true", tooltip={"content": "data"}) == ALL


def carried(expression: str, tooltip: object = None) -> list[str]:
    spec = {
        "data": {"name": "table"},
        "params": [{"name": "datums", "value": 2}, {"name": "name", "value": "y"}],
        "transform": [{"filter": expression}],
        "mark": {"type": "point", "tooltip": tooltip},
        "encoding": {"x": {"field": "${field:x}", "type": "quantitative"}},
    }
    chart = chartkit.plot_table(spec, chartkit.Table(columns=ALL, data=[[1, 2, 3, 4]]), {"x": "x"})
    return list(chart.spec["datasets"]["table"][0])

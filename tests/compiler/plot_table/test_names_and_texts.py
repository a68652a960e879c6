"""Names of columns and texts, however hostile, are shown as they are and change no spec."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plotted_points import TABLE, n_points, plotted

import chartkit
from chartkit.render import render
from chartkit.schema import validate

HOSTILE = ["a.b", "a[0]", "it's", 'a"b', "x\\y", "constructor", "toString", "__proto__", "", " ", "日本 語", "\ud800"]
HOSTILE += ["a\nb", "${field:x}", "</script>", "\u2028", "datum.x", "a_b"]


SHOWN = {"\ud800": "\ufffd", "a\nb": "a b", "\u2028": " ", "x\\y": "x\u29f5y"}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_column_name_breaks_a_chart(name: str) -> None:
    chart = plotted({"step": [1, 2, 3], name: [3, 1, 2]}, y=name)
    assert n_points(chart) == 3
    spec = chart.spec
    shown = spec["encoding"]["y"].get("title", spec["encoding"]["y"]["field"])
    assert shown.strip("\u200b") == SHOWN.get(name, name)


@given(st.lists(st.text(min_size=0, max_size=8), min_size=2, max_size=5, unique=True), st.text(max_size=20))
def test_names_and_titles_never_change_the_shape_of_a_spec(names: list[str], title: str) -> None:
    data: dict[str, list[float]] = {name: [float(index), 1.0] for index, name in enumerate(names)}
    plain = plotted({"p": [0.0, 1.0], "q": [1.0, 1.0]}, x="p", y="q", title="t")
    hostile = plotted(data, x=names[0], y=names[1], title=title)
    assert validate(hostile.spec, "vega-lite") == []
    assert _shape(hostile.spec["encoding"]["x"]) <= _shape(plain.spec["encoding"]["x"]) | {"title"}
    assert hostile.spec["mark"]["type"] == "point"
    assert len(hostile.spec["datasets"]["table"]) == 2


def _shape(channel: dict[str, Any]) -> set[str]:
    return set(channel)


def test_a_megabyte_of_title_is_refused() -> None:
    with pytest.raises(chartkit.BindError) as caught:
        plotted(title="x" * 1_000_000)
    assert str(caught.value) == "CK205 string slot 'title' is at most 10,000 characters; found 1,000,000."


@pytest.mark.parametrize(
    "text", ['a"b', "it's", "a\\u00", '\\"+1+\\"', "toString", "a\nb", "${field:x}", "</script>", "datum.x"]
)
def test_no_text_breaks_a_chart_wherever_its_slot_stands(text: str) -> None:
    preset = {
        "data": {"name": "table"},
        "title": {"text": "${string:t}", "subtitle": "${string:t}"},
        "transform": [{"calculate": "'${string:t}' + ${string:t}", "as": "made"}],
        "mark": {"type": "point", "tooltip": True, "description": "${string:t}"},
        "encoding": {
            "x": {"field": "${field:x}", "type": "quantitative", "title": "${string:t}"},
            "y": {"field": "${field:x}", "type": "quantitative", "axis": {"title": "${string:t} of ${field:x}"}},
            "color": {"datum": "${string:t}"},
            "shape": {"field": "made", "type": "nominal", "legend": {"title": "${string:t}"}},
        },
    }
    assert n_points(chartkit.plot_table(preset, TABLE, {"x": "step"}, {"t": text})) == 3


@pytest.mark.parametrize("title", ["${field:x}", "</script>", "\u2028", "x" * 10_000, "\ud800", 'a"b\\c\n'])
def test_titles_are_shown_as_they_are(title: str) -> None:
    chart = plotted(title=title)
    assert chart.spec["title"] == (title if title != "\ud800" else "\ufffd")
    assert n_points(chart) == 3


def test_a_column_in_two_slots_is_drawn_as_the_times_it_holds() -> None:
    preset = {
        "fields": {"t": {"type": "temporal"}, "c": {"type": "nominal"}},
        "spec": {
            "data": {"name": "table"},
            "mark": "point",
            "encoding": {"x": {"field": "${field:t}"}, "color": {"field": "${field:c}"}},
        },
    }
    for order in (["t", "c"], ["c", "t"]):
        fields = {name: preset["fields"][name] for name in order}
        chart = chartkit.plot_table({**preset, "fields": fields}, {"d": ["2024-01-01T00:00"]}, {"t": "d", "c": "d"})
        assert chart.spec["datasets"]["table"] == [{"d": "2024-01-01T00:00:00.000Z"}]
        assert chart.spec["encoding"]["x"]["scale"] == {"type": "utc"}


def test_a_column_in_a_slot_never_falls_together_with_what_a_transform_makes() -> None:
    preset = {
        "fields": {"v": {}, "g": {}},
        "spec": {
            "data": {"name": "table"},
            "transform": [{"bin": True, "field": "${field:v}", "as": "bin"}],
            "mark": "bar",
            "encoding": {
                "x": {"field": "bin", "type": "ordinal"},
                "y": {"aggregate": "count"},
                "color": {"field": "${field:g}", "type": "nominal"},
            },
        },
    }
    spec = chartkit.plot_table(preset, {"v": [1, 2, 30], "bin": ["a", "b", "a"]}, {"v": "v", "g": "bin"}).spec
    assert spec["encoding"]["color"] == {"field": "bin_2", "type": "nominal", "title": "bin"}
    assert [row["bin_2"] for row in spec["datasets"]["table"]] == ["a", "b", "a"]


def test_a_name_in_brackets_is_one_fault_with_its_remedy() -> None:
    with pytest.raises(chartkit.BindError) as caught:
        plotted(y=["loss"])
    assert str(caught.value) == (
        "CK207 slot 'y' takes one column name; found ['loss'].\nhelp: write 'loss' without brackets"
    )


def test_folded_columns_keep_the_users_names_in_the_legend() -> None:
    preset = {
        "fields": {"x": {}, "ys": {"many": True}},
        "spec": {
            "data": {"name": "table"},
            "transform": [{"fold": "${field:ys}", "as": ["metric", "value"]}],
            "mark": "point",
            "encoding": {
                "x": {"field": "${field:x}"},
                "y": {"field": "value", "type": "quantitative"},
                "color": {"field": "metric", "type": "nominal"},
            },
        },
    }
    data = {"step": [1, 2], "train/loss": [3, 4], 'val"loss': [1, 2], "acc": [0, 1]}
    chart = chartkit.plot_table(preset, data, {"x": "step", "ys": ["train/loss", 'val"loss', "acc"]})
    svg = render(chart.spec, "svg").decode()
    labels = set(re.findall(r'<g class="mark-text role-legend-label".*?</g>', svg, re.DOTALL))
    texts = set(re.findall(r"<text[^>]*>([^<]*)</text>", " ".join(labels)))
    assert texts == {"train/loss", 'val"loss', "acc"}
    assert n_points(chart) == 6

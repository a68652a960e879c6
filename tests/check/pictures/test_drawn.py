"""`check --data` draws examples with real Vega and says which views show nothing, and why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from chartkit.check import check_preset
from chartkit.check.checker import DRAWING_CODES
from chartkit.files import data_folder

X = {"field": "x", "type": "quantitative"}
Y = {"field": "y", "type": "quantitative"}
ROWS: list[dict[str, Any]] = [{"x": 1, "y": 3, "g": "a"}, {"x": 2, "y": 1, "g": "b"}]
SEEN = {"mark": "point", "encoding": {"x": X, "y": Y}}
BLANK = {"mark": "line", "encoding": {"x": X, "y": Y, "detail": {"field": "g"}}}
OUT = "a filter, a domain or a misspelt field leaves nothing; 'chartkit render' shows the picture"


def drawn(folder: Path, spec: dict[str, Any], rows: list[dict[str, Any]] = ROWS) -> list[tuple[str, str, str | None]]:
    """Code, message and path of each finding of drawing."""
    head = {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "data": {"name": "table"}}
    path = folder / "chart.json"
    path.write_text(json.dumps({"example": {"values": rows}, "spec": {**head, **spec}}), encoding="utf-8")
    found = check_preset(path, data=True, wants=DRAWING_CODES.__contains__)
    assert all(each.location and each.location.line for each in found)
    return [(each.code, each.message, each.help) for each in found]


@pytest.mark.parametrize(
    ("spec", "reason"),
    [
        (
            {"transform": [{"filter": "datum.x > 9"}], **SEEN},
            "the filter 'datum.x > 9' keeps none of 2 rows",
        ),
        (
            {"transform": [{"filter": {"field": "g", "equal": "c"}}], **SEEN},
            "the filter 'g = \"c\"' keeps none of 2 rows",
        ),
        (
            {"mark": "line", "encoding": {"x": X, "y": Y, "detail": {"field": "g"}}},
            "every line has one point, and a line needs two (point: true draws it)",
        ),
        (
            {"mark": {"type": "point", "size": 0}, "encoding": {"x": X, "y": Y}},
            "every mark is of no width or no height",
        ),
        (
            {"mark": {"type": "point", "stroke": None}, "encoding": {"x": X, "y": Y}},
            "the marks have neither a fill nor a stroke",
        ),
        (
            {"mark": {"type": "bar", "color": "#fff"}, "encoding": {"x": X, "y": Y}},
            "the marks have the colour of the ground",
        ),
        (
            {"background": "black", "mark": {"type": "bar", "color": "#000"}, "encoding": {"x": X, "y": Y}},
            "the marks have the colour of the ground",
        ),
        (
            {
                "mark": {"type": "point", "clip": True},
                "encoding": {"x": {**X, "scale": {"domain": [100, 200]}}, "y": Y},
            },
            "every mark lies outside of the frame, which cuts it off",
        ),
        (
            {"mark": "point", "encoding": {"x": {"field": "g", "type": "quantitative"}, "y": Y}},
            "x draws 'g' as numbers, and it holds 'a'",
        ),
    ],
)
def test_a_blank_picture_says_why(spec: dict[str, Any], reason: str, tmp_path: Path) -> None:
    assert drawn(tmp_path, spec) == [("CK862", f"the picture of the example shows no mark: {reason}.", OUT)]


def test_a_column_without_values(tmp_path: Path) -> None:
    found = drawn(tmp_path, SEEN, [{"x": None, "y": 1}, {"x": None, "y": 2}])
    assert found == [
        ("CK862", "the picture of the example shows no mark: x draws 'x', which has no value.", OUT),
    ]


@pytest.mark.parametrize(
    ("spec", "codes"),
    [
        ({"transform": [{"filter": "datum.x > 9"}], **SEEN}, ["CK854"]),
        ({"transform": [{"filter": "datum.x > 9 && datum.x < 3"}], **SEEN}, ["CK824"]),
        ({"layer": [SEEN, {**SEEN, "transform": [{"filter": "datum.x > 9"}]}]}, ["CK854"]),
        ({"layer": [{**SEEN, "transform": [{"filter": "datum.x > 9"}]}, BLANK]}, ["CK862", "CK854"]),
        ({"mark": "tick", "encoding": {"x": {"field": "g", "type": "temporal"}}}, ["CK850"]),
        ({"mark": "bar", "encoding": {"x": X, "y": {**Y, "field": "g", "aggregate": "mean"}}}, ["CK855"]),
        ({"mark": {"type": "point", "clip": True}, "encoding": {"x": {**X, "scale": {"domain": [8, 9]}}}}, ["CK856"]),
        ({"mark": "point", "encoding": {"x": {**X, "scale": {"base": 3}}, "y": Y}}, ["CK832"]),
    ],
)
def test_what_a_rule_explains_is_said_once(spec: dict[str, Any], codes: list[str], tmp_path: Path) -> None:
    drawn(tmp_path, spec)
    found = [each for each in check_preset(tmp_path / "chart.json", data=True) if each.severity != "info"]
    assert [each.code for each in found] == codes


SAID = (
    "CK863",
    "this line draws no mark in the example: every line has one point, and a line needs two (point: true draws it).",
    "an example that shows the view proves it",
)


@pytest.mark.parametrize(
    "spec",
    [
        {"layer": [SEEN, BLANK]},
        {"hconcat": [SEEN, BLANK]},
        {"vconcat": [{"layer": [SEEN, BLANK]}, SEEN]},
        {"concat": [SEEN, {**BLANK, "name": "the line"}]},
        {"facet": {"row": {"field": "g"}}, "spec": {"layer": [SEEN, BLANK]}},
        {"hconcat": [SEEN, {"repeat": ["x", "y"], "spec": BLANK}]},
        {"hconcat": [SEEN, {"repeat": {"layer": ["x", "y"]}, "spec": BLANK}]},
        {"hconcat": [{"mark": {"type": "line", "point": True}, "encoding": {"x": X, "y": Y}}, BLANK]},
    ],
)
def test_one_view_of_several_is_blank(spec: dict[str, Any], tmp_path: Path) -> None:
    assert drawn(tmp_path, spec) == [SAID]


@pytest.mark.parametrize(
    "spec",
    [
        SEEN,
        {"mark": "line", "encoding": {"x": X, "y": Y}},
        {"mark": {"type": "line", "interpolate": "monotone"}, "encoding": {"x": X, "y": Y}},
        {"mark": {"type": "line", "interpolate": "step"}, "encoding": {"x": X, "y": Y}},
        {"mark": "boxplot", "encoding": {"x": X}},
        {"mark": "arc", "encoding": {"theta": Y, "color": {"field": "g"}}},
        {"mark": "area", "encoding": {"x": X, "y": Y}},
        {"mark": "trail", "encoding": {"x": X, "y": Y}},
        {"mark": "rule", "encoding": {"x": X}},
        {"mark": "text", "encoding": {"x": X, "text": {"field": "g"}}},
        {
            "layer": [
                {"mark": "bar", "encoding": {"x": X, "y": Y}},
                {"mark": {"type": "tick", "color": "white"}, "encoding": {"x": X, "y": Y}},
            ]
        },
        {"mark": {"type": "point", "opacity": 0}, "encoding": {"x": X, "y": Y}},
        {
            "hconcat": [
                {**SEEN, "params": [{"name": "brush", "select": "interval"}]},
                {**SEEN, "transform": [{"filter": {"param": "brush", "empty": False}}]},
            ]
        },
    ],
)
def test_nothing_is_said_of_what_is_seen(spec: dict[str, Any], tmp_path: Path) -> None:
    assert drawn(tmp_path, spec) == []


def test_characters_that_xml_does_not_hold(tmp_path: Path) -> None:
    spec = {"mark": "point", "encoding": {"x": X, "description": {"field": "g"}}}
    assert drawn(tmp_path, spec, [{"x": 1, "g": "a\x01<b>\uffff"}]) == []


def test_warnings_of_vega_lite_stand_at_their_channel(tmp_path: Path) -> None:
    spec = {"mark": "point", "encoding": {"x": X, "y": Y, "theta": Y}}
    warning = 'Vega-Lite warns: theta dropped as it is incompatible with "point".'
    assert drawn(tmp_path, spec) == [("CK864", warning, None)]
    path = tmp_path / "chart.json"
    (finding,) = (each for each in check_preset(path, data=True) if each.code == "CK864")
    assert finding.location
    assert finding.location.path == ("encoding", "theta")


def test_a_drawing_that_fails(tmp_path: Path) -> None:
    spec = {"transform": [{"calculate": "test(regexp('('), datum.g)", "as": "found"}], **SEEN}
    ((code, message, help),) = drawn(tmp_path, spec)
    assert code == "CK865"
    assert message == (
        "the example cannot be drawn: Vega stopped while drawing: Invalid regular expression: /(/: Unterminated group"
    )
    assert help == "an expression or transform meets a value it does not expect"


def test_raw_vega_is_counted_as_a_whole(tmp_path: Path) -> None:
    mark: dict[str, Any] = {
        "type": "rect",
        "from": {"data": "table"},
        "encode": {"enter": {"x": {"field": "x"}, "y": {"value": 0}}},
    }
    spec = {"$schema": "https://vega.github.io/schema/vega/v6.json", "data": [{"name": "table"}], "marks": [mark]}
    assert drawn(tmp_path, spec) == [
        ("CK862", "the picture of the example shows no mark: every mark is of no width or no height.", OUT)
    ]
    mark["encode"]["enter"] |= {"width": {"value": 5}, "height": {"value": 5}, "fill": {"value": "red"}}
    assert drawn(tmp_path, spec) == []


def test_nothing_is_drawn_unless_asked(tmp_path: Path) -> None:
    drawn(tmp_path, BLANK)
    assert not [each for each in check_preset(tmp_path / "chart.json") if each.code in DRAWING_CODES]
    only = check_preset(tmp_path / "chart.json", data=True, wants=lambda code: code.startswith("CK3"))
    assert only == []


@pytest.mark.parametrize("preset", sorted(data_folder("presets").rglob("*.yaml")), ids=lambda path: path.parent.name)
def test_the_built_in_presets_show_all_their_views(preset: Path) -> None:
    assert [str(each) for each in check_preset(preset, data=True) if each.severity != "info"] == []

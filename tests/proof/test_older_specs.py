"""A spec of Vega-Lite 4 drawn by a Vega-Lite that still reads it, and our version 6 of it drawn by version 6."""

from __future__ import annotations

from typing import Any

import pytest
import vl_convert
from pictures.comparison import compare_drawings
from pictures.geometry import Drawing, drawing_of

from chartkit.presets.faults import Faults
from chartkit.presets.nodes import from_plain
from chartkit.presets.upgrade import upgrade
from chartkit.schema import dialect_of, validate

V4 = "https://vega.github.io/schema/vega-lite/v4.json"
ROWS = [{"a": n, "b": n * n % 7, "g": "uvw"[n % 3], "t": f"2024-0{1 + n % 9}-03"} for n in range(12)]
X, Y = {"field": "a", "type": "quantitative"}, {"field": "b", "type": "quantitative"}
U = {"field": "g", "type": "nominal"}
COLOR = {"condition": {"selection": "s", "value": "red"}, "value": "grey"}


def points(selection: dict[str, Any], color: Any = COLOR, **more: Any) -> dict[str, Any]:
    return {"mark": "point", "selection": selection, "encoding": {"x": X, "y": Y, "color": color}, **more}


SINGLE = {"type": "single", "fields": ["g"], "init": {"g": "u"}}
BRUSH = {"type": "interval", "init": {"x": [2, 7], "y": [0, 5]}}

SPECS: dict[str, dict[str, Any]] = {
    "single": points({"s": SINGLE}),
    "single, empty none": points({"s": {"type": "single", "empty": "none"}}),
    "single, empty all": points({"s": {"type": "single", "empty": "all", "on": "mouseover", "nearest": True}}),
    "single, inputs": points({"s": {**SINGLE, "bind": {"g": {"input": "select", "options": ["u", "v"]}}}}),
    "single, one input": points({"s": {**SINGLE, "bind": {"input": "radio", "options": ["u", "v"]}}}),
    "multi": points({"s": {"type": "multi", "fields": ["g"], "init": [{"g": "u"}, {"g": "w"}], "toggle": True}}),
    "multi, encodings": points({"s": {"type": "multi", "encodings": ["x"], "init": [{"x": 3}], "resolve": "global"}}),
    "multi, legend": points({"s": {"type": "multi", "fields": ["g"], "bind": "legend"}}, color=U),
    "interval": points({"s": {**BRUSH, "clear": "dblclick", "translate": False, "zoom": False}}),
    "interval, one encoding": points({"s": {"type": "interval", "encodings": ["x"], "init": {"x": [2, 7]}}}),
    "interval, mark": points({"s": {**BRUSH, "mark": {"fill": "blue", "fillOpacity": 0.5}}}),
    "interval, scales": points({"s": {"type": "interval", "bind": "scales"}}, color=U),
    "composed condition": points(
        {"s": BRUSH, "t": SINGLE, "e": {"type": "multi", "empty": "none"}},
        {"condition": {"selection": {"and": ["s", {"not": "t"}, {"or": ["t", {"not": "e"}]}]}, **U}, "value": "grey"},
    ),
    "list of conditions": points(
        {"s": BRUSH, "t": SINGLE},
        {
            "condition": [{"selection": "t", "value": "green"}, {"selection": {"not": "s"}, "value": "blue"}],
            "value": "grey",
        },
    ),
    "a test": points(
        {"s": BRUSH, "e": {"type": "single", "empty": "none"}},
        {"condition": {"test": {"or": [{"selection": "e"}, {"field": "a", "lt": 5}]}, "value": "red"}, "value": "grey"},
    ),
    "filter": points({"s": BRUSH}, U, transform=[{"filter": {"field": "b", "gte": 1}}]),
    "layer": {
        "layer": [points({"s": BRUSH}), {"mark": "rule", "encoding": {"x": {"aggregate": "mean", "field": "a"}}}],
        "width": 150,
    },
    "filter and domain of another view": {
        "hconcat": [
            points({"s": {**BRUSH, "encodings": ["x"], "init": {"x": [2, 7]}}}),
            {
                "transform": [{"filter": {"selection": "s"}}],
                "mark": "bar",
                "encoding": {"x": {**X, "scale": {"domain": {"selection": "s", "encoding": "x"}}}, "y": Y},
            },
            {
                "transform": [{"filter": {"and": [{"selection": {"not": "s"}}, "datum.a > 1"]}}],
                "mark": "bar",
                "encoding": {"x": {**X, "bin": {"extent": {"selection": "s"}}}, "y": {"aggregate": "count"}},
            },
        ]
    },
    "repeat": {
        "repeat": {"column": ["a", "b"]},
        "spec": {
            "mark": "point",
            "selection": {"s": {"type": "interval", "resolve": "union"}},
            "encoding": {"x": {"field": {"repeat": "column"}, "type": "quantitative"}, "y": Y, "color": COLOR},
        },
    },
    "facet": {"facet": {"row": U}, "spec": points({"s": BRUSH})},
    "size of points": {"mark": "point", "encoding": {"x": X, "y": Y, "size": Y}},
    "sizes in config": {"mark": "bar", "encoding": {"x": U, "y": Y}, "config": {"view": {"width": 90, "height": 50}}},
    "a map": {
        "mark": "circle",
        "projection": {"type": "mercator"},
        "encoding": {"longitude": X, "latitude": Y},
        "width": 120,
    },
}


@pytest.mark.parametrize("name", SPECS)
def test_both_versions_draw_the_same(name: str) -> None:
    spec = {"$schema": V4, "data": {"values": ROWS}, **SPECS[name]}
    faults = Faults()
    upgraded = upgrade(from_plain(spec), dialect_of(spec), faults)[0].plain()
    assert faults.found == []
    assert validate({**upgraded, "data": {"name": "table"}}, "vega-lite") == []
    assert '"selection"' not in str(upgraded).replace("'", '"')
    old = drawing_of(vl_convert.vegalite_to_svg(spec, vl_version="5.8"))
    new = drawing_of(vl_convert.vegalite_to_svg(upgraded, vl_version="6.4"))
    assert old.n_marks > 0
    assert compare_drawings(_seen(old), _seen(new))[1:3] == ((), ())  # legends are drawn in another order


def _seen(drawing: Drawing) -> Drawing:
    """The drawing less the areas that version 6 lays under legends to be clicked, which nobody sees."""
    return drawing._replace(items=tuple(item for item in drawing.items if {*item.what} & {"fill", "stroke", "text"}))

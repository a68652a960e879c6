"""The views of a spec, and what reaches each from those around it."""

from __future__ import annotations

from typing import Any

import vl_convert
from hypothesis import given
from hypothesis import strategies as st

from chartkit.compiler.views import View, views_of

TABLE = {"name": "table"}
POINT = {"field": "a", "type": "quantitative"}


def kinds(spec: dict[str, Any]) -> list[tuple[str, str]]:
    return [("/".join(map(str, view.path)), view.kind) for view in views_of(spec)]


def last(spec: dict[str, Any]) -> View:
    return views_of(spec)[-1]


def test_every_composition_in_document_order() -> None:
    unit: dict[str, Any] = {"mark": "point"}
    spec = {
        "data": TABLE,
        "vconcat": [
            {"layer": [unit, {"layer": [unit]}]},
            {"facet": {"row": {"field": "g"}}, "spec": unit},
            {"repeat": ["a", "b"], "spec": {"hconcat": [unit]}},
            {"concat": [unit]},
        ],
    }
    assert kinds(spec) == [
        ("", "concat"),
        ("vconcat/0", "layer"),
        ("vconcat/0/layer/0", "unit"),
        ("vconcat/0/layer/1", "layer"),
        ("vconcat/0/layer/1/layer/0", "unit"),
        ("vconcat/1", "facet"),
        ("vconcat/1/spec", "unit"),
        ("vconcat/2", "repeat"),
        ("vconcat/2/spec", "concat"),
        ("vconcat/2/spec/hconcat/0", "unit"),
        ("vconcat/3", "concat"),
        ("vconcat/3/concat/0", "unit"),
    ]


def test_transforms_and_params_come_down_with_their_paths() -> None:
    outer, inner = {"filter": "datum.a > 1"}, {"calculate": "datum.a * 2", "as": "b"}
    brush = {"name": "brush", "select": "interval"}
    view = last(
        {
            "data": TABLE,
            "transform": [outer],
            "params": [{"name": "p", "value": 1}],
            "layer": [{"transform": [inner], "mark": "bar", "params": [brush], "width": 20, "height": {"step": 3}}],
        }
    )
    assert view.transforms == ((("transform", 0), outer), (("layer", 0, "transform", 0), inner))
    assert [path for path, _ in view.params] == [("params", 0), ("layer", 0, "params", 0)]
    assert (view.data, view.data_path, view.width, view.height) == ("table", ("data",), 20, {"step": 3})


def test_a_view_with_data_of_its_own_starts_anew() -> None:
    rows = {"values": [{"a": 1}]}
    spec = {"data": TABLE, "transform": [{"sample": 3}], "layer": [{"data": rows, "mark": "bar"}, {"mark": "point"}]}
    _, own, other = views_of(spec)
    assert (own.data, own.source, own.data_path, own.transforms) == (None, rows, ("layer", 0, "data"), ())
    assert (other.data, other.source, len(other.transforms)) == ("table", TABLE, 1)
    named = last({"data": TABLE, "transform": [{"sample": 3}], "layer": [{"data": TABLE, "mark": "bar"}]})
    assert (named.data, named.transforms) == ("table", ())


def test_no_data_and_data_without_a_name() -> None:
    assert last({"mark": "bar"})[4:6] == (None, None)
    assert last({"data": None, "mark": "bar"}).source == {"values": []}
    assert last({"data": {"name": "cars", "url": "cars.json"}, "mark": "bar"}).data is None
    assert last({"data": {"sequence": {"start": 0, "stop": 9}}, "mark": "bar"}).data is None


def test_what_a_repeat_can_stand_for() -> None:
    spec = {
        "data": TABLE,
        "repeat": {"row": ["a", "b"], "column": ["c"]},
        "spec": {"repeat": ["d"], "spec": {"mark": "point", "encoding": {"x": {"field": {"repeat": "row"}}}}},
    }
    view = last(spec)
    assert view.fields({"repeat": "row"}) == ("a", "b")
    assert view.fields({"repeat": "repeat"}) == ("d",)
    assert (view.fields("x"), view.fields({"repeat": "layer"}), view.fields(None)) == (("x",), (), ())


def test_the_mark_of_a_unit() -> None:
    assert last({"mark": {"type": "bar", "tooltip": True}}).mark == "bar"
    assert last({"mark": "line"}).mark == "line"
    assert last({"layer": []}).mark is None


def test_layers_share_their_encoding() -> None:
    spec = {
        "data": TABLE,
        "encoding": {"x": {"field": "a", "title": "A"}, "y": {"axis": None}, "color": {"value": "red"}},
        "layer": [{"mark": "bar", "encoding": {"x": {"field": "b"}, "y": {"field": "c"}}}, {"mark": "point"}],
    }
    _, bar, point = views_of(spec)
    assert bar.encoding == {
        "x": (("layer", 0, "encoding", "x"), {"field": "b", "title": "A"}),
        "y": (("layer", 0, "encoding", "y"), {"axis": None, "field": "c"}),
        "color": (("encoding", "color"), {"value": "red"}),
    }
    assert set(point.encoding) == {"x", "color"}


DEFINITIONS = st.sampled_from(
    [
        None,
        {"field": "a", "type": "quantitative"},
        {"field": "b", "type": "nominal", "title": "B"},
        {"datum": 3},
        {"value": 7},
        {"aggregate": "count"},
        {"title": "only a title"},
        {"condition": {"test": "datum.a > 1", "field": "b", "type": "nominal"}, "value": "red"},
    ]
)
ENCODINGS = st.dictionaries(st.sampled_from(["x", "y", "color", "size"]), DEFINITIONS, max_size=4)


@given(outer=ENCODINGS, middle=ENCODINGS, inner=ENCODINGS)
def test_merged_encodings_draw_as_vega_lite_merges_them(
    outer: dict[str, Any], middle: dict[str, Any], inner: dict[str, Any]
) -> None:
    """The layered spec, and the same with each unit's merged encoding written out, compile to the same Vega."""
    nested = {"encoding": outer, "layer": [{"encoding": middle, "layer": [{"mark": "point", "encoding": inner}]}]}
    encoding = {channel: definition for channel, (_, definition) in last(nested).encoding.items()}
    flat = {"layer": [{"layer": [{"mark": "point", "encoding": encoding}]}]}
    assert compiled({"data": TABLE, **nested}) == compiled({"data": TABLE, **flat})


def compiled(spec: dict[str, Any]) -> Any:
    try:
        return vl_convert.vegalite_to_vega(spec)
    except ValueError as error:
        return str(error).splitlines()[0]

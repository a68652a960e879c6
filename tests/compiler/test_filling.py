"""Slots in specs: every construct filled and empty; pruning takes the smallest element that names an empty slot."""

from typing import Any

import pytest

from chartkit.compiler.binding import BoundColumn, Filling
from chartkit.compiler.filling import fill
from chartkit.presets.nodes import from_plain

FULL = Filling(
    fields={
        "x": (BoundColumn("step", "step", "quantitative"),),
        "g": (BoundColumn("a.b", "a_b", "nominal"),),
        "ys": (BoundColumn("loss", "loss", "quantitative"), BoundColumn("acc", "acc", "quantitative")),
    },
    strings={"t": "It's", "n": 5, "flag": True},
    many=frozenset({"ys"}),
)
EMPTY = Filling(
    fields={"x": (BoundColumn("step", "step", "quantitative"),), "g": (), "ys": ()},
    strings={"t": None, "n": None, "flag": None},
    many=frozenset({"ys"}),
)
X = {"field": "step", "type": "quantitative"}


def filled(spec: dict[str, Any], filling: Filling) -> Any:
    return fill(from_plain(spec), filling).spec.plain()


CONSTRUCTS: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    # name: (what the author wrote, filled, empty)
    "channel": (
        {"encoding": {"x": {"field": "${field:x}"}, "color": {"field": "${field:g}"}}},
        {"encoding": {"x": X, "color": {"field": "a_b", "type": "nominal", "title": "a.b"}}},
        {"encoding": {"x": X}},
    ),
    "channel with its own type and title": (
        {"encoding": {"color": {"field": "${field:g}", "type": "ordinal", "title": None}}},
        {"encoding": {"color": {"field": "a_b", "type": "ordinal", "title": None}}},
        {"encoding": {}},
    ),
    "aggregated channel": (
        {"encoding": {"y": {"field": "${field:g}", "aggregate": "mean"}}},
        {"encoding": {"y": {"field": "a_b", "aggregate": "mean", "title": "Mean of a.b"}}},
        {"encoding": {}},
    ),
    "secondary channel, which has its first one's type": (
        {"encoding": {"x": {"field": "${field:x}"}, "x2": {"field": "${field:g}"}}},
        {"encoding": {"x": X, "x2": {"field": "a_b", "title": "a.b"}}},
        {"encoding": {"x": X}},
    ),
    "binned channel": (
        {"encoding": {"y": {"field": "${field:g}", "bin": True}}},
        {"encoding": {"y": {"field": "a_b", "bin": True, "title": "a.b (binned)"}}},
        {"encoding": {}},
    ),
    "tooltip list": (
        {"encoding": {"tooltip": [{"field": "${field:x}"}, {"field": "${field:g}"}]}},
        {"encoding": {"tooltip": [X, {"field": "a_b", "type": "nominal", "title": "a.b"}]}},
        {"encoding": {"tooltip": [X]}},
    ),
    "detail list of one": (
        {"encoding": {"detail": [{"field": "${field:g}"}]}},
        {"encoding": {"detail": [{"field": "a_b", "type": "nominal", "title": "a.b"}]}},
        {"encoding": {"detail": []}},
    ),
    "sort object": (
        {"encoding": {"x": {"field": "${field:x}", "sort": {"field": "${field:g}", "op": "mean"}}}},
        {"encoding": {"x": {"field": "step", "sort": {"field": "a_b", "op": "mean"}, "type": "quantitative"}}},
        {"encoding": {"x": X}},
    ),
    "condition": (
        {"encoding": {"opacity": {"condition": {"test": "datum.${field:g} == 1", "value": 1}, "value": 0}}},
        {"encoding": {"opacity": {"condition": {"test": 'datum["a_b"] == 1', "value": 1}, "value": 0}}},
        {"encoding": {"opacity": {"value": 0}}},
    ),
    "groupby": (
        {"transform": [{"aggregate": [{"op": "count", "as": "n"}], "groupby": ["${field:x}", "${field:g}"]}]},
        {"transform": [{"aggregate": [{"op": "count", "as": "n"}], "groupby": ["step", "a_b"]}]},
        {"transform": [{"aggregate": [{"op": "count", "as": "n"}], "groupby": ["step"]}]},
    ),
    "aggregate item": (
        {"transform": [{"aggregate": [{"op": "count", "as": "n"}, {"op": "mean", "field": "${field:g}", "as": "m"}]}]},
        {"transform": [{"aggregate": [{"op": "count", "as": "n"}, {"op": "mean", "field": "a_b", "as": "m"}]}]},
        {"transform": [{"aggregate": [{"op": "count", "as": "n"}]}]},
    ),
    "the only aggregate item": (
        {"transform": [{"aggregate": [{"op": "mean", "field": "${field:g}", "as": "m"}]}]},
        {"transform": [{"aggregate": [{"op": "mean", "field": "a_b", "as": "m"}]}]},
        {"transform": []},
    ),
    "calculate": (
        {"transform": [{"calculate": "datum.${field:g} / 2", "as": "half"}]},
        {"transform": [{"calculate": 'datum["a_b"] / 2', "as": "half"}]},
        {"transform": []},
    ),
    "filter predicate": (
        {"transform": [{"filter": {"field": "${field:g}", "valid": True}}]},
        {"transform": [{"filter": {"field": "a_b", "valid": True}}]},
        {"transform": []},
    ),
    "filter logic": (
        {"transform": [{"filter": {"and": ["datum.${field:g} > 1", {"field": "${field:x}", "gt": 0}]}}]},
        {"transform": [{"filter": {"and": ['datum["a_b"] > 1', {"field": "step", "gt": 0}]}}]},
        {"transform": [{"filter": {"and": [{"field": "step", "gt": 0}]}}]},
    ),
    "fold of many, spliced": (
        {"transform": [{"fold": ["${field:x}", "${field:ys}"]}]},
        {"transform": [{"fold": ["step", "loss", "acc"]}]},
        {"transform": [{"fold": ["step"]}]},
    ),
    "fold of many, whole": (
        {"transform": [{"fold": "${field:ys}"}]},
        {"transform": [{"fold": ["loss", "acc"]}]},
        {"transform": []},
    ),
    "pivot": (
        {"transform": [{"pivot": "${field:g}", "value": "${field:x}", "groupby": ["k"]}]},
        {"transform": [{"pivot": "a_b", "value": "step", "groupby": ["k"]}]},
        {"transform": []},
    ),
    "what reads a pruned transform": (
        {
            "transform": [
                {"calculate": "datum.${field:g}", "as": "copy"},
                {"calculate": "datum.copy + datum['copy']", "as": "again"},
                {"filter": "datum.again > 0"},
                {"calculate": "datum.step", "as": "kept"},
            ],
            "encoding": {"y": {"field": "again"}, "x": {"field": "kept"}, "tooltip": [{"field": "copy"}]},
        },
        {
            "transform": [
                {"calculate": 'datum["a_b"]', "as": "copy"},
                {"calculate": "datum.copy + datum['copy']", "as": "again"},
                {"filter": "datum.again > 0"},
                {"calculate": "datum.step", "as": "kept"},
            ],
            "encoding": {"y": {"field": "again"}, "x": {"field": "kept"}, "tooltip": [{"field": "copy"}]},
        },
        {
            "transform": [{"calculate": "datum.step", "as": "kept"}],
            "encoding": {"x": {"field": "kept"}, "tooltip": []},
        },
    ),
    "an output that the table also has is gone too": (
        {"transform": [{"calculate": "datum.${field:g}", "as": "loss"}], "encoding": {"y": {"field": "loss"}}},
        {"transform": [{"calculate": 'datum["a_b"]', "as": "loss"}], "encoding": {"y": {"field": "loss"}}},
        {"transform": [], "encoding": {}},
    ),
    "an output that another transform makes too stays": (
        {"transform": [{"calculate": "datum.${field:g}", "as": "n"}, {"calculate": "1", "as": "n"}],
         "encoding": {"y": {"field": "n"}}},
        {"transform": [{"calculate": 'datum["a_b"]', "as": "n"}, {"calculate": "1", "as": "n"}],
         "encoding": {"y": {"field": "n"}}},
        {"transform": [{"calculate": "1", "as": "n"}], "encoding": {"y": {"field": "n"}}},
    ),
    "what a fold without names gives": (
        {"transform": [{"fold": "${field:ys}"}], "encoding": {"x": {"field": "key"}, "y": {"field": "value"}}},
        {"transform": [{"fold": ["loss", "acc"]}], "encoding": {"x": {"field": "key"}, "y": {"field": "value"}}},
        {"transform": [], "encoding": {}},
    ),
    "facet operator": (
        {"facet": {"field": "${field:g}"}, "columns": 2, "title": "T", "spec": {"mark": "bar"}},
        {"facet": {"field": "a_b"}, "columns": 2, "title": "T", "spec": {"mark": "bar"}},
        {"title": "T", "mark": "bar"},
    ),
    "facet with transforms inside and out": (
        {
            "transform": [{"filter": "a"}],
            "facet": {"row": {"field": "${field:g}"}},
            "spec": {"transform": [{"filter": "b"}], "mark": "bar"},
        },
        {
            "transform": [{"filter": "a"}],
            "facet": {"row": {"field": "a_b"}},
            "spec": {"transform": [{"filter": "b"}], "mark": "bar"},
        },
        {"transform": [{"filter": "a"}, {"filter": "b"}], "mark": "bar"},
    ),
    "facet channel": (
        {"encoding": {"row": {"field": "${field:g}", "title": "G"}}},
        {"encoding": {"row": {"field": "a_b", "title": "G", "type": "nominal"}}},
        {"encoding": {}},
    ),
    "text of a field slot": (
        {"title": "By ${field:g}", "encoding": {"x": {"field": "${field:x}", "axis": {"title": "${field:g}"}}}},
        {"title": "By a.b", "encoding": {"x": {**X, "axis": {"title": "a.b"}}}},
        {"encoding": {"x": X}},
    ),
    "string slots are typed": (
        {"title": "${string:t}", "a": "${string:n}", "b": ["${string:flag}"], "c": "${string:t} and ${string:n}"},
        {"title": "It's", "a": 5, "b": [True], "c": "It's and 5"},
        {"b": [], "c": " and "},
    ),
    "name made of a slot": (
        {"transform": [{"aggregate": [{"op": "mean", "field": "${field:g}", "as": "mean_${field:g}"}]}],
         "encoding": {"y": {"field": "mean_${field:g}"}}},
        {"transform": [{"aggregate": [{"op": "mean", "field": "a_b", "as": "mean_a_b"}]}],
         "encoding": {"y": {"field": "mean_a_b"}}},
        {"transform": [], "encoding": {}},
    ),
    "nothing the author wrote as empty goes": (
        {"title": "", "scale": None, "axis": {}, "encoding": {"x": {"field": ""}}, "params": []},
        {"title": "", "scale": None, "axis": {}, "encoding": {"x": {"field": ""}}, "params": []},
        {"title": "", "scale": None, "axis": {}, "encoding": {"x": {"field": ""}}, "params": []},
    ),
    "vega aggregate, its lists in step": (
        {"transform": [{"type": "aggregate", "groupby": ["${field:g}"], "fields": ["${field:g}", "${field:x}", None],
                        "ops": ["mean", "max", "count"], "as": ["m", "top", "n"]},
                       {"type": "filter", "expr": "datum.m"}]},
        {"transform": [{"type": "aggregate", "groupby": ["a_b"], "fields": ["a_b", "step", None],
                        "ops": ["mean", "max", "count"], "as": ["m", "top", "n"]},
                       {"type": "filter", "expr": "datum.m"}]},
        {"transform": [{"type": "aggregate", "groupby": [], "fields": ["step", None],
                        "ops": ["max", "count"], "as": ["top", "n"]}]},
    ),
    "vega marks and scales": (
        {"scales": [{"name": "c", "domain": {"data": "table", "field": "${field:g}"}}],
         "marks": [{"encode": {"update": {"x": {"field": "${field:x}"},
                                          "fill": {"scale": "c", "field": "${field:g}"}}}}]},
        {"scales": [{"name": "c", "domain": {"data": "table", "field": "a_b"}}],
         "marks": [{"encode": {"update": {"x": {"field": "step"}, "fill": {"scale": "c", "field": "a_b"}}}}]},
        {"scales": [{"name": "c"}], "marks": [{"encode": {"update": {"x": {"field": "step"}}}}]},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CONSTRUCTS)
def test_each_construct_filled_and_empty(name: str) -> None:
    written, full, empty = CONSTRUCTS[name]
    assert filled(written, FULL) == full
    assert filled(written, EMPTY) == empty


def test_places_survive_filling() -> None:
    from chartkit.presets.reader import read_yaml

    spec = read_yaml(
        "encoding:\n  color: {field: '${field:g}'}\n  x:\n    field: '${field:x}'\n    axs: {}\n", "p.yaml"
    )
    result = fill(spec, EMPTY).spec
    assert str(result.locate(("encoding", "x", "axs"), on_key=True)) == "p.yaml:5:5"


def test_the_input_is_not_changed() -> None:
    written = CONSTRUCTS["what reads a pruned transform"][0]
    spec = from_plain(written)
    fill(spec, EMPTY)
    assert spec.plain() == written


@pytest.mark.parametrize(
    ("title", "filling", "wanted"),
    [
        ({"text": "", "subtitle": "${string:t}"}, FULL, {"text": " ", "subtitle": "It's"}),
        ({"text": ["", ""], "subtitle": ["", "${string:t}"]}, FULL, {"text": " ", "subtitle": ["", "It's"]}),
        ({"text": "${string:t}", "subtitle": "as given"}, EMPTY, {"text": " ", "subtitle": "as given"}),
        ({"text": "Loss", "subtitle": "${string:t}"}, FULL, {"text": "Loss", "subtitle": "It's"}),
        ({"text": {"expr": "1"}, "subtitle": "${string:t}"}, FULL, {"text": {"expr": "1"}, "subtitle": "It's"}),
        ({"text": "", "subtitle": ""}, FULL, {"text": "", "subtitle": ""}),
        ({"text": "", "subtitle": [""]}, FULL, {"text": "", "subtitle": [""]}),
    ],
)
def test_an_empty_title_leaves_its_subtitle_to_be_seen(title: Any, filling: Filling, wanted: Any) -> None:
    assert filled({"title": title}, filling) == {"title": wanted}

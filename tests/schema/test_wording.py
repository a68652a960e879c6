"""What the author is told about each kind of mistake: the whole message, the way out, the place and the code."""

from __future__ import annotations

from typing import Any

import pytest

from chartkit.schema import validate

LITE_DOCS = "see https://vega.github.io/vega-lite/docs"
TYPES = "'quantitative', 'ordinal', 'temporal', 'nominal'"
FIELD = {"field": "loss", "type": "quantitative"}


def lite(**parts: Any) -> dict[str, Any]:
    return {"data": {"name": "table"}, "mark": "bar"} | parts


def channel(name: str = "y", **parts: Any) -> dict[str, Any]:
    return lite(encoding={name: FIELD | parts})


def without_mark(**parts: Any) -> dict[str, Any]:
    return {"data": {"name": "table"}} | parts


def brush(**select: Any) -> dict[str, Any]:
    return lite(params=[{"name": "brush", "select": select}])


KEYS: list[tuple[dict[str, Any], tuple[str | int, ...], str, str | None]] = [
    (
        lite(encoding={"colr": FIELD}),
        ("encoding", "colr"),
        "encoding has no channel 'colr'.",
        "did you mean 'color'?",
    ),
    (lite(encoding={"z": FIELD}), ("encoding", "z"), "encoding has no channel 'z'.", "did you mean 'x'?"),
    (
        lite(transform=[{"expr": "datum.a", "as": "b"}]),
        ("transform", 0, "expr"),
        "a transform has no property 'expr'.",
        "did you mean 'calculate'?",
    ),
    (lite(encoding={"yy": FIELD}), ("encoding", "yy"), "encoding has no channel 'yy'.", "did you mean 'y'?"),
    (
        lite(encoding={"depth": FIELD}),
        ("encoding", "depth"),
        "encoding has no channel 'depth'.",
        f"{LITE_DOCS}/encoding.html",
    ),
    (
        lite(mark={"type": "bar", "colour": "red"}),
        ("mark", "colour"),
        "mark has no property 'colour'.",
        "did you mean 'color'?",
    ),
    (
        lite(mark={"type": "boxplot", "extnt": 1.5}),
        ("mark", "extnt"),
        "mark has no property 'extnt'.",
        "did you mean 'extent'?",
    ),
    (
        channel(agregate="mean"),
        ("encoding", "y", "agregate"),
        "channel y has no property 'agregate'.",
        "did you mean 'aggregate'? allowed: 'aggregate', 'axis', 'bandPosition', 'bin', 'field', 'impute', "
        "'scale', 'sort', 'stack', 'timeUnit', 'title', 'type'",
    ),
    (
        channel(axis={"titel": "Loss"}),
        ("encoding", "y", "axis", "titel"),
        "axis of channel y has no property 'titel'.",
        "did you mean 'title'?",
    ),
    (
        brush(type="interval", encodngs=["x"]),
        ("params", 0, "select", "encodngs"),
        "select of param 'brush' has no property 'encodngs'.",
        "did you mean 'encodings'? allowed: 'clear', 'encodings', 'fields', 'mark', 'on', 'resolve', "
        "'translate', 'type', 'zoom'",
    ),
    (
        lite(params=[{"name": "bins", "bind": {"input": "range", "mx": 5}}]),
        ("params", 0, "bind", "mx"),
        "bind of param 'bins' has no property 'mx'.",
        "did you mean 'max'? allowed: 'debounce', 'element', 'input', 'max', 'min', 'name', 'step'",
    ),
    (
        lite(transform=[{"calcluate": "datum.a * 2", "as": "b"}]),
        ("transform", 0, "calcluate"),
        "a transform has no property 'calcluate'.",
        "did you mean 'calculate'?",
    ),
    (
        lite(transform=[{"window": [{"op": "sum", "as": "b"}], "grupby": ["a"]}]),
        ("transform", 0, "grupby"),
        "the window transform has no property 'grupby'.",
        "did you mean 'groupby'? allowed: 'frame', 'groupby', 'ignorePeers', 'sort', 'window'",
    ),
    (
        lite(transform=[{"calculate": "datum.a", "into": "b"}]),
        ("transform", 0, "into"),
        "the calculate transform has no property 'into'.",
        "did you mean 'as'?",
    ),
    (without_mark(makr="bar"), ("makr",), "a Vega-Lite spec has no property 'makr'.", "did you mean 'mark'?"),
    (
        without_mark(layr=[{"mark": "bar"}]),
        ("layr",),
        "a Vega-Lite spec has no property 'layr'.",
        "did you mean 'layer'?",
    ),
    (
        lite(encodng={"x": FIELD}),
        ("encodng",),
        "a Vega-Lite spec has no property 'encodng'.",
        "did you mean 'encoding'?",
    ),
    (
        without_mark(hconcat=[{"layer": [{"mark": "bar", "encodng": {}}]}]),
        ("hconcat", 0, "layer", 0, "encodng"),
        "a layer has no property 'encodng'.",
        "did you mean 'encoding'? allowed: 'data', 'description', 'encoding', 'mark', 'name', 'params', 'projection', "
        "'title', 'transform'",
    ),
    (lite(config={"axxis": {}}), ("config", "axxis"), "config has no property 'axxis'.", "did you mean 'axis'?"),
]

VALUES: list[tuple[dict[str, Any], tuple[str | int, ...], str, str | None]] = [
    (lite(mark="barr"), ("mark",), "'barr' is not a mark.", "did you mean 'bar'?"),
    (lite(mark={"type": "barr"}), ("mark", "type"), "'barr' is not a type of mark.", "did you mean 'bar'?"),
    (
        lite(mark={"type": "boxxplot", "extent": 1.5}),
        ("mark", "type"),
        "'boxxplot' is not a type of mark.",
        "did you mean 'boxplot'?",
    ),
    (
        channel(type="quantitive"),
        ("encoding", "y", "type"),
        "'quantitive' is not a type of channel y.",
        f"did you mean 'quantitative'? allowed: {TYPES}",
    ),
    (
        channel(type="geojson"),
        ("encoding", "y", "type"),
        "'geojson' is not a type of channel y.",
        f"allowed: {TYPES}",
    ),
    (
        channel(type="number"),
        ("encoding", "y", "type"),
        "'number' is not a type of channel y.",
        f"did you mean 'quantitative'? allowed: {TYPES}",
    ),
    (
        channel(aggregate="avg"),
        ("encoding", "y", "aggregate"),
        "'avg' is not an aggregate of channel y.",
        "did you mean 'average'?",
    ),
    (
        channel(stack="centr"),
        ("encoding", "y", "stack"),
        "stack of channel y cannot be 'centr'.",
        "did you mean 'center'? allowed: 'zero', 'center', 'normalize', null, true, false",
    ),
    (
        channel(scale={"type": "lgo"}),
        ("encoding", "y", "scale", "type"),
        "'lgo' is not a type of scale of channel y.",
        "did you mean 'log'?",
    ),
    (
        brush(type="intervl", encodings=["x"]),
        ("params", 0, "select", "type"),
        "'intervl' is not a type of select of param 'brush'.",
        "did you mean 'interval'? allowed: 'point', 'interval'",
    ),
    (
        lite(transform=[{"aggregate": [{"op": "summ", "as": "b"}]}]),
        ("transform", 0, "aggregate", 0, "op"),
        "'summ' is not an op of an item of aggregate of the aggregate transform.",
        "did you mean 'sum'?",
    ),
    (
        lite(mark={"type": "bar", "opacity": -1}),
        ("mark", "opacity"),
        "opacity of mark is at least 0; found the number -1.",
        None,
    ),
]

OTHER_TYPES: list[tuple[dict[str, Any], tuple[str | int, ...], str, str | None]] = [
    (
        lite(title=5),
        ("title",),
        "title is a string, a list or an object with 'text'; found the number 5.",
        "write it in quotes: '5'",
    ),
    (
        channel(title=5),
        ("encoding", "y", "title"),
        "title of channel y is a string, a list or null; found the number 5.",
        "write it in quotes: '5'",
    ),
    (
        channel(axis="none"),
        ("encoding", "y", "axis"),
        "axis of channel y is null or an object; found 'none'.",
        "write null to have none",
    ),
    (
        channel(axis={"grid": "yes"}),
        ("encoding", "y", "axis", "grid"),
        "grid of axis of channel y is true or false; found 'yes'.",
        "write true",
    ),
    (
        channel(stack=5),
        ("encoding", "y", "stack"),
        "stack of channel y is 'zero', 'center', 'normalize', null, true or false; found the number 5.",
        None,
    ),
    (
        lite(encoding=[]),
        ("encoding",),
        "encoding is an object; found a list.",
        "write it as a map: its keys without dashes or brackets",
    ),
    (
        lite(transform={}),
        ("transform",),
        "transform is a list; found an object.",
        "put it in a list, even when it is the only one",
    ),
    (
        lite(mark=5),
        ("mark",),
        "mark is 'boxplot', 'errorbar', 'errorband', 'arc', 'area', 'bar', 'image', 'line', 'point', 'rect', "
        "'rule' or 7 more; found the number 5.",
        None,
    ),
    (
        lite(encoding={"x": {"value": {"unit": 1}}}),
        ("encoding", "x", "value"),
        "value of channel x is 'width', 'height', a number or an object with 'expr'; found an object.",
        None,
    ),
    (
        lite(config={"view": {"stroke": 5}}),
        ("config", "view", "stroke"),
        "stroke of view of config is a string, null or an object with 'expr'; found the number 5.",
        None,
    ),
]

MISSING: list[tuple[dict[str, Any], tuple[str | int, ...], str, str | None]] = [
    ({"mark": "bar"}, (), "a Vega-Lite spec needs 'data'.", f"{LITE_DOCS}/spec.html"),
    (
        {"data": {"name": "table"}, "encoding": {"x": FIELD}},
        (),
        "a Vega-Lite spec needs one of 'mark' or 'layer'.",
        f"{LITE_DOCS}/spec.html",
    ),
    (
        {},
        (),
        "a Vega-Lite spec needs one of 'mark', 'facet', 'layer', 'repeat', 'concat', 'vconcat' or 'hconcat'.",
        f"{LITE_DOCS}/spec.html",
    ),
    (lite(mark={}), ("mark",), "mark needs 'type'.", f"{LITE_DOCS}/mark.html"),
    (
        lite(transform=[{"calculate": "datum.a"}]),
        ("transform", 0),
        "the calculate transform needs 'as'.",
        "write as: and a name for the new column",
    ),
    (
        lite(data={"xlabel": 3}),
        ("data",),
        "data needs one of 'url', 'values', 'name', 'sequence', 'sphere' or 'graticule'.",
        f"{LITE_DOCS}/data.html",
    ),
    (
        lite(params=[{"name": "grid", "bind": "scales"}]),
        ("params", 0),
        "param 'grid' needs 'select'.",
        "write select: point or select: interval",
    ),
    (
        channel(scale={"domain": {"selection": "brush"}}),
        ("encoding", "y", "scale", "domain"),
        "domain of scale of channel y needs one of 'param', 'unionWith' or 'expr'.",
        f"{LITE_DOCS}/scale.html",
    ),
    (
        lite(transform=[{"foo": 1}]),
        ("transform", 0),
        "a transform needs one of 'aggregate', 'bin', 'calculate', 'density', 'extent', 'filter', 'flatten', "
        "'fold', 'impute', 'joinaggregate', 'loess', 'lookup' or 7 more.",
        f"{LITE_DOCS}/transform.html",
    ),
]


@pytest.mark.parametrize(
    ("spec", "path", "message", "help", "code"),
    [
        *((*case, "CK301") for case in KEYS),
        *((*case, "CK302") for case in VALUES),
        *((*case, "CK303") for case in OTHER_TYPES),
        *((*case, "CK304") for case in MISSING),
    ],
)
def test_a_mistake_is_worded_once(
    spec: dict[str, Any], path: tuple[str | int, ...], message: str, help: str | None, code: str
) -> None:
    (fault,) = validate(spec, "vega-lite")

    assert (fault.path, fault.message, fault.help, fault.code) == (path, message, help, code)
    assert fault.on_key == (code == "CK301")


def test_mistakes_in_several_places_come_in_the_order_of_the_spec() -> None:
    left = {"mark": "bar", "encoding": {"x": {"type": "q"}, "y": {"type": 5}, "z": {}}}
    faults = validate(without_mark(hconcat=[left, {"mark": "brr"}]), "vega-lite")

    assert [fault.message for fault in faults] == [
        "'q' is not a type of channel x.",
        "type of channel y is 'quantitative', 'ordinal', 'temporal', 'nominal' or 'geojson'; found the number 5.",
        "encoding has no channel 'z'.",
        "'brr' is not a mark.",
    ]


def test_what_stands_under_a_misspelt_key_is_checked_too() -> None:
    faults = validate(lite(encodng={"x": {"type": "quantitive"}}), "vega-lite")

    assert [(fault.path, fault.message) for fault in faults] == [
        (("encodng",), "a Vega-Lite spec has no property 'encodng'."),
        (("encodng", "x", "type"), "'quantitive' is not a type of channel x."),
    ]


def test_a_key_that_is_needed_is_meant_before_one_that_fits() -> None:
    faults = validate({"dat": {"ulr": "a.csv"}, "mark": "bar"}, "vega-lite")

    assert [(fault.path, fault.help) for fault in faults] == [
        (("dat",), "did you mean 'data'?"),
        (("dat", "ulr"), "did you mean 'url'?"),
    ]

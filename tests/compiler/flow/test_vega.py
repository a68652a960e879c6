"""Fields, datasets, scales and signals of raw Vega that nothing provides."""

from __future__ import annotations

from typing import Any

import pytest

from chartkit.compiler.flow import FlowFault, flow

TABLES = {"table": ["loss", "step", "run"]}


def faults(**more: Any) -> list[FlowFault]:
    spec = {"data": [{"name": "table"}], "marks": [], **more}
    return list(flow(spec, "vega", TABLES).faults)


def paths(**more: Any) -> list[str]:
    return ["/".join(map(str, fault.path)) for fault in faults(**more)]


def transformed(*transforms: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"name": "table", "transform": list(transforms)}]


@pytest.mark.parametrize(
    ("transform", "place"),
    [
        ({"type": "filter", "expr": "datum.los > 1"}, "expr"),
        ({"type": "formula", "expr": "datum.los", "as": "m"}, "expr"),
        ({"type": "aggregate", "groupby": ["los"]}, "groupby/0"),
        ({"type": "aggregate", "fields": ["loss", "los"], "ops": ["min", "max"]}, "fields/1"),
        ({"type": "bin", "field": "los", "extent": [0, 1]}, "field"),
        ({"type": "collect", "sort": {"field": ["loss", "los"]}}, "sort/field/1"),
        ({"type": "fold", "fields": ["los"]}, "fields/0"),
        ({"type": "kde", "field": {"expr": "datum.los"}}, "field/expr"),
        ({"type": "stack", "field": "los", "groupby": ["run"]}, "field"),
        ({"type": "lookup", "from": "table", "key": "run", "fields": ["los"], "as": ["row"]}, "fields/0"),
    ],
)
def test_every_transform(transform: dict[str, Any], place: str) -> None:
    assert paths(data=[{"name": "table"}, {"name": "t", "source": "table", "transform": [transform]}]) == [
        f"data/1/transform/0/{place}"
    ]


@pytest.mark.parametrize(
    ("transform", "made"),
    [
        ({"type": "aggregate", "groupby": ["run"]}, ["run", "count"]),
        ({"type": "aggregate", "fields": ["loss"], "ops": ["mean"]}, ["mean_loss"]),
        ({"type": "bin", "field": "loss", "extent": [0, 1]}, ["bin0", "bin1", "loss"]),
        ({"type": "fold", "fields": ["loss"]}, ["key", "value"]),
        ({"type": "stack", "field": "loss", "groupby": ["run"]}, ["y0", "y1"]),
        ({"type": "timeunit", "field": "step", "units": ["year"]}, ["unit0", "unit1"]),
        ({"type": "pivot", "field": "run", "value": "loss"}, ["whatever"]),
        ({"type": "aggregate", "groupby": {"signal": "['run']"}}, ["whatever"]),
        ({"type": "project", "fields": ["loss"]}, ["loss"]),
    ],
)
def test_what_transforms_make(transform: dict[str, Any], made: list[str]) -> None:
    shown = {"update": {"text": [{"field": name} for name in made]}}
    assert (
        faults(data=transformed(transform), marks=[{"type": "text", "from": {"data": "table"}, "encode": shown}]) == []
    )


def test_names_of_datasets_and_scales() -> None:
    mark = {"type": "rect", "from": {"data": "tabel"}, "encode": {"update": {"x": {"scale": "xx", "value": 1}}}}
    found = faults(
        data=[{"name": "table"}, {"name": "b", "source": "tabl"}],
        scales=[{"name": "x", "domain": {"data": "tble", "field": "loss"}}],
        axes=[{"orient": "left", "scale": "y"}],
        marks=[mark],
    )
    assert found == [
        FlowFault(
            "CK315",
            ("data", 1, "source"),
            "no dataset is called 'tabl' here.",
            "did you mean 'table'? datasets: 'table'",
        ),
        FlowFault(
            "CK315",
            ("scales", 0, "domain", "data"),
            "no dataset is called 'tble' here.",
            "did you mean 'table'? datasets: 'table' and 'b'",
        ),
        FlowFault("CK316", ("axes", 0, "scale"), "no scale is called 'y' here.", "scales: 'x'"),
        FlowFault(
            "CK315",
            ("marks", 0, "from", "data"),
            "no dataset is called 'tabel' here.",
            "did you mean 'table'? datasets: 'table' and 'b'",
        ),
        FlowFault(
            "CK316",
            ("marks", 0, "encode", "update", "x", "scale"),
            "no scale is called 'xx' here.",
            "did you mean 'x'? scales: 'x'",
        ),
    ]


def test_fields_of_scales_and_marks() -> None:
    scale = {"name": "x", "domain": {"fields": [{"data": "table", "field": "los"}, {"data": "table", "field": "loss"}]}}
    rows = {"x": {"scale": "x", "field": "los"}, "y": {"signal": "datum.los"}, "size": {"field": {"datum": "los"}}}
    mark = {
        "type": "rect",
        "from": {"data": "table"},
        "encode": {"update": {**rows, "fill": [{"test": "datum.los > 1"}]}},
    }
    assert paths(scales=[scale], marks=[mark]) == [
        "scales/0/domain/fields/0/field",
        "marks/0/encode/update/x/field",
        "marks/0/encode/update/y/signal",
        "marks/0/encode/update/size/field/datum",
        "marks/0/encode/update/fill/0/test",
    ]


def test_faceted_groups() -> None:
    inner = {
        "type": "rect",
        "from": {"data": "cell"},
        "encode": {
            "update": {"x": {"field": "loss"}, "y": {"field": "los"}, "fill": {"field": {"parent": "rum"}}},
        },
    }
    facet = {"facet": {"data": "table", "name": "cell", "groupby": "run"}}
    group = {"type": "group", "from": facet, "encode": {"update": {"x": {"field": "count"}, "y": {"field": "loss"}}}}
    assert paths(marks=[{**group, "marks": [inner]}]) == [
        "marks/0/encode/update/y/field",
        "marks/0/marks/0/encode/update/y/field",
        "marks/0/marks/0/encode/update/fill/field/parent",
    ]


def test_signals() -> None:
    signals = [{"name": "k", "update": "wdth / 2"}, {"name": "m", "update": "k + ext[0] + length(data('table'))"}]
    extent = {"type": "extent", "field": "loss", "signal": "ext"}
    assert faults(data=transformed(extent), signals=signals) == [
        FlowFault(
            "CK313",
            ("signals", 0, "update"),
            "nothing defines the signal 'wdth'.",
            "did you mean 'width'? signals: 'ext', 'k' and 'm'",
            name="wdth",
        )
    ]


def test_datasets_that_expressions_name() -> None:
    assert faults(signals=[{"name": "n", "update": "length(data('table')) + length(data('tabel'))"}]) == [
        FlowFault(
            "CK315",
            ("signals", 0, "update"),
            "no dataset is called 'tabel'.",
            "did you mean 'table'? datasets: 'table'",
            name="tabel",
        )
    ]


def test_rows_of_other_marks_and_changed_datasets_are_open() -> None:
    points = {"name": "points", "type": "symbol", "from": {"data": "table"}}
    labels = {"type": "text", "from": {"data": "points"}, "encode": {"update": {"text": {"field": "datum.loss"}}}}
    assert faults(marks=[points, labels]) == []
    pushed = [{"name": "table"}, {"name": "picked", "on": [{"trigger": "true", "insert": "[]"}]}]
    assert (
        faults(
            data=pushed,
            marks=[{"type": "text", "from": {"data": "picked"}, "encode": {"update": {"x": {"field": "any"}}}}],
        )
        == []
    )

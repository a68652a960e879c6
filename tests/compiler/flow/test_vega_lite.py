"""Fields of Vega-Lite specs that nothing provides, one construct at a time."""

from __future__ import annotations

from typing import Any

import pytest

from chartkit.compiler.flow import FlowFault, flow

TABLES = {"table": ["loss", "step", "run", "a.b"]}
DATA = {"name": "table"}
OTHERS = "fields: 'a.b', 'loss', 'run' and 'step'"


def faults(spec: dict[str, Any]) -> tuple[FlowFault, ...]:
    return flow({"data": DATA, **spec}, "vega-lite", TABLES).faults


def paths(spec: dict[str, Any]) -> list[str]:
    return ["/".join(map(str, fault.path)) for fault in faults(spec)]


def unit(**channels: Any) -> dict[str, Any]:
    return {"mark": "point", "encoding": channels}


def test_a_misspelt_field_with_its_place_and_near_names() -> None:
    assert faults(unit(x={"field": "step"}, y={"field": "los"})) == (
        FlowFault(
            "CK311",
            ("encoding", "y", "field"),
            "nothing provides the field 'los': neither the data nor a transform before it.",
            f"did you mean 'loss'? {OTHERS}",
            name="los",
        ),
    )


@pytest.mark.parametrize(
    ("channel", "place"),
    [
        ({"field": "los"}, "field"),
        ({"field": "loss", "sort": {"field": "los", "op": "mean"}}, "sort/field"),
        ({"field": "loss", "aggregate": {"argmax": "los"}}, "aggregate/argmax"),
        ({"field": "loss", "scale": {"range": {"field": "los"}}}, "scale/range/field"),
        ({"condition": {"test": "datum.los > 1", "value": 3}, "value": 1}, "condition/test"),
        ({"condition": {"test": {"field": "los", "gt": 1}, "value": 3}, "value": 1}, "condition/test/field"),
        ({"condition": [{"test": {"not": "datum['los']"}, "value": 3}]}, "condition/0/test/not"),
        ({"condition": {"param": "p", "field": "los"}, "value": 1}, "condition/field"),
        ({"value": {"expr": "datum.los * 2"}}, "value/expr"),
    ],
)
def test_every_part_of_a_channel(channel: dict[str, Any], place: str) -> None:
    spec = {"params": [{"name": "p", "select": "point"}], **unit(x={"field": "step"}, color=channel)}
    assert paths(spec) == [f"encoding/color/{place}"]


@pytest.mark.parametrize(
    ("transform", "place"),
    [
        ({"filter": "datum.los > 1"}, "filter"),
        ({"filter": {"and": ["datum.loss", {"not": {"field": "los", "equal": 1}}]}}, "filter/and/1/not/field"),
        ({"calculate": "datum['los']", "as": "m"}, "calculate"),
        ({"bin": True, "field": "los", "as": "m"}, "field"),
        ({"timeUnit": "year", "field": "los", "as": "m"}, "field"),
        ({"aggregate": [{"op": "mean", "field": "los", "as": "m"}]}, "aggregate/0/field"),
        ({"aggregate": [{"op": "count", "as": "m"}], "groupby": ["los"]}, "groupby/0"),
        ({"joinaggregate": [{"op": "mean", "field": "los", "as": "m"}]}, "joinaggregate/0/field"),
        ({"window": [{"op": "rank", "as": "m"}], "sort": [{"field": "los"}]}, "sort/0/field"),
        ({"stack": "los", "groupby": ["step"], "as": "m"}, "stack"),
        ({"fold": ["loss", "los"]}, "fold/1"),
        ({"flatten": ["los"]}, "flatten/0"),
        ({"pivot": "los", "value": "loss"}, "pivot"),
        ({"impute": "loss", "key": "los"}, "key"),
        ({"density": "los"}, "density"),
        ({"quantile": "los"}, "quantile"),
        ({"regression": "loss", "on": "los"}, "on"),
        ({"loess": "los", "on": "step"}, "loess"),
        ({"extent": "los", "param": "e"}, "extent"),
        ({"lookup": "los", "from": {"data": DATA, "key": "run", "fields": ["loss"]}}, "lookup"),
        ({"lookup": "run", "from": {"data": DATA, "key": "rn", "fields": ["loss"]}}, "from/key"),
        ({"lookup": "run", "from": {"data": DATA, "key": "run", "fields": ["los"]}}, "from/fields/0"),
    ],
)
def test_every_transform(transform: dict[str, Any], place: str) -> None:
    assert paths({"transform": [transform], "mark": "point"}) == [f"transform/0/{place}"]


@pytest.mark.parametrize(
    ("transform", "made"),
    [
        ({"calculate": "1", "as": "m"}, ["m", "loss"]),
        ({"bin": True, "field": "loss", "as": "m"}, ["m", "m_end"]),
        ({"bin": True, "field": "loss", "as": ["m", "n"]}, ["m", "n"]),
        ({"aggregate": [{"op": "mean", "field": "loss", "as": "m"}], "groupby": ["run"]}, ["m", "run"]),
        ({"fold": ["loss"]}, ["key", "value", "loss"]),
        ({"fold": ["loss"], "as": ["k"]}, ["k", "value"]),
        ({"density": "loss", "groupby": ["run"]}, ["value", "density", "run"]),
        ({"quantile": "loss"}, ["prob", "value"]),
        ({"regression": "loss", "on": "step"}, ["loss", "step"]),
        ({"regression": "loss", "on": "step", "params": True}, ["coef", "rSquared"]),
        ({"loess": "loss", "on": "step", "as": ["u", "v"]}, ["u", "v"]),
        ({"stack": "loss", "groupby": ["step"], "as": "m"}, ["m", "m_end"]),
        ({"flatten": ["loss"]}, ["loss", "run"]),
        ({"pivot": "run", "value": "loss"}, ["whatever the rows hold"]),
        ({"lookup": "run", "from": {"data": {"url": "x.csv"}, "key": "k", "fields": ["u"]}}, ["u", "loss"]),
        ({"lookup": "run", "from": {"data": {"url": "x.csv"}, "key": "k"}, "as": "row"}, ["row.u"]),
    ],
)
def test_what_transforms_make(transform: dict[str, Any], made: list[str]) -> None:
    tooltip = [{"field": name} for name in made]
    assert faults({"transform": [transform], **unit(tooltip=tooltip)}) == ()


def test_a_field_used_before_it_is_made() -> None:
    made = {"calculate": "datum.loss / datum.step", "as": "ratio"}
    assert faults({"transform": [{"filter": "datum.ratio < 1"}, made], **unit(y={"field": "ratio"})}) == (
        FlowFault(
            "CK312",
            ("transform", 0, "filter"),
            "the field 'ratio' is used before it is made: transform 2 (calculate) below makes it.",
            "move that transform above this place",
            name="ratio",
        ),
    )


def test_a_field_that_a_transform_drops() -> None:
    spec = {"transform": [{"aggregate": [{"op": "mean", "field": "loss", "as": "m"}]}], **unit(y={"field": "loss"})}
    assert faults(spec) == (
        FlowFault(
            "CK311",
            ("encoding", "y", "field"),
            "transform 1 (aggregate) drops the field 'loss': it leaves what it makes and groups by.",
            "fields: 'm'",
            name="loss",
        ),
    )


@pytest.mark.parametrize("field", ["a\\.b", "a.b", "step.x[0]", "loss[0]", "mean_loss", "loss_end", "__count"])
def test_paths_and_names_that_vega_lite_makes(field: str) -> None:
    spec = unit(x={"field": "loss", "aggregate": "mean"}, y={"aggregate": "count"}, tooltip={"field": field})
    assert faults(spec) == ()


@pytest.mark.parametrize(
    ("channel", "name"),
    [
        ({"bin": True, "field": "loss"}, "bin_maxbins_10_loss"),
        ({"bin": {"step": 0.5}, "field": "loss"}, "bin_step_0_5_loss_end"),
        ({"timeUnit": "yearmonth", "field": "step"}, "yearmonth_step"),
        ({"timeUnit": {"unit": "hours", "step": 6, "utc": True}, "field": "step"}, "utchours_step_6_step_end"),
    ],
)
def test_names_of_bins_and_units(channel: dict[str, Any], name: str) -> None:
    assert faults(unit(x=channel, size={"condition": {"test": f"datum.{name} > 1", "value": 2}, "value": 1})) == ()


def test_a_shared_encoding_is_a_fault_only_when_no_layer_has_the_field() -> None:
    rule = {"data": {"values": [{"limit": 3}]}, "mark": "rule", "encoding": {"y": {"field": "limit"}}}
    line = {"mark": "line", "encoding": {"y": {"field": "loss"}}}
    shared = {"x": {"field": "step"}, "color": {"field": "rum"}}
    assert paths({"encoding": shared, "layer": [line, rule]}) == ["encoding/color/field"]


def test_data_of_a_view_starts_anew() -> None:
    own = {"data": {"values": [{"a": 1}]}, **unit(x={"field": "loss"}, y={"field": "a"})}
    assert paths({"hconcat": [own, unit(x={"field": "loss"})]}) == ["hconcat/0/encoding/x/field"]


def test_repeats_and_facets() -> None:
    repeated = {"repeat": {"row": ["loss", "los"]}, "spec": unit(y={"field": {"repeat": "row"}})}
    assert [fault.message.split("'")[1] for fault in faults(repeated)] == ["los"]
    faceted = {"facet": {"row": {"field": "rum"}}, "spec": unit(x={"field": "loss"})}
    assert paths(faceted) == ["facet/row/field"]
    assert paths(unit(x={"field": "loss"}, facet={"field": "rum"})) == ["encoding/facet/field"]


@pytest.mark.parametrize(
    "source",
    [
        {"url": "somewhere.csv"},
        {"name": "elsewhere"},
        {"values": []},
        {"values": "a,b\n1,2", "format": {"type": "csv"}},
        {"values": {"type": "Topology"}, "format": {"type": "topojson", "feature": "f"}},
        {"sphere": True},
        {"graticule": True},
    ],
)
def test_nothing_is_claimed_about_open_data(source: dict[str, Any]) -> None:
    assert faults({"data": source, **unit(x={"field": "anything"})}) == ()


def test_rows_in_the_spec() -> None:
    rows = {"datasets": {"mine": [{"a": 1}, {"b": 2}]}, "data": {"name": "mine"}}
    assert paths({**rows, **unit(x={"field": "a"}, y={"field": "b"}, color={"field": "c"})}) == ["encoding/color/field"]
    assert faults({"data": {"values": [1, 2]}, **unit(x={"field": "data"})}) == ()
    assert faults({"data": {"sequence": {"start": 0, "stop": 9, "as": "t"}}, **unit(x={"field": "t"})}) == ()
    assert paths({"data": {"sequence": {"start": 0, "stop": 9}}, **unit(x={"field": "t"})}) == ["encoding/x/field"]


@pytest.mark.parametrize(
    ("text", "is_fault"),
    [
        ("isValid(datum.extra) ? datum.extra : 0", False),
        ("datum.extra || 'none'", False),
        ("if(isNumber(datum.extra), datum.extra, 1)", False),
        ("datum.extra == null ? 1 : datum.extra", False),
        ("datum.extra === null ? 1 : datum.extra", True),
        ("datum.extra + 1", True),
        ("isValid(datum.los) ? datum.loss : 0", True),
    ],
)
def test_fields_that_an_expression_asks_about_may_be_missing(text: str, is_fault: bool) -> None:
    assert bool(faults({"transform": [{"calculate": text, "as": "m"}], "mark": "point"})) == is_fault


def test_marks_and_selections() -> None:
    mark = {"mark": {"type": "text", "text": {"expr": "datum.los"}}}
    assert paths(mark) == ["mark/text/expr"]
    select = {"params": [{"name": "p", "select": {"type": "point", "fields": ["run", "rum"]}}], "mark": "point"}
    assert paths(select) == ["params/0/select/fields/1"]


def test_expressions_of_axes_read_no_row() -> None:
    axis = {
        "labelExpr": "datum.label + datum.value",
        "labelColor": {"condition": {"test": "datum.index", "value": "red"}},
    }
    assert faults(unit(x={"field": "loss", "axis": axis})) == ()

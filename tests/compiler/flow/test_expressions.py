"""Expressions that Vega could not read or run, and params that nothing defines."""

from __future__ import annotations

from typing import Any

import pytest

from chartkit.compiler.flow import FlowFault, flow

SPEC: dict[str, Any] = {"data": {"name": "table"}, "params": [{"name": "limit", "value": 5}], "mark": "point"}


def faults(**more: Any) -> list[FlowFault]:
    return list(flow({**SPEC, **more}, "vega-lite", {"table": ["loss"]}).faults)


def test_an_expression_that_does_not_parse() -> None:
    (fault,) = faults(transform=[{"filter": "datum.loss > > 3"}])
    assert (fault.code, fault.path, fault.help) == ("CK314", ("transform", 0, "filter"), None)
    assert fault.message.startswith("this expression cannot be read: ")


def test_deep_nesting_is_a_fault_not_a_crash() -> None:
    (fault,) = faults(transform=[{"filter": "(" * 5000 + "1" + ")" * 5000}])
    assert fault.code == "CK314"


def test_an_unknown_function() -> None:
    (fault,) = faults(transform=[{"calculate": "rond(datum.loss)", "as": "m"}])
    assert (fault.code, fault.message) == ("CK314", "'rond' is no function of Vega.")
    assert fault.help is not None and fault.help.startswith("did you mean 'round'? functions: 'abs', ")


def test_an_undefined_param() -> None:
    message = "nothing defines the param 'limt'."
    help = "did you mean 'limit'? params: 'limit'"
    assert faults(transform=[{"filter": "datum.loss < limt"}]) == [
        FlowFault("CK313", ("transform", 0, "filter"), message, help, name="limt")
    ]
    assert faults(transform=[{"filter": {"param": "limt"}}]) == [
        FlowFault("CK313", ("transform", 0, "filter", "param"), message, help, name="limt")
    ]
    assert faults(encoding={"x": {"field": "loss", "scale": {"domain": {"param": "limt"}}}}) == [
        FlowFault("CK313", ("encoding", "x", "scale", "domain", "param"), message, help, name="limt")
    ]


def test_a_misspelt_datum() -> None:
    (fault,) = faults(transform=[{"filter": "dtaum.loss < 1"}])
    assert fault.message == "nothing defines the param 'dtaum'."
    assert fault.help == "did you mean 'datum'? params: 'limit'"


@pytest.mark.parametrize("name", ["limit", "width", "child_height", "PI", "concat_0_x_step", "limit_x", "limit_tuple"])
def test_params_and_what_vega_lite_makes_are_defined(name: str) -> None:
    assert faults(transform=[{"filter": f"datum.loss < {name}"}]) == []


def test_params_of_other_views_and_of_extents_are_defined() -> None:
    brushed = {"params": [{"name": "brush", "select": "interval"}], "mark": "point"}
    other = {
        "transform": [{"extent": "loss", "param": "range"}, {"filter": "range[0] < 3 && brush.loss"}],
        "mark": "bar",
    }
    assert faults(hconcat=[brushed, other]) == []


def test_expressions_of_axes_and_config_are_read_too() -> None:
    axis = {"labelExpr": "nope(datum.label)"}
    assert [fault.code for fault in faults(encoding={"x": {"field": "loss", "axis": axis}})] == ["CK314"]
    assert [fault.code for fault in faults(config={"bar": {"color": {"expr": "nope"}}})] == ["CK313"]

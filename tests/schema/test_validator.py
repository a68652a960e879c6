"""Valid or not: the same answer as an independent validator, whatever the spec and however often it is asked."""

from __future__ import annotations

import datetime
import json
from collections import OrderedDict
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from chartkit.schema import Fault, validate
from chartkit.schema.validator import Validator, validator

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "vega-lite"
needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="no corpus of real specs beside this repository")
BAR: dict[str, Any] = {"data": {"name": "table"}, "mark": "bar"}
VEGA: dict[str, Any] = {
    "$schema": "https://vega.github.io/schema/vega/v6.json",
    "width": 100,
    "signals": [{"name": "scale", "value": 2, "bind": {"input": "range", "min": 1, "max": 5}}],
    "data": [{"name": "table", "transform": [{"type": "formula", "expr": "datum.a * scale", "as": "b"}]}],
    "scales": [{"name": "x", "type": "linear", "domain": {"data": "table", "field": "b"}, "range": "width"}],
    "axes": [{"orient": "bottom", "scale": "x"}],
    "marks": [{"type": "rect", "from": {"data": "table"}, "encode": {"enter": {"x": {"scale": "x", "field": "b"}}}}],
}


class Text(str):
    """A string that is not exactly a str."""


def nested(n_layers: int, inner: dict[str, Any]) -> dict[str, Any]:
    spec = inner
    for _ in range(n_layers):
        spec = {"layer": [spec]}
    return spec | {"data": {"name": "table"}}


@needs_corpus
def test_real_specs_are_judged_like_the_oracle() -> None:
    lite = validator("vega-lite")
    oracle = Draft7Validator(lite.schema)
    invalid: list[str] = []
    for file in sorted(CORPUS.glob("*.json")):
        spec = json.loads(file.read_text(encoding="utf-8"))
        expected = oracle.is_valid(spec)
        mistakes, is_sure = lite.walk(spec)
        assert (lite.is_valid(spec), not mistakes, is_sure) == (expected, expected, True), file.name
        if not expected:
            invalid.append(file.name)

    assert invalid == [
        "facet_column_facet_column_point_future.vl.json",
        "facet_column_facet_row_point_future.vl.json",
    ]


@needs_corpus
def test_compiled_vega_specs_are_judged_like_the_oracle() -> None:
    import vl_convert

    full = validator("vega")
    for name in ("bar_grouped", "brush_table", "boxplot_2D_vertical", "trellis_area", "layer_likert"):
        spec = json.loads((CORPUS / f"{name}.vl.json").read_text(encoding="utf-8"))
        compiled = vl_convert.vegalite_to_vega(spec)
        assert (full.is_valid(compiled), full.walk(compiled)) == (True, ((), True)), name


def test_a_valid_spec_has_no_faults() -> None:
    assert validate(BAR, "vega-lite") == []
    assert validate(VEGA, "vega") == []
    assert Draft7Validator(validator("vega").schema).is_valid(VEGA)


def test_the_answer_stays_the_same_once_the_first_specs_were_walked() -> None:
    fresh = Validator("vega-lite")
    answers = [fresh.faults(BAR | {"mark": mark}) for mark in ("bar", "barr") * 110]

    assert answers[0] == []
    assert [fault.message for fault in answers[1]] == ["'barr' is not a mark."]
    assert answers == answers[:2] * 110


@pytest.mark.parametrize("n_before", [0, 210])
@pytest.mark.parametrize(
    "spec",
    [
        OrderedDict(BAR),
        BAR | {"mark": Text("bar")},
        BAR | {"title": ("two", "lines")},
        BAR | {"title": "\ud800"},
        BAR | {"width": 10**30},
        nested(25, {"mark": "bar"}),
        nested(90, {"mark": "bar"}),
    ],
    ids=["ordered", "subclass", "tuple", "surrogate", "huge", "layers25", "layers90"],
)
def test_unusual_but_valid(spec: dict[str, Any], n_before: int) -> None:
    fresh = Validator("vega-lite")
    for _ in range(n_before):
        fresh.faults(BAR)

    assert fresh.faults(spec) == []


ENDLESS: dict[str, Any] = {}
ENDLESS["layer"] = [ENDLESS]


@pytest.mark.parametrize(
    ("spec", "message", "path"),
    [
        (None, "a Vega-Lite spec is an object; found null.", ()),
        ([], "a Vega-Lite spec is an object; found a list.", ()),
        (5, "a Vega-Lite spec is an object; found the number 5.", ()),
        ("bar", "a Vega-Lite spec is an object; found 'bar'.", ()),
        (b"bar", "a value of type bytes is not JSON.", ()),
        (BAR | {1: 2}, "a key is a string; found int 1.", ()),
        (BAR | {"data": {None: 2}}, "a key is a string; found NoneType None.", ("data",)),
        (BAR | {"title": datetime.date(2020, 1, 1)}, "a value of type date is not JSON.", ("title",)),
        (BAR | {"params": [{"name": {1, 2}}]}, "a value of type set is not JSON.", ("params", 0, "name")),
        (
            BAR | {"width": float("nan")},
            "width is 'container', a number or an object with 'step'; found nan, which is no number in JSON.",
            ("width",),
        ),
        (BAR | {"mark": "b" * 10**6}, f"'{'b' * 38}… is not a mark.", ("mark",)),
        (BAR | {"e" * 10**6: 1}, f"a Vega-Lite spec has no property '{'e' * 38}….", ("e" * 10**6,)),
        (BAR | {"mark": "\ud800"}, "'\\ud800' is not a mark.", ("mark",)),
        (nested(20, {"mark": "barr"}), "'barr' is not a mark.", (*("layer", 0) * 20, "mark")),
        (
            nested(100, {"mark": "barr"}),
            "this is not valid Vega-Lite; the mistake is more than 60 levels deep.",
            (),
        ),
        (
            nested(5000, {"mark": "bar"}),
            "the spec is nested deeper than 254 levels.",
            (*("layer", 0) * 127, "layer"),
        ),
        (ENDLESS, "the spec is nested deeper than 254 levels.", (*("layer", 0) * 127, "layer")),
    ],
)
def test_hostile_specs_get_one_clear_fault(spec: Any, message: str, path: tuple[str | int, ...]) -> None:
    faults = validate(spec, "vega-lite")

    assert [(fault.message, fault.path) for fault in faults] == [(message, path)]


def test_the_spec_is_not_changed() -> None:
    spec = BAR | {"encodng": {"x": {"field": "a"}}, "mark": {"type": "barr"}}
    before = json.dumps(spec)

    validate(spec, "vega-lite")

    assert json.dumps(spec) == before


def test_a_long_list_of_mistakes_is_cut() -> None:
    spec = BAR | {"transform": [{"calcluate": "1", "as": "a"}] * 1000}

    assert len(validate(spec, "vega-lite")) == 20


def test_faults_are_values() -> None:
    (fault,) = validate(BAR | {"mark": "barr"}, "vega-lite")

    assert fault == Fault(("mark",), "'barr' is not a mark.", "did you mean 'bar'?", False, "CK302")

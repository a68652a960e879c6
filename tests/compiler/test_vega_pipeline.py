"""Raw Vega's transforms in Vega-Lite's words, each drawn by both: the same rows in the same order."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest
import vl_convert

from chartkit.compiler.vega_pipeline import vega_pipeline_of, without_consumed

ROWS = [
    {"a": 1, "b": 2.5, "g": "u", "t": 1704067200000},
    {"a": 4, "b": None, "g": "v", "t": 1709596800000},
    {"a": 2, "b": -1, "g": "u", "t": 1709683200000},
    {"a": 9, "b": 7, "g": "w", "t": 1735689600000},
    {"a": 2, "b": 3, "g": "v", "t": 1735689600000},
]

PIPELINES: dict[str, list[dict[str, Any]]] = {
    "filter and formula": [
        {"type": "filter", "expr": "datum.a > 1"},
        {"type": "formula", "expr": "datum.a * 2", "as": "twice", "initonly": True},
    ],
    "aggregate": [
        {
            "type": "aggregate",
            "groupby": ["g"],
            "fields": ["a", "b", None, "b", {"field": "a"}],
            "ops": ["sum", "mean", "count", "distinct", "max"],
            "as": ["s", None, "n"],
        }
    ],
    "count": [{"type": "aggregate", "groupby": ["g"]}],
    "bin": [{"type": "bin", "field": "a", "extent": [0, 10], "as": ["from", "to"]}],
    "bin by step": [{"type": "bin", "field": "a", "extent": [1, 9], "maxbins": 3, "nice": False}],
    "timeunit": [{"type": "timeunit", "field": "t", "units": ["month", "year"], "timezone": "utc"}],
    "timeunit of a name": [
        {"type": "timeunit", "field": "t", "units": ["year"], "timezone": "utc", "as": ["y", "y_end"]},
    ],
    "joinaggregate": [{"type": "joinaggregate", "groupby": ["g"], "ops": ["max"], "fields": ["a"], "as": ["top"]}],
    "window": [
        {
            "type": "window",
            "sort": {"field": ["a", "b"], "order": ["descending"]},
            "groupby": ["g"],
            "ops": ["rank", "lag", "sum"],
            "fields": [None, "a", "a"],
            "params": [None, 1],
            "as": ["r", "before"],
            "frame": [None, 0],
        }
    ],
    "fold": [{"type": "fold", "fields": ["a", "b"]}],
    "stack": [
        {"type": "stack", "field": "a", "groupby": ["g"], "sort": {"field": "b"}, "as": ["from", "to"]},
    ],
    "flatten": [{"type": "formula", "expr": "[datum.a, 0]", "as": "l"}, {"type": "flatten", "fields": ["l"]}],
    "pivot": [{"type": "pivot", "field": "g", "value": "a", "groupby": ["t"], "op": "sum"}],
    "quantile": [{"type": "quantile", "field": "a", "probs": [0.25, 0.5], "groupby": ["g"]}],
}


def texts(svg: str) -> list[Any]:
    return [json.loads(unescape(text)) for text in re.findall(r"<text[^>]*>(\{.*?)</text>", svg)]


def drawn_by_vega(transforms: list[dict[str, Any]]) -> list[Any]:
    data = [{"name": "table", "values": ROWS, "transform": transforms}]
    mark = {"type": "text", "from": {"data": "table"}, "encode": {"enter": {"text": {"signal": _SHOWN}}}}
    return texts(vl_convert.vega_to_svg({"width": 9, "height": 9, "data": data, "marks": [mark]}))


def drawn_by_vega_lite(transforms: list[dict[str, Any]]) -> list[Any]:
    spec = {
        "data": {"values": ROWS},
        "transform": [*transforms, {"calculate": _SHOWN, "as": "shown"}],
        "mark": "text",
        "encoding": {"text": {"field": "shown", "type": "nominal"}},
    }
    return texts(vl_convert.vegalite_to_svg(spec))


_NAMES = [
    *("a", "b", "g", "t", "u", "v", "w", "l", "s", "n", "r", "key", "value", "prob", "twice", "count", "from", "to"),
    *("mean_b", "distinct_b", "max_a", "bin0", "bin1", "unit0", "unit1", "y", "y_end", "top", "before", "sum_a"),
]
_SHOWN = " + ',' + ".join(
    [f"""'{"{" if name == "a" else ""}"{name}":' + (isValid(datum['{name}']) """
     f"""? '"' + datum['{name}'] + '"' : 'null') + '{"}" if name == "sum_a" else ""}'""" for name in _NAMES]
)  # fmt: skip


@pytest.mark.parametrize("name", PIPELINES)
def test_both_languages_make_the_same_rows(name: str) -> None:
    found = vega_pipeline_of({"data": [{"name": "table", "transform": PIPELINES[name]}]}, "table")
    assert (found.n_consumed, found.reason, found.ends[-1]) == (len(PIPELINES[name]), None, len(PIPELINES[name]))
    expected = drawn_by_vega(PIPELINES[name])
    assert expected
    assert drawn_by_vega_lite(found.transforms) == expected


STOPS: list[tuple[dict[str, Any], str]] = [
    ({"type": "filter", "expr": {"signal": "s"}}, "'expr' of filter is computed in the browser"),
    ({"type": "bin", "field": "a", "extent": {"signal": "e"}}, "'extent' of bin is computed in the browser"),
    ({"type": "bin", "field": "a"}, "a bin without an extent cannot be computed"),
    (
        {"type": "bin", "field": "a", "extent": [0, 1], "signal": "bins"},
        "'signal' of bin has no counterpart among the reductions",
    ),
    ({"type": "bin", "field": "a", "extent": [0, 1], "interval": False},
     "'interval' of bin has no counterpart among the reductions"),
    ({"type": "extent", "field": "a", "signal": "e"}, "Vega's 'extent' has no counterpart among the reductions"),
    ({"type": "project", "fields": ["a"]}, "Vega's 'project' has no counterpart among the reductions"),
    ({"type": "timeunit", "field": "t", "units": ["year"]},
     "a timeunit in local time depends on who looks; write timezone: utc"),
    ({"type": "timeunit", "field": "t", "timezone": "utc"}, "a timeunit without units chooses them in the browser"),
    ({"type": "aggregate", "ops": ["sum", "max"], "fields": ["a"]}, "2 operations do not fit 1 fields"),
    ({"type": "aggregate", "ops": ["values"]}, "the operation 'values' has no counterpart among the reductions"),
    ({"type": "aggregate", "cross": True}, "'cross' of aggregate has no counterpart among the reductions"),
    ({"type": "stack"}, "a stack without a field has no counterpart among the reductions"),
    ({"type": "fold", "fields": [{"expr": "datum.a"}]}, "'fields' of fold is computed in the browser"),
    ({"type": "fold", "fields": [3]}, "a field that is no name has no counterpart among the reductions"),
]  # fmt: skip


@pytest.mark.parametrize(("transform", "reason"), STOPS, ids=[reason for _, reason in STOPS])
def test_what_vega_lite_has_no_words_for_ends_it(transform: dict[str, Any], reason: str) -> None:
    first = {"type": "formula", "expr": "1", "as": "one"}
    spec = {"data": [{"name": "table", "transform": [first, transform, first]}]}
    assert vega_pipeline_of(spec, "table") == ([{"calculate": "1", "as": "one"}], 1, reason, [1])


FORMULA = {"type": "formula", "expr": "1", "as": "one"}
COUNT = {"type": "aggregate", "groupby": ["one"]}


def chained(**more: Any) -> dict[str, Any]:
    data = [
        {"name": "table", "transform": [FORMULA]},
        {"name": "counts", "source": "table", "transform": [COUNT, {"type": "collect"}]},
    ]
    return {"data": data, "marks": [{"type": "rect", "from": {"data": "counts"}}], **more}


def test_it_goes_on_in_the_dataset_that_alone_reads_the_table() -> None:
    found = vega_pipeline_of(chained(), "table")
    assert (found.n_consumed, found.reason) == (2, "Vega's 'collect' has no counterpart among the reductions")
    assert without_consumed(chained(), "table", 2)["data"] == [
        {"name": "table"},
        {"name": "counts", "source": "table", "transform": [{"type": "collect"}]},
    ]
    assert without_consumed(chained(), "table", 1)["data"][1] == chained()["data"][1]
    assert without_consumed(chained(), "table", 3)["data"] == [{"name": "table"}, {"name": "counts", "source": "table"}]


@pytest.mark.parametrize(
    "more",
    [
        {"scales": [{"name": "x", "domain": {"data": "table", "field": "a"}}]},
        {"signals": [{"name": "n", "update": "data('table').length"}]},
        {"marks": [{"type": "group", "from": {"facet": {"data": "table", "name": "f"}}}]},
    ],
    ids=str,
)
def test_a_table_that_something_else_reads_keeps_its_rows(more: dict[str, Any]) -> None:
    found = vega_pipeline_of(chained(**more), "table")
    assert (found.n_consumed, found.reason) == (1, "dataset 'table' is read by more than 'counts'")


def test_two_readers_triggers_and_no_table() -> None:
    spec = chained()
    spec["data"].append({"name": "other", "source": ["table", "counts"]})
    assert vega_pipeline_of(spec, "table")[1:3] == (1, "dataset 'table' is read by more than 'counts'")
    spec["data"][0]["on"] = [{"trigger": "s", "insert": "s"}]
    assert vega_pipeline_of(spec, "table") == ([], 0, "dataset 'table' changes on signals", [])
    assert vega_pipeline_of({"marks": []}, "table") == ([], 0, "the spec has no dataset 'table'", [])

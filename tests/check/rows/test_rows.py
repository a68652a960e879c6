"""Rows after transforms are those that real Vega has, or are not claimed to be known."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
import vl_convert

from chartkit.check.rows.javascript import CannotTell, Moment
from chartkit.check.rows.predicates import test_of as predicate_test
from chartkit.check.rows.tables import Rows, steps_of

ROWS: list[dict[str, Any]] = [
    {"n": 0, "x": 1.5, "s": "a", "b": True},
    {"n": 1, "x": None, "s": "", "b": False},
    {"n": 2, "x": -3, "s": None, "b": None},
    {"n": 3, "x": 0, "s": "10", "b": True},
    {"n": 4, "x": 12, "s": " 7 ", "b": False},
    {"n": 5, "x": 2, "s": "zz"},
]
_GROUP = re.compile(r'<g class="mark-symbol role-mark concat_(\d+)_marks"[^>]*?(?:/>|>(.*?)</g>)', re.DOTALL)
_LABEL = re.compile(r'<path aria-label="=(.*?)"', re.DOTALL)

EXPRESSIONS = [
    "datum.x > 1",
    "datum.x <= 0",
    "datum.x == null",
    "datum.x === null",
    "datum.b == null",
    "datum.s > 'a'",
    "datum.s < 9",
    "datum.s == 10",
    "!datum.s",
    "datum.s && datum.x",
    "datum.x % 2 === 0",
    "datum.x / 0 > 5",
    "0 / datum.x === 0",
    "-datum.x + 1 >= 2.5",
    "datum.s + datum.n === 'a0'",
    "datum.s + 1 == 101",
    "isValid(datum.x) && isFinite(datum.s)",
    "isNaN(datum.s)",
    "isNumber(datum.x) !== isString(datum.s)",
    "isBoolean(datum.b)",
    "isDefined(datum.b)",
    "if(datum.b, datum.x, 5) > 1",
    "datum.b ? datum.x : datum.n",
    "abs(datum.x) >= 3",
    "ceil(datum.x) === 2 || floor(datum.x) === 2",
    "round(datum.x) === 2",
    "sqrt(datum.x) > 1",
    "log(datum.x) < 1",
    "exp(datum.x) > 20",
    "min(datum.x, 1) === 1",
    "max(datum.x, datum.n) > 3",
    "isValid(datum.s) && length(datum.s) === 1",
    "isString(datum.s) && datum.s.length === 2",
    "upper(datum.s) === 'ZZ' || lower(datum.s) === 'a'",
    "trim(datum.s) === '7'",
    "indexof(['a', '10'], datum.s) >= 0",
    "isString(datum.s) && indexof(datum.s, 'z') === 0",
    "inrange(datum.x, [0, 2])",
    "toNumber(datum.s) === 7",
    "datum.x < limit",
    "PI > datum.x",
]
PREDICATES: list[Any] = [
    {"field": "x", "equal": 0},
    {"field": "s", "equal": "a"},
    {"field": "x", "lt": 2},
    {"field": "x", "lte": 0},
    {"field": "x", "gt": 0},
    {"field": "x", "gte": 12},
    {"field": "x", "range": [0, 2]},
    {"field": "x", "range": [None, 2]},
    {"field": "x", "range": [1, None]},
    {"field": "s", "oneOf": ["a", "zz"]},
    {"field": "n", "oneOf": [1, 4]},
    {"field": "x", "valid": True},
    {"field": "x", "valid": False},
    {"not": {"field": "x", "gt": 1}},
    {"and": ["datum.x > 0", {"field": "b", "equal": True}]},
    {"or": [{"field": "x", "lt": 0}, {"field": "n", "equal": 5}]},
]
TRANSFORMS: list[list[dict[str, Any]]] = [
    [{"calculate": "datum.x * 2", "as": "y"}, {"filter": "datum.y > 2"}],
    [{"fold": ["x", "n"]}, {"filter": "datum.value === 2"}],
    [{"fold": ["x", "n"], "as": ["k", "v"]}, {"filter": "datum.k === 'n' && datum.v < 2"}],
    [{"bin": True, "field": "n", "as": "bin"}, {"filter": "datum.n > 3"}],
    [{"joinaggregate": [{"op": "mean", "field": "n", "as": "m"}]}, {"filter": "datum.n < 2"}],
]
CHAINS = [*([{"filter": test}] for test in (*EXPRESSIONS, *PREDICATES)), *TRANSFORMS]


@pytest.fixture(scope="module")
def in_vega() -> list[list[str]]:
    """The numbers of the rows that Vega keeps, for each chain over data of its own, which no other filter changes."""
    views = [
        {
            "data": {"values": [{**row, "view": number} for row in ROWS]},
            "transform": [*chain, {"calculate": "'=' + datum.n", "as": "shown"}],
            "mark": "point",
            "encoding": {"description": {"field": "shown"}},
        }
        for number, chain in enumerate(CHAINS)
    ]
    spec = {"params": [{"name": "limit", "value": 2}], "concat": views}
    found: list[list[str]] = [[] for _ in CHAINS]
    for number, body in _GROUP.findall(vl_convert.vegalite_to_svg(spec, vl_version="6.4")):
        found[int(number)] = [html.unescape(label) for label in _LABEL.findall(body)]
    return found


def kept(chain: list[dict[str, Any]], rows: list[dict[str, Any]]) -> list[str] | None:
    source = Rows(tuple(rows), tuple(range(len(rows))))
    (*_, last) = steps_of(source, tuple((("transform", n), each) for n, each in enumerate(chain)), {"limit": 2})
    return None if last.after is None else [str(row["n"]) for row in last.after.records]


@pytest.mark.parametrize("index", range(len(CHAINS)), ids=[str(chain)[:60] for chain in CHAINS])
def test_rows_are_those_of_vega(index: int, in_vega: list[list[str]]) -> None:
    assert kept(CHAINS[index], ROWS) == in_vega[index]


@pytest.mark.parametrize(
    "predicate",
    [
        "datum.t > '2020-01-01'",
        "datum.t + 1 > 5",
        "toString(datum.x) === '1.5'",
        "datum.x > brush",
        "random() > 0.5",
        "datum.x + '' === '1.5'",
        "pluck(datum.x)",
        "datum",
        "datum[datum.s] > 1",
        "indexof(datum.q, 'a') === 0",
        "length(datum.q) === 0",
        "datum.t === datum.t",
        "~datum.x",
        "test(/a/, datum.s)",
        {"param": "brush", "empty": False},
        {"field": "t", "timeUnit": "year", "equal": 2020},
        {"field": "t", "gt": {"year": 2020}},
        {"field": "t", "valid": True, "timeUnit": "year"},
        {"field": "s", "lt": 5},
        {"field": "a.b", "equal": 1},
        {"field": "x", "range": {"expr": "limits"}},
    ],
)
def test_what_depends_on_more_is_not_known(predicate: Any) -> None:
    rows = [{"n": 0, "x": 1.5, "s": "x", "t": Moment("2020-01-01T00:00:00.000Z")}]
    assert kept([{"filter": predicate}], rows) is None


def test_nothing_is_known_behind_a_filter_on_a_column_that_is_not() -> None:
    chain = [{"timeUnit": "year", "field": "t", "as": "year"}, {"filter": "datum.year > 5"}]
    assert kept(chain, [{"n": 0, "t": Moment("2020-01-01T00:00:00.000Z")}]) is None


@pytest.mark.parametrize(
    "transform", [{"aggregate": []}, {"impute": "x", "key": "n"}, {"sample": 3}, {"flatten": ["x"]}]
)
def test_new_rows_end_the_way(transform: dict[str, Any]) -> None:
    assert kept([transform, {"filter": "true"}], ROWS) is None


def test_parts_of_a_time_are_known() -> None:
    rows = [{"n": month, "t": Moment(f"2024-{month:02}-05T07:08:09.000Z")} for month in (1, 12)]
    assert kept([{"filter": "month(datum.t) === 11 && utcdate(datum.t) === 5 && year(datum.t) > 2000"}], rows) == ["12"]
    assert kept([{"filter": "isValid(datum.t) && hours(datum.t) === 7 && minutes(datum.t) < 9"}], rows) == ["1", "12"]


def test_a_selection_keeps_all_rows_until_a_reader_selects() -> None:
    assert kept([{"filter": {"param": "brush"}}], ROWS) == [str(row["n"]) for row in ROWS]


def test_a_field_that_a_row_lacks_is_no_null() -> None:
    assert not predicate_test("datum.q === null", {})({"x": 1})
    assert predicate_test("datum.q == null", {})({"x": 1})
    with pytest.raises(CannotTell):
        predicate_test("datum.q === other", {})({"x": 1})

"""Expressions in Polars and DuckDB give what real Vega gives, or are refused with a reason."""

import html
import math
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import duckdb
import narwhals as nw
import polars as pl
import pytest
import vl_convert
from hypothesis import given, settings
from hypothesis import strategies as st

from chartkit.compiler.reductions.calculate import calculate_of
from chartkit.compiler.reductions.reduction import NotReducible
from chartkit.data.frame import Frame, FrameKind

APPROXIMATE = re.compile(r"\b(?:log|exp|sin|cos|pow)\(")
_MARK = "\u241f"

KINDS: dict[str, FrameKind] = {"x": "number", "y": "number", "s": "text", "b": "boolean", "t": "time"}
TIMES = [
    datetime(1970, 1, 1),
    datetime(1969, 12, 31, 23, 59, 59, 999000),
    datetime(2024, 2, 29, 13, 5, 6, 789000),
    None,
    datetime(1900, 3, 1),
    datetime(2000, 12, 31, 23),
    datetime(2012, 1, 1),
    datetime(2100, 1, 1),
    datetime(2023, 4, 2, 7),
    datetime(101, 1, 1),
]
TABLE: dict[str, list[Any]] = {
    "x": [0.0, -0.0, 1.0, None, -1.5, 2.5, 0.49999999999999994, 1e300, -7.0, 4503599627370497.0],
    "y": [1.0, 0.0, None, None, 3.0, -2.0, 0.1, 1e300, 2.0, -0.5],
    "s": ["", "a", None, "b", "null", "x😀y", " É ", "ß", "10", "false"],
    "b": [True, False, None, True, False, True, None, False, True, True],
    "t": TIMES,
}
FLAT = {**TABLE, "t": [time and time.isoformat(timespec="milliseconds") + "Z" for time in TIMES]}


def vega_values(
    columns: Mapping[str, Sequence[Any]], expressions: Sequence[str], parse: Mapping[str, str] | None = None
) -> list[list[Any]]:
    """For each expression its value in each row: a float, text, boolean or None."""
    names = list(columns)
    rows = [dict(zip(names, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    made = [{"type": "formula", "as": f"r{index}", "expr": text} for index, text in enumerate(expressions)]
    label = f" + '{_MARK}' + ".join(_written(f"datum.r{index}") for index in range(len(expressions)))
    spec = {
        "$schema": "https://vega.github.io/schema/vega/v6.json",
        "data": [{"name": "t", "values": rows, "format": {"parse": parse or {}}, "transform": made}],
        "marks": [
            {
                "type": "symbol",
                "from": {"data": "t"},
                "encode": {"update": {"description": {"signal": f"'{_MARK}' + {label}"}}},
            }
        ],
    }
    labels = re.findall(f'aria-label="{_MARK}([^"]*)"', vl_convert.vega_to_svg(spec))
    assert len(labels) == len(rows)
    table = [[_read(text) for text in html.unescape(found).split(_MARK)] for found in labels]
    return [list(column) for column in zip(*table, strict=True)]


def alike(text: str, left: Any, right: Any) -> bool:
    """True for the same value; the sign of a zero does not count, and the last bits of some functions do not."""
    if not (isinstance(left, float) and isinstance(right, float)):
        return type(left) is type(right) and left == right
    if math.isnan(left) or math.isnan(right):
        return math.isnan(left) and math.isnan(right)
    return left == right or (bool(APPROXIMATE.search(text)) and math.isclose(left, right, rel_tol=1e-12))


def _written(value: str) -> str:
    return (
        f"(isNumber({value}) ? 'n' + {value} : isBoolean({value}) ? 'b' + {value} : isString({value}) ? 's' + {value}"
        f" : {value} === null ? 'z' : 'o')"
    )


def _read(text: str) -> Any:
    kind, rest = text[0], text[1:]
    if kind == "n":
        return float(rest.replace("Infinity", "inf"))
    return {"b": rest == "true", "s": rest, "z": None}[kind]


def frames() -> list[Frame]:
    table = pl.DataFrame(TABLE, schema_overrides={"t": pl.Datetime("us")})
    connection = duckdb.connect()
    connection.register("held", table.with_row_index("place").to_arrow())
    relation: Any = connection.sql("select * from held order by place")
    return [
        Frame(nw.from_native(table.lazy()), KINDS),
        Frame(nw.from_native(relation).drop("place"), KINDS, "duckdb", False),
    ]


FRAMES = frames()


def engine_values(text: str, parsed: frozenset[str] = frozenset()) -> list[list[Any]]:
    """The values in each engine. Raises NotReducible."""
    reduction = calculate_of({"calculate": text, "as": "made"}, KINDS, parsed=parsed)
    return [reduction.apply(frame).collect()["made"].to_list() for frame in FRAMES]


def assert_as_in_vega(texts: list[str], is_parsed: bool) -> None:
    parsed = frozenset(["t"] if is_parsed else [])
    found: dict[str, list[list[Any]]] = {}
    for text in texts:
        try:
            found[text] = engine_values(text, parsed)
        except NotReducible:
            continue
    if not found:
        return
    expected = vega_values(FLAT, list(found), {"t": "date"} if is_parsed else None)
    for (text, engines), wanted in zip(found.items(), expected, strict=True):
        for values, engine in zip(engines, ("polars", "duckdb"), strict=True):
            wrong = [(row, value, want) for row, (value, want) in enumerate(zip(values, wanted, strict=True))]
            wrong = [case for case in wrong if not _alike_in(text, case[1], case[2])]
            assert not wrong, (text, engine, wrong)


def _alike_in(text: str, value: Any, wanted: Any) -> bool:
    """Alike, where a time that passes through stands as ms or text in Vega."""
    if isinstance(value, datetime):
        ms = (value - datetime(1970, 1, 1)).total_seconds() * 1000
        return wanted == value.isoformat(timespec="milliseconds") + "Z" or alike(text, float(round(ms)), wanted)
    return alike(text, value, wanted)


numbers = st.sampled_from(["datum.x", "datum.y", "0", "1", "-1", "2", "0.5", "3", "1e9", "PI", "NaN", "datum['x']"])
texts = st.sampled_from(["datum.s", "'a'", "''", "'b'", "'10'", "'É'"])
booleans = st.sampled_from(["datum.b", "true", "false"])
times = st.just("datum.t")
leaves = st.one_of(numbers, texts, booleans, times, st.just("null"))


def deeper(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    unary = ["-{0}", "!{0}", "+{0}", "({0})"]
    binary = [f"({{0}} {sign} {{1}})" for sign in "+ - * / % < <= > >= == != === !== && ||".split()]
    calls = [
        *[f"{name}({{0}})" for name in "abs ceil floor round sqrt log exp isValid isNaN isFinite".split()],
        *[f"{name}({{0}})" for name in "isNumber isString isBoolean isDate toNumber toBoolean toString".split()],
        *[f"{name}(datum.t)" for name in "utcyear utcmonth utcdate utcday utchours utcweek utcquarter time".split()],
        *[f"{name}({{0}})" for name in "upper lower trim".split()],
        "substring({0}, 1)",
        "substring({0}, 2, 0)",
        "truncate({0}, 2)",
        "replace({0}, 'a', 'bb')",
        "(isString({0}) ? length({0}) : 0)",
        "(isString(datum.s) ? indexof(datum.s, 'y') : -1)",
        "(isString(datum.s) ? slice(datum.s, -1) : 'none')",
        "indexof(['a', 1, null, true], {0})",
        "inrange({0}, [2, -1])",
        "clamp({0}, -1, 2)",
        "pow({0}, 2)",
        "min({0}, {1})",
        "max({0}, {1})",
    ]
    ternary = ["({0} ? {1} : {2})", "if({0}, {1}, {2})"]
    forms = st.sampled_from(unary + binary + calls + ternary)
    return st.builds(lambda form, *parts: form.format(*parts), forms, inner, inner, inner)


EXPRESSIONS = st.lists(st.recursive(leaves, deeper, max_leaves=6), min_size=8, max_size=16)


@settings(max_examples=10)
@given(EXPRESSIONS, st.booleans())
def test_every_translated_expression_has_vegas_values(expressions: list[str], is_parsed: bool) -> None:
    assert_as_in_vega(expressions, is_parsed)


@pytest.mark.full
@settings(max_examples=300)
@given(EXPRESSIONS, st.booleans())
def test_thousands_of_translated_expressions_have_vegas_values(expressions: list[str], is_parsed: bool) -> None:
    assert_as_in_vega(expressions, is_parsed)


def test_what_charts_use_is_translated() -> None:
    """None of these is refused."""
    texts = [
        "datum.x * 2 + datum.y / 3 - 1",
        "datum.x % 2 === 0 ? 'even' : 'odd'",
        "datum.x < 5 && isValid(datum.y)",
        "!(datum.x > datum.y) || datum.b",
        "if(datum.x > 0, 'up', 'down')",
        "datum.s === 'a' || datum.s == null",
        "'' + datum.s + '-' + utcyear(datum.t) + '-' + (utcmonth(datum.t) + 1)",
        "round(datum.x * 100) / 100",
        "floor(utcyear(datum.t) / 10) * 10",
        "floor(datum.x) + ceil(datum.y) + floor(datum.x / datum.y)",
        "utcdayofyear(datum.t) - utcdate(datum.t) + utchours(datum.t) % 12",
        "max(0, min(datum.x, 10))",
        "sqrt(datum.x) + log(datum.y) + exp(datum.y) + sin(datum.y) + pow(datum.y, 3)",
        "upper(trim(datum.s))",
        "indexof(['a', 'b'], datum.s) >= 0 ? 'known' : datum.s",
        "time(datum.t) - utc(2012, 0, 1) > 86400000",
        "(datum.b ? datum.x : null) === null",
        "toNumber(datum.b) + toBoolean(datum.s)",
        "abs(-datum.x) <= 1e3 ? datum.t : null",
    ]
    for text in texts:
        engine_values(text)
    assert_as_in_vega(texts, is_parsed=True)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("datum.gone + 1", "no column 'gone' is there yet"),
        ("datum.x.inner", "it reads inside the values of 'x'"),
        ("datum[datum.s]", "it reads a field whose name is worked out in the row"),
        ("length(datum)", "it reads the whole row"),
        ("width * datum.x", "it waits for the param 'width'"),
        ("brush.x[0] < datum.x", "it waits for the param 'brush'"),
        ("now() - datum.x", "now() differs on every draw"),
        ("month(datum.t)", "month() reads the viewer's time zone"),
        ("format(datum.x, '.2f')", "format() has no exact counterpart in an engine"),
        ("test(/a/, datum.s)", "test() has no exact counterpart in an engine"),
        ("datum.x | 1", "'|' has no counterpart in an engine"),
        ("'n = ' + datum.x", "it writes a number as text, whose digits differ between engines"),
        (
            "datum.s + datum.x",
            "'+' of a missing text and another value is a number: write '' + … before it",
        ),
        ("datum.s * 2", "it reads text as a number"),
        ("datum.s < datum.s", "it puts texts in order, which JavaScript does by UTF-16 units"),
        ("datum.x > 1 ? 'a' : 0", "its results are of different kinds: text and number"),
        (
            "floor(log(datum.x) / LN10)",
            "the last digit of exp, log, pow, sin or cos would decide, which differs between engines",
        ),
        ("datum.t > 5", "it calculates with a time that Vega may hold as text: write time(…) around it"),
        ("null", "it is always null"),
        ("[1, 2]", "it makes a list"),
        ("-" * 200 + "datum.x", "the expression cannot be read: '--' is JavaScript that Vega leaves out"),
        ("!" * 150 + "datum.x", "it nests deeper than 100 operators"),
        ("max(datum.x, " * 9 + "1" + ")" * 9, "it takes too many steps in an engine"),
        ("datum.x +", "the expression cannot be read: a value is missing after '+'"),
    ],
)
def test_what_cannot_be_exact_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(NotReducible) as caught:
        engine_values(text)
    assert caught.value.reason == reason


@pytest.mark.parametrize("divisor", [3.0, 10.0, 49.0])
def test_dividing_by_a_constant_rounds_once(divisor: float) -> None:
    held = pl.DataFrame({"x": [float(number) for number in range(2000)]})
    reduction = calculate_of({"calculate": f"datum.x / {divisor}", "as": "made"}, {"x": "number"})
    made = reduction.apply(Frame(nw.from_native(held.lazy()), {"x": "number"})).collect()["made"].to_list()
    assert made == [number / divisor for number in range(2000)]


def test_a_known_param_stands_for_its_value() -> None:
    reduction = calculate_of({"calculate": "datum.x * limit", "as": "made"}, KINDS, {"limit": 2})
    assert reduction.apply(FRAMES[0]).collect()["made"].to_list()[:3] == [0.0, 0.0, 2.0]


def test_a_table_without_rows_has_no_values() -> None:
    empty = FRAMES[0].filter(nw.col("x") > 1e301)
    for text in ("upper(datum.s)", "datum.x % 3", "datum.x + 1"):
        assert calculate_of({"calculate": text, "as": "made"}, KINDS).apply(empty).collect()["made"].to_list() == []

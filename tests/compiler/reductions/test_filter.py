"""Filters in Polars and DuckDB keep the rows that real Vega-Lite keeps, or are refused with a reason."""

import html
import re
from datetime import datetime
from typing import Any

import duckdb
import narwhals as nw
import polars as pl
import pytest
import vl_convert

from chartkit.compiler.reductions.filter import filter_of
from chartkit.compiler.reductions.reduction import NotReducible
from chartkit.data.frame import ROW, Frame, FrameKind

KINDS: dict[str, FrameKind] = {"x": "number", "s": "text", "b": "boolean", "t": "time", "row": "number"}
TIMES = [
    datetime(2020, 1, 1),
    None,
    datetime(2019, 12, 31, 23, 59, 59, 999000),
    datetime(2021, 5, 5),
    None,
    datetime(2020, 6, 1),
]
TABLE: dict[str, list[Any]] = {
    "x": [1.0, None, -0.0, 5.0, 2.5, -3.0],
    "s": ["a", "", None, "m", "zz", "null"],
    "b": [True, False, None, True, False, None],
    "t": TIMES,
    "row": [0, 1, 2, 3, 4, 5],
}


def frames() -> list[Frame]:
    table = pl.DataFrame(TABLE, schema_overrides={"t": pl.Datetime("us")})
    connection = duckdb.connect()
    connection.register("held", table.to_arrow())
    relation: Any = connection.sql("select * from held")
    return [
        Frame(nw.from_native(table.lazy()), KINDS),
        Frame(nw.from_native(relation), KINDS, "duckdb", False),
    ]


FRAMES = frames()


def kept_by_vega(predicate: Any) -> list[tuple[int, str]]:
    """The rows, by number, and what their text is after the filter."""
    flat = {**TABLE, "t": [time and time.isoformat(timespec="milliseconds") + "Z" for time in TIMES]}
    rows = [dict(zip(flat, row, strict=True)) for row in zip(*flat.values(), strict=True)]
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": rows},
        "transform": [{"filter": predicate}, {"calculate": "datum.row + '|' + datum.s", "as": "label"}],
        "mark": "point",
        "encoding": {"description": {"field": "label"}},
    }
    labels = re.findall(r'aria-label="(\d\|[^"]*)"', vl_convert.vegalite_to_svg(spec))
    return sorted((int(label[0]), html.unescape(label[2:])) for label in labels)


PREDICATES: list[Any] = [
    "datum.x > 1",
    "datum.x < 1",
    "!(datum.x > 1)",
    "datum.s",
    "datum.b",
    "!datum.b",
    "datum.x && datum.s",
    "datum.x % 2",
    "datum.x / datum.x",
    "length(upper(datum.s)) === 1",
    "utcyear(datum.t) === 2020",
    "isDate(datum.x)",
    "!isDate(datum.x)",
    "1 < 2",
    {"field": "s", "equal": "a"},
    {"not": {"field": "s", "equal": "a"}},
    {"field": "s", "equal": ""},
    {"field": "s", "equal": None},
    {"field": "s", "lt": "m"},
    {"field": "s", "gte": "m"},
    {"not": {"field": "s", "gte": "m"}},
    {"field": "s", "oneOf": ["a", "null", None]},
    {"not": {"field": "s", "oneOf": ["a"]}},
    {"field": "s", "oneOf": []},
    {"field": "s", "range": ["a", None]},
    {"field": "x", "equal": 5},
    {"field": "x", "lt": 2.5},
    {"field": "x", "lte": 2.5},
    {"field": "x", "gt": -1},
    {"field": "x", "gte": 0},
    {"field": "x", "range": [0, 2.5]},
    {"field": "x", "range": [2.5, -1]},
    {"field": "x", "range": [None, 2]},
    {"field": "x", "range": [1, None]},
    {"field": "x", "range": [None, None]},
    {"field": "x", "oneOf": [1, 5, None]},
    {"field": "x", "valid": True},
    {"field": "x", "valid": False},
    {"field": "b", "equal": True},
    {"field": "b", "oneOf": [False, None]},
    {"field": "b", "valid": True},
    {"field": "t", "equal": {"year": 2020, "utc": True}},
    {"field": "t", "lt": {"year": 2020, "month": "june", "utc": True}},
    {"field": "t", "gte": {"year": 2020, "quarter": 2, "utc": True}},
    {
        "field": "t",
        "range": [{"year": 2020, "utc": True}, {"year": 2020, "month": 12, "date": 31, "hours": 5, "utc": True}],
    },
    {"not": {"field": "t", "gt": {"year": 2020, "utc": True}}},
    {"and": ["datum.x > 0", {"field": "s", "oneOf": ["a", "m"]}]},
    {"or": [{"field": "x", "lt": 0}, {"not": {"field": "b", "equal": True}}, {"and": [{"field": "s", "gt": "y"}]}]},
]


@pytest.mark.parametrize("predicate", PREDICATES, ids=str)
def test_the_rows_are_vega_lites(predicate: Any) -> None:
    reduction = filter_of({"filter": predicate}, KINDS)
    expected = kept_by_vega(predicate)
    for frame in FRAMES:
        kept = reduction.apply(frame)
        assert list(kept.kinds) == list(KINDS)
        rows = kept.collect().select("row", "s").rows()
        assert sorted((row, "null" if text is None else text) for row, text in rows) == expected, frame.engine


def test_rows_stay_in_order_and_keep_their_numbers() -> None:
    numbered = FRAMES[0]._replace(lazy=FRAMES[0].lazy.with_columns(nw.col("row").alias(ROW)))
    kept = filter_of({"filter": "datum.x >= 0"}, KINDS).apply(numbered)
    assert kept.lazy.to_native().collect().select("row", ROW).rows() == [(row, row) for row in (0, 1, 2, 3, 4)]


def test_a_filter_without_text_stays_in_its_engine() -> None:
    kept = filter_of({"filter": "datum.x > 1 && datum.s === 'm'"}, KINDS).apply(FRAMES[1])
    assert (kept.engine, kept.notes) == ("duckdb", ())
    kept = filter_of({"filter": "length('' + datum.s) > 1"}, KINDS).apply(FRAMES[1])
    assert (kept.engine, kept.notes) == ("polars", ("length() runs in Polars",))


@pytest.mark.parametrize(
    ("predicate", "reason"),
    [
        ({"param": "brush"}, "the selection 'brush' filters it first"),
        ({"and": [{"param": "brush"}, "datum.x"]}, "the selection 'brush' filters it first"),
        ("datum.x > limit", "it waits for the param 'limit'"),
        ("random() < 0.5", "random() differs on every draw"),
        ("hours(datum.t) > 5", "hours() reads the viewer's time zone"),
        ("datum.x >", "the expression cannot be read: a value is missing after '>'"),
        ("datum.q", "no column 'q' is there yet"),
        ("datum.t > utc(2020, 1)", "it calculates with a time that Vega may hold as text: write time(…) around it"),
        ({"field": "x", "equal": "5"}, "Vega-Lite would turn the number in 'x' into text first"),
        ({"field": "s", "lt": 5}, "Vega-Lite would turn the text in 's' into number first"),
        ({"field": "t", "gt": {"year": 2020}}, "a time without `utc: true` is of the viewer's time zone"),
        ({"field": "t", "timeUnit": "utcmonth", "equal": 3}, "Vega-Lite compares time units in the viewer's time zone"),
        ({"field": "s", "valid": True}, "it asks which texts are numbers"),
        ({"field": "a.b", "lt": 3}, "it reads inside the values of 'a.b'"),
    ],
)
def test_what_cannot_be_exact_is_refused(predicate: Any, reason: str) -> None:
    with pytest.raises(NotReducible) as caught:
        filter_of({"filter": predicate}, KINDS)
    assert caught.value.reason == reason


def test_a_param_with_a_known_value_stands_for_it() -> None:
    kept = filter_of({"filter": "datum.x > limit"}, KINDS, {"limit": 2}).apply(FRAMES[0])
    assert kept.collect()["row"].to_list() == [3, 4]


def test_what_it_reads_makes_and_says() -> None:
    reduction = filter_of({"filter": {"and": [{"field": "s", "equal": "a"}, "datum.x > 1"]}}, KINDS)
    assert (reduction.reads, reduction.makes, reduction.is_shrinking) == (frozenset("sx"), {"s": "text"}, True)
    assert reduction.explain() == 'filter (s = "a") and (datum.x > 1)'

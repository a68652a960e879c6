"""Predicates over time units keep the rows that Vega-Lite keeps in UTC."""

import itertools

import pytest

from chartkit.compiler.time_predicates import utc_predicate
from chartkit.render import render

TIMES = [
    f"{year}-{month:02}-{day:02}T{hour:02}:30:00.000Z"
    for year, month, day, hour in itertools.product((1999, 2000, 2012), (1, 6, 12), (1, 29), (0, 23))
] + [None]


@pytest.mark.parametrize(
    ("predicate", "expression"),
    [
        ({"timeUnit": "year", "field": "t", "equal": 2000}, 'utcyear(datum["t"]) === 2000'),
        ({"timeUnit": "utcmonth", "field": "t", "oneOf": [1, "jun"]}, None),
        ({"timeUnit": "month", "field": "t", "equal": {"month": "december"}}, None),
        ({"timeUnit": "yearmonth", "field": "t", "lt": {"year": 2000, "month": 6}}, None),
        ({"timeUnit": "yearmonthdate", "field": "t", "gte": {"year": 2000, "month": 6, "date": 29}}, None),
        ({"timeUnit": "year", "field": "t", "range": [2000, 2012]}, None),
        ({"timeUnit": "quarter", "field": "t", "gt": 1}, None),
        ({"timeUnit": "day", "field": "t", "equal": "fri"}, None),
        ({"timeUnit": "day", "field": "t", "oneOf": [6, 7]}, None),
        ({"timeUnit": "hours", "field": "t", "lte": 12}, None),
        ({"timeUnit": "yearmonth", "field": "t", "range": [{"year": 1999, "month": 6}, {"year": 2000}]}, None),
    ],
)
def test_the_rows_are_those_of_vega_lite_on_a_clock_in_utc(predicate, expression, monkeypatch):
    """Vega-Lite itself is right where the viewer's clock is UTC, which is the renderer's here."""
    monkeypatch.setenv("TZ", "UTC")
    found = utc_predicate(predicate)
    assert found is not None
    assert expression in (None, found)
    assert _kept(found) == _kept(predicate)


@pytest.mark.parametrize(
    "predicate",
    [
        {"timeUnit": "yearmonth", "field": "t", "equal": 946684800000},
        {"timeUnit": "week", "field": "t", "equal": 3},
        {"timeUnit": "month", "field": "t", "equal": {"year": 2000, "month": 1}},
        {"timeUnit": "year", "field": "a.b", "equal": 2000},
        {"timeUnit": "year", "field": "t", "equal": {"expr": "year"}},
        {"field": "t", "equal": 3},
    ],
)
def test_what_is_no_constant_of_the_unit_stays(predicate):
    assert utc_predicate(predicate) is None


def _kept(filter):
    spec = {
        "data": {"name": "t", "format": {"parse": {"t": "date"}}},
        "datasets": {"t": [{"t": time, "n": index} for index, time in enumerate(TIMES)]},
        "transform": [{"filter": filter}, {"calculate": "datum.n", "as": "m"}],
        "mark": {"type": "text", "description": "one"},
        "encoding": {
            "y": {"field": "m", "type": "ordinal", "axis": None},
            "text": {"field": "m"},
            "description": {"value": "row"},
        },
    }
    import re

    svg = render(spec, "svg").decode()
    return sorted(map(int, re.findall(r">(\d+)</text>", svg)))

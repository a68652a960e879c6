"""The same dates draw the same picture whatever the machine's time zone: every time form becomes its UTC form."""

import datetime as dt
import os
import subprocess
import sys
from typing import Any
from zoneinfo import ZoneInfo

import pytest

import chartkit
from chartkit.compiler.utc import to_utc

SPEC: dict[str, Any] = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "data": {"name": "table"},
    "transform": [
        {"calculate": "hours(datum.${field:t}) + datum.hours", "as": "h"},
        {"filter": {"timeUnit": "year", "field": "${field:t}", "gte": {"year": 2000}}},
    ],
    "layer": [
        {
            "mark": {"type": "point", "tooltip": True},
            "encoding": {
                "x": {"field": "${field:t}", "type": "temporal"},
                "y": {"field": "h", "type": "quantitative"},
                "color": {"field": "${field:t}", "type": "temporal"},
                "tooltip": [{"field": "${field:t}", "type": "temporal"}],
            },
        },
        {
            "mark": "text",
            "encoding": {
                "x": {"field": "${field:t}", "type": "temporal", "timeUnit": "yearmonthdate"},
                "y": {"field": "${field:t}", "type": "ordinal", "timeUnit": {"unit": "hours", "step": 6}},
                "text": {"field": "${field:t}", "type": "temporal", "format": "%H:%M"},
            },
        },
    ],
}


def test_words_of_vega_lite() -> None:
    written = {
        "transform": [{"calculate": "year(datum.t) + datum.year + timeFormat(datum.t, 'hours()')"}],
        "encoding": {
            "x": {"field": "t", "type": "temporal", "scale": {"nice": True}},
            "y": {"field": "t", "timeUnit": "yearmonth"},
            "size": {"field": "t", "timeUnit": "binnedyearmonth", "type": "ordinal"},
            "text": {"field": "t", "type": "temporal"},
            "color": {"field": "t", "type": "temporal", "scale": None},
            "detail": {"field": "q", "type": "quantitative"},
        },
        "filter": {"field": "t", "range": [{"year": 2020, "month": 1}, {"year": 2021}]},
    }
    assert to_utc(written) == {
        "transform": [{"calculate": "utcyear(datum.t) + datum.year + utcFormat(datum.t, 'hours()')"}],
        "encoding": {
            "x": {"field": "t", "type": "temporal", "scale": {"nice": True, "type": "utc"}},
            "y": {"field": "t", "timeUnit": "utcyearmonth", "scale": {"type": "utc"}},
            "size": {"field": "t", "timeUnit": "binnedutcyearmonth", "type": "ordinal"},
            "text": {
                "field": "t",
                "type": "temporal",
                "timeUnit": "utcyearmonthdatehoursminutessecondsmilliseconds",
                "format": "%b %d, %Y",
            },
            "color": {"field": "t", "type": "temporal", "scale": None},
            "detail": {"field": "q", "type": "quantitative"},
        },
        "filter": {"field": "t", "range": [{"year": 2020, "month": 1, "utc": True}, {"year": 2021, "utc": True}]},
    }


def test_words_already_in_utc_stay() -> None:
    spec = {"encoding": {"x": {"field": "t", "timeUnit": "utcyear", "type": "temporal", "scale": {"type": "utc"}}}}
    assert to_utc(spec) == spec


def test_words_of_vega() -> None:
    written = {
        "scales": [{"name": "x", "type": "time", "range": "width", "domain": {"data": "table", "field": "t"}}],
        "axes": [{"scale": "x", "orient": "bottom", "formatType": "time"}],
        "data": [{"name": "d", "transform": [{"type": "timeunit", "field": "t", "units": ["year"]}]}],
        "marks": [{"encode": {"update": {"text": {"signal": "timeFormat(datum.t, '%Y')"}}}}],
    }
    assert to_utc(written) == {
        "scales": [{"name": "x", "type": "utc", "range": "width", "domain": {"data": "table", "field": "t"}}],
        "axes": [{"scale": "x", "orient": "bottom", "formatType": "utc"}],
        "data": [
            {"name": "d", "transform": [{"type": "timeunit", "field": "t", "units": ["year"], "timezone": "utc"}]}
        ],
        "marks": [{"encode": {"update": {"text": {"signal": "utcFormat(datum.t, '%Y')"}}}}],
    }


DRAW = """
import sys, orjson, chartkit
from chartkit.render import render
spec = orjson.loads(sys.stdin.buffer.read())
times = ["2024-03-30T23:30:00", "2024-03-31T02:30:00", "2024-10-27T01:30:00", "2024-12-31T23:59:59"]
table = {"t": times, "hours": [1, 2, 3, 4]}
chart = chartkit.plot_table(spec, table, {"t": "t"})
sys.stdout.buffer.write(render(chart.spec, "svg"))
"""


def test_the_picture_is_the_same_in_three_time_zones() -> None:
    import orjson

    spec = {"fields": {"t": {"type": "temporal"}}, "spec": SPEC}
    pictures = {
        zone: subprocess.run(
            [sys.executable, "-c", DRAW],
            input=orjson.dumps(spec),
            capture_output=True,
            check=True,
            env={**os.environ, "TZ": zone},
            timeout=120,
        ).stdout
        for zone in ("UTC", "Asia/Seoul", "America/New_York")
    }
    assert len(set(pictures.values())) == 1
    assert b"Mar 30, 2024" in pictures["UTC"]
    assert b"23:30" in pictures["UTC"]


def test_naive_times_are_wall_clock_and_aware_ones_are_utc_unless_the_table_says() -> None:
    preset = {
        "data": {"name": "table"},
        "mark": "point",
        "encoding": {"x": {"field": "${field:t}", "type": "temporal"}},
    }
    naive = dt.datetime(2024, 7, 1, 12)
    aware = naive.replace(tzinfo=ZoneInfo("Asia/Seoul"))

    def emitted(value: Any) -> Any:
        return chartkit.plot_table(preset, {"t": [value]}, {"t": "t"}).spec["datasets"]["table"][0]["t"]

    assert emitted(naive) == "2024-07-01T12:00:00.000Z"
    assert emitted(aware) == "2024-07-01T03:00:00.000Z"
    assert emitted(naive.date()) == "2024-07-01T00:00:00.000Z"
    assert emitted("2024-07-01T12:00") == "2024-07-01T12:00:00.000Z"
    assert emitted(86_400_000) == "1970-01-02T00:00:00.000Z"


@pytest.mark.parametrize("text", ["next week", "2024-13-01"])
def test_text_that_is_no_time_is_refused(text: str) -> None:
    preset = {
        "data": {"name": "table"},
        "mark": "point",
        "encoding": {"x": {"field": "${field:t}", "type": "temporal"}},
    }
    with pytest.raises(chartkit.BindError) as caught:
        chartkit.plot_table(preset, {"t": [text]}, {"t": "t"})
    assert str(caught.value).splitlines()[0] == (
        f"CK203 slot 't' takes a temporal column; 't' is nominal (it holds {text!r})."
    )

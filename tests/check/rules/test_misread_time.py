"""Texts and numbers that a channel of times reads otherwise than their author meant."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

InExample = Callable[..., list[tuple[str, str | None]]]

SPEC: dict[str, Any] = {"mark": "point", "encoding": {"x": {"field": "t", "type": "temporal"}}}
ISO = "give times as ISO 8601, as 2024-12-31 or 2024-12-31T18:30:00Z"


@pytest.mark.parametrize(
    ("values", "message", "help"),
    [
        (["01/02/2024", "31/02/2024"], "in '31/02/2024' a browser reads a month 31, and no time.", ISO),
        (["01.02.2024", "03.04.2024"], "'01.02.2024' is read month first, at the reader's own midnight.", ISO),
        (["2024-13-01"], "'2024-13-01' is not ISO 8601, and browsers differ on it (1 of its 1 value).", ISO),
        (["12:30", "2024-01-01"], "'12:30' is not ISO 8601, and browsers differ on it (1 of its 2 values).", ISO),
        (
            [2023, 2024],
            "2023 is read as 2.023 s past 1 January 1970, 00:00.",
            "write type: ordinal, or make dates of the years by a transform: calculate: utc(datum['t'], 0)",
        ),
        (
            [1700000000, 1700000060],
            "1700000000 is read as milliseconds, which is in 1970.",
            "seconds become milliseconds by a transform: calculate: datum['t'] * 1000",
        ),
        (
            [1700000000000000],
            "1700000000000000 is read as milliseconds, which is after the year 5000.",
            "microseconds become milliseconds by a transform: calculate: datum['t'] / 1000",
        ),
    ],
)
def test_what_is_read_otherwise(values: list[Any], message: str, help: str, in_example: InExample) -> None:
    rows = [{"t": value} for value in values]
    assert in_example("CK850", rows, SPEC) == [(f"x draws 't' as times; {message}", help)]


@pytest.mark.parametrize(
    "values",
    [
        ["2024-12-31", None],
        ["2024-12-31T18:30:00Z"],
        ["2024", "2025-03"],
        ["Aug 1 2004", "Jan 1, 2000"],
        ["2015/01/31 01:00:00"],
        ["Sun, 01 Jan 2012 23:00:01"],
        [1700000000000],
        [0, 500, 90000],
        [None, None, 1],
    ],
)
def test_what_every_browser_reads_alike(values: list[Any], in_example: InExample) -> None:
    assert in_example("CK850", [{"t": value} for value in values], SPEC) == []


def test_a_time_unit_asks_for_times(in_example: InExample) -> None:
    spec = {"mark": "bar", "encoding": {"x": {"timeUnit": "year", "field": "y"}, "y": {"aggregate": "count"}}}
    ((message, _),) = in_example("CK850", [{"y": 2020}, {"y": 2021}], spec)
    assert message == "x draws 'y' as times; 2020 is read as 2.02 s past 1 January 1970, 00:00."


def test_a_slot_is_named_as_the_author_writes_it(in_example: InExample) -> None:
    spec = {"mark": "point", "encoding": {"x": {"field": "${field:when}", "type": "temporal"}}}
    assert in_example("CK850", [{"ts": 1700000000}], spec, when="ts") == [
        (
            "x draws 'ts' as times; 1700000000 is read as milliseconds, which is in 1970.",
            "seconds become milliseconds by a transform: calculate: datum['${field:when}'] * 1000",
        )
    ]


def test_a_calculated_time_is_looked_at_as_it_is_drawn(in_example: InExample) -> None:
    spec = {
        "transform": [{"calculate": "datum.t * 1000", "as": "ms"}],
        **SPEC,
        "encoding": {"x": {"field": "ms", "type": "temporal"}},
    }
    assert in_example("CK850", [{"t": 1700000000}], spec) == []


def test_data_that_say_how_they_are_read(in_example: InExample) -> None:
    spec = {"data": {"name": "table", "format": {"parse": {"t": "date:'%d/%m/%Y'"}}}, **SPEC}
    assert in_example("CK850", [{"t": "31/12/2024"}], spec) == []

"""Formats against the d3-format and d3-time-format inside of Vega: what is said to be wrong is, and nothing else."""

from __future__ import annotations

import html
import itertools
import json
import random
import re

import pytest
import vl_convert

from chartkit.check.charts.number_formats import number_format_fault
from chartkit.check.charts.time_formats import time_format_fault

_TEXT = re.compile(r'aria-label="=(.*?)"', re.DOTALL)
WRITTEN = [
    ".2ff",
    ",.3d%",
    "%Q2",
    "{:.2f}",
    "%.2f",
    "#,##0",
    ".f",
    "2.f",
    ",$.2f",
    "",
    "1.0",
    "$,.2f",
    "(.2s",
    " >8",
    ".2F",
]
PIECES = [
    "",
    "*",
    "<",
    "^",
    "+",
    "(",
    " ",
    "$",
    "#",
    "0",
    "12",
    ",",
    ".",
    ".3",
    "~",
    "f",
    "d",
    "K",
    "%",
    "\u2028",
    "ſ",
    "é",
]


def formats() -> list[str]:
    chance = random.Random(4)
    made = {"".join(chance.choices(PIECES, k=chance.randint(1, 5))) for _ in range(120)}
    ordered = (
        "".join(parts)
        for parts in itertools.product(["", "_>"], ["", "+"], ["", "$"], ["", "09"], [",", ".2", "~"], "fk")
    )
    return sorted({*WRITTEN, *made, *ordered})


def drawn(function: str, value: str, formats: list[str]) -> list[str]:
    """What Vega writes for the value in each format; nothing where it cannot read one of them."""
    rows = [{"write": f"{function}({value}, {json.dumps(each)})"} for each in formats]
    marks = [
        {"type": "symbol", "encode": {"enter": {"description": {"signal": f"'=' + {row['write']}"}}}} for row in rows
    ]
    svg = vl_convert.vega_to_svg({"marks": marks})
    return [html.unescape(each) for each in _TEXT.findall(svg)]


def test_exactly_what_vega_cannot_read_stops_it(capfd: pytest.CaptureFixture[str]) -> None:
    faults = {each: number_format_fault(each) for each in formats()}
    assert len(faults) > 200
    stopping = [each for each, fault in faults.items() if fault and fault.stops]
    read = [each for each in faults if each not in stopping]
    assert len(drawn("format", "3.14159", read)) == len(read) > 100
    assert [each for each in stopping if drawn("format", "3.14159", [each])] == []
    assert capfd.readouterr().err.count("Error: invalid format") == len(stopping) > 50


@pytest.mark.parametrize("letter", "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
def test_a_letter_is_told_where_d3_does_not_have_it(letter: str) -> None:
    (time,) = drawn("utcFormat", "datetime(2026, 0, 5)", [f"%{letter}"])
    assert bool(time_format_fault(f"%{letter}")) is (time == letter)
    (number, plain) = drawn("format", "1234.5678", [f".7{letter}", ".7~g"])
    fault = number_format_fault(f".7{letter}")
    assert fault is None or (number == plain and not fault.stops)


@pytest.mark.parametrize(
    ("format", "message", "help"),
    [
        (".2ff", "'.2ff' is no format of numbers: 'f' does not fit after '.2f'.", "did you mean '.2f'?"),
        (",.3d%", "',.3d%' is no format of numbers: '%' does not fit after ',.3d'.", "did you mean ',.3%'?"),
        ("%.2f", "'%.2f' is no format of numbers: '.2f' does not fit after '%'.", "did you mean '.2f'?"),
        ("{:.2f}", "'{:.2f}' is no format of numbers.", "did you mean '.2f'?"),
        (
            "#,##0",
            "'#,##0' is no format of numbers: '##0' does not fit after '#,'.",
            "write one as '.2f' for 3.14, ',d' for 1,234, '.0%' for 25% and '.2s' for 1.2k",
        ),
        (
            ".2F",
            "'.2F' ends with a letter that formats of numbers do not have: 'F'.",
            "did you mean '.2f'?",
        ),
        (".3K", "'.3K' ends with a letter that formats of numbers do not have: 'K'.", "did you mean '.3s'?"),
    ],
)
def test_numbers(format: str, message: str, help: str) -> None:
    fault = number_format_fault(format)
    assert fault is not None
    assert (fault.message, fault.help) == (message, help)


@pytest.mark.parametrize(
    ("format", "message", "help"),
    [
        ("%Y-%k", "formats of times have no '%k'; '%Y-%k' draws 'k' in its place.", "did you mean '%Y-%H'?"),
        ("%-h", "formats of times have no '%-h'; '%-h' draws 'h' in its place.", "did you mean '%H'?"),
        ("%Y%", "'%Y%' ends with a % and no letter after it.", "'%%' draws a percent sign"),
        (
            "YYYY-MM-DD",
            "every time is drawn as 'YYYY-MM-DD': this format of times has no part with a %.",
            "did you mean '%Y-%m-%d'?",
        ),
        (
            ".2f",
            "every time is drawn as '.2f': this format of times has no part with a %.",
            "write one as '%b %d' for Jan 05, '%H:%M' for 14:30 and '%Y-%m-%d' for 2026-01-05",
        ),
    ],
)
def test_times(format: str, message: str, help: str) -> None:
    fault = time_format_fault(format)
    assert fault is not None
    assert (fault.message, fault.help, fault.stops) == (message, help, False)

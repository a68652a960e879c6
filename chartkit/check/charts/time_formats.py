"""Formats of times: takes one, as `%b %d`, gives what is wrong with it.

Source: d3-time-format 4, `formats` and `pads`; https://d3js.org/d3-time-format
"""

from __future__ import annotations

import re

from chartkit.check.charts.number_formats import FormatFault

EXAMPLES = "as '%b %d' for Jan 05, '%H:%M' for 14:30 and '%Y-%m-%d' for 2026-01-05"

_DIRECTIVES = frozenset("aAbBcdefgGHIjLmMpqQsSuUVwWxXyYZ%")
_PART = re.compile(r"%[-_0]?(.?)", re.DOTALL)
_SIGN = re.compile(r"%[-_0]?[A-Za-z]")
_WORDS = re.compile(r"[A-Za-z0-9]")
_DATES = {
    "YYYY": "%Y",
    "yyyy": "%Y",
    "YY": "%y",
    "yy": "%y",
    "MMMM": "%B",
    "MMM": "%b",
    "MM": "%m",
    "DD": "%d",
    "dd": "%d",
}
_CLOCK = {"HH": "%H", "hh": "%I", "mm": "%M", "ss": "%S", "SSS": "%L", "A": "%p", "a": "%p"}
_OF_OTHERS = {**_DATES, **_CLOCK}
"""Words of Moment, Java and Excel for parts of a time."""
_OTHER_WORD = re.compile("|".join(sorted(_OF_OTHERS, key=len, reverse=True)))
_OF_C = {"F": "%Y-%m-%d", "T": "%H:%M:%S", "R": "%H:%M", "k": "%H", "l": "%I"}
"""What strftime of C has and d3 has not."""


def is_time_format(format: str) -> bool:
    """Whether it says a part of a time, as `%Y`; `%d` alone may be C's word for a number."""
    return bool(_SIGN.search(format)) and not re.fullmatch(r"%[dfegsxX]", format)


def time_format_fault(format: str) -> FormatFault | None:
    """The fault of a format of times, None for one that d3 reads as it is meant. None stops Vega.

    >>> time_format_fault("%Y-%k").help, time_format_fault("%Y-%m")
    ("did you mean '%Y-%H'?", None)
    """
    for part in _PART.finditer(format):
        if part[1] not in _DIRECTIVES:
            return _unknown(format, part)
    if "%" in format or not _WORDS.search(format):
        return None
    message = f"every time is drawn as {format!r}: this format of times has no part with a %."
    translated = _OTHER_WORD.sub(lambda word: _OF_OTHERS[word[0]], format)
    is_whole = not _WORDS.search(_PART.sub("", translated))
    return FormatFault(message, f"did you mean {translated!r}?" if is_whole else f"write one {EXAMPLES}")


def _unknown(format: str, part: re.Match[str]) -> FormatFault:
    before, letter, after = format[: part.start()], part[1], format[part.end() :]
    if not letter:
        return FormatFault(f"{format!r} ends with a % and no letter after it.", "'%%' draws a percent sign")
    message = f"formats of times have no {part[0]!r}; {format!r} draws {letter!r} in its place."
    other = letter.swapcase()
    near = _OF_C.get(letter) or (f"%{other}" if other in _DIRECTIVES else None)
    return FormatFault(message, f"did you mean {before + near + after!r}?" if near else f"write one {EXAMPLES}")

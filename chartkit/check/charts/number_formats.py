"""Formats of numbers: takes one, as `.2f`, gives what is wrong with it.

Source: d3-format 3, `formatSpecifier` and `formatTypes`; https://d3js.org/d3-format
"""

from __future__ import annotations

import re
from typing import NamedTuple

EXAMPLES = "as '.2f' for 3.14, ',d' for 1,234, '.0%' for 25% and '.2s' for 1.2k"

_ANY = r"[^\n\r\u2028\u2029\U00010000-\U0010ffff]"
_PARTS = re.compile(rf"(?:(?:{_ANY})?[<>=^])?[-+( ]?[$#]?0?[0-9]*,?(?:\.[0-9]+)?~?([A-Za-z%])?")
_TYPES = "bcdefgnoprsxX%"


class FormatFault(NamedTuple):
    """What is wrong with a format, in a sentence, and the way out; one that `stops` Vega leaves no chart at all."""

    message: str
    help: str
    stops: bool = False


def number_format_fault(format: str) -> FormatFault | None:
    """The fault of a format of numbers, None for one that d3 reads as it is meant.

    >>> number_format_fault(".2ff").help, number_format_fault(".2f")
    ("did you mean '.2f'?", None)
    """
    fits = _PARTS.match(format)
    end = fits.end() if fits else 0
    if end < len(format):
        why = f": {format[end:]!r} does not fit after {format[:end]!r}" if end else ""
        return FormatFault(f"{format!r} is no format of numbers{why}.", _near(format) or f"write one {EXAMPLES}", True)
    letter = fits[1] if fits else None
    if letter is None or letter in _TYPES:
        return None
    message = f"{format!r} ends with a letter that formats of numbers do not have: {letter!r}."
    near = letter.lower() if letter.lower() in _TYPES else "s" if letter in "kKmMGT" else None
    return FormatFault(message, f"did you mean {format[:-1] + near!r}?" if near else f"write one {EXAMPLES}")


def _near(format: str) -> str | None:
    """The format that is meant: with one character out, else the longest that stands in it."""
    lengths = range(len(format) - 1, 1, -1)
    tries = [format[:index] + format[index + 1 :] for index in range(len(format))]
    tries += [format[start : start + length] for length in lengths for start in range(len(format) - length + 1)]
    return next((f"did you mean {each!r}?" for each in tries if _is_right(each)), None)


def _is_right(format: str) -> bool:
    fits = _PARTS.fullmatch(format)
    return bool(fits and fits[1] and fits[1] in _TYPES)

"""JavaScript's functions of text in Python, in units of UTF-16: takes a text and constants, gives a text or a number.

Half of a character beyond U+FFFF, which a cut may leave, is U+FFFD, as browsers draw it.

Source: ECMA-262, https://tc39.es/ecma262/#sec-properties-of-the-string-prototype-object
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from chartkit.expressions.numbers import BLANKS


def length(text: str) -> float:
    """How many UTF-16 units `text` has: two for a character beyond U+FFFF."""
    return float(len(text) + sum(letter > "\uffff" for letter in text))


def trimmed(text: str) -> str:
    """`text` without white space at its ends."""
    return text.strip(BLANKS)


def substring(text: str, start: float, end: float = math.inf) -> str:
    """The units from `start` to before `end`, in either order; both are cut to the text."""
    size = len(_units(text)) // 2
    first, last = (int(max(0.0, min(bound, size))) if bound == bound else 0 for bound in (start, end))
    return _cut(text, min(first, last), max(first, last))


def sliced(text: str, start: float, end: float = math.inf) -> str:
    """The units from `start` to before `end`; negative ones count from the end of the text."""
    size = len(_units(text)) // 2
    first, last = (_from_end(bound, size) for bound in (start, end))
    return _cut(text, first, last) if first < last else ""


def index_of(text: str, sought: str) -> float:
    """The first unit at which `sought` stands in `text`, or -1."""
    place = text.find(sought)
    return length(text[:place]) if place >= 0 else -1.0


def last_index_of(text: str, sought: str) -> float:
    """The last unit at which `sought` stands in `text`, or -1."""
    place = text.rfind(sought)
    return length(text[:place]) if place >= 0 else -1.0


def replaced(text: str, sought: str, replacement: str) -> str:
    """`text` with the first `sought` replaced."""
    return text.replace(sought, replacement, 1)


def truncated(text: str, limit: float) -> str:
    """At most `limit` units, the last of them an ellipsis where something was cut."""
    if length(text) <= limit:
        return text
    return sliced(text, 0.0, max(0.0, limit - 1.0)) + "…"


TEXT_FUNCTIONS: dict[str, tuple[Callable[..., Any], tuple[str, ...], int]] = {
    "length": (length, (), 0),
    "upper": (str.upper, (), 0),
    "lower": (str.lower, (), 0),
    "trim": (trimmed, (), 0),
    "substring": (substring, ("number", "number"), 0),
    "slice": (sliced, ("number", "number"), 0),
    "indexof": (index_of, ("text",), 1),
    "lastindexof": (last_index_of, ("text",), 1),
    "replace": (replaced, ("text", "text"), 2),
    "truncate": (truncated, ("number",), 1),
}
"""By Vega's name: the function, the kinds of the constants after its text, and how many of them it needs."""

AS_TEXT = frozenset(["upper", "lower", "trim", "substring", "replace", "truncate"])
"""Those that turn any value into text first; at null the others end the chart in an error."""


def _units(text: str) -> bytes:
    return text.encode("utf-16-le")


def _cut(text: str, first: int, last: int) -> str:
    return _units(text)[2 * first : 2 * last].decode("utf-16-le", "replace")


def _from_end(bound: float, size: int) -> int:
    if bound != bound:
        return 0
    whole = math.trunc(bound) if math.isfinite(bound) else bound
    return int(max(0, size + whole) if whole < 0 else min(whole, size))

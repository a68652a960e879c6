"""Tests of one value, as MongoDB's operators have them: of a list, one item is enough; unlike types are unequal."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, cast

from chartkit.runs.reading.fields import MISSING

Test = Callable[[Any], bool]
_ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "$gt": operator.gt,
    "$gte": operator.ge,
    "$lt": operator.lt,
    "$lte": operator.le,
}


def equal(wanted: Any) -> Test:
    """True for values equal to `wanted`, and for lists that hold one; None equals what is missing."""

    is_text = type(wanted) is str

    def test(found: Any) -> bool:
        if is_text and type(found) is str:
            return found == wanted
        if found is MISSING:
            return wanted is None
        return _is_same(found, wanted) or any(_is_same(item, wanted) for item in _items(found))

    return test


def compared(word: str, wanted: Any) -> Test:
    """True for values above or below `wanted`, and for lists that hold one; never for other types than its own."""
    order = _ORDERS[word]
    is_number = type(wanted) in (int, float)

    def test(found: Any) -> bool:
        if is_number and type(found) in (float, int):
            return order(found, wanted)
        if not isinstance(found, list):
            return _is_ordered(found, wanted, order)
        return any(_is_ordered(item, wanted, order) for item in cast(list[Any], found))

    return test


def is_there(wanted: bool) -> Test:
    """True for what a run has (None is something), or for what it has not."""
    return lambda found: (found is not MISSING) is wanted


def matches(pattern: re.Pattern[str]) -> Test:
    """True for text in which the pattern is found, and for lists that hold such text."""
    return lambda found: any(isinstance(item, str) and bool(pattern.search(item)) for item in _items(found) or (found,))


def contains(wanted: Any) -> Test:
    """True for text with `wanted` in it, and for lists and dicts that hold it."""

    def test(found: Any) -> bool:
        if isinstance(found, str):
            return isinstance(wanted, str) and wanted in found
        if isinstance(found, dict):
            return isinstance(wanted, str) and wanted in found
        return any(_is_same(item, wanted) for item in _items(found))

    return test


def _items(found: Any) -> list[Any]:
    return cast(list[Any], found) if isinstance(found, list) else []


def _is_same(found: Any, wanted: Any) -> bool:
    if isinstance(wanted, datetime) and isinstance(found, str):
        return _moment(found) == _moment(wanted)
    if isinstance(found, bool) != isinstance(wanted, bool):
        return False
    try:
        return bool(found == wanted)
    except ArithmeticError:  # Decimal("sNaN") refuses every comparison
        return False


def _is_ordered(found: Any, wanted: Any, order: Callable[[Any, Any], bool]) -> bool:
    if isinstance(wanted, datetime) and isinstance(found, str):
        there, limit = _moment(found), _moment(wanted)
        return there is not None and limit is not None and order(there, limit)
    if found is MISSING or found is None or isinstance(found, bool) != isinstance(wanted, bool):
        return False
    try:
        return bool(order(found, wanted))
    except (TypeError, ArithmeticError):  # a number and a text; a Decimal that is NaN
        return False


def _moment(value: str | datetime) -> float | None:
    """Seconds since 1970; a time without a zone is UTC's, as runs are kept. None for text that is no time."""
    try:
        time = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    except ValueError:
        return None
    return (time if time.tzinfo else time.replace(tzinfo=UTC)).timestamp()

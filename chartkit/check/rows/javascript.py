"""JavaScript's conversions and comparisons over the values of JSON: takes plain values, gives plain values.

Source: ECMA-262, https://tc39.es/ecma262/#sec-type-conversion
"""

from __future__ import annotations

import math
from typing import Any, TypeGuard

from chartkit.expressions.numbers import text_number


class CannotTell(Exception):
    """The answer depends on something that is not followed here."""


class Moment(str):
    """A time as its ISO 8601 text. Whether Vega holds it as text or number depends on how the chart draws it."""

    __slots__ = ()


class Undefined:
    """The only instance, `UNDEFINED`, is the value of a field that a row does not have."""


UNDEFINED = Undefined()


def truth(value: Any) -> bool:
    """Whether JavaScript takes the value for true in a condition."""
    if isinstance(value, float) and math.isnan(value):
        return False
    if isinstance(value, list | dict):
        return True
    return value is not UNDEFINED and bool(value)


def number(value: Any) -> float:
    """The value as a number, NaN where it is none. Raises `CannotTell` for times, lists and objects."""
    if isinstance(value, bool | int | float):
        return float(value)
    if value is None:
        return 0.0
    if value is UNDEFINED:
        return math.nan
    if isinstance(value, Moment) or not isinstance(value, str):
        raise CannotTell
    return text_number(value)


def text(value: Any) -> str:
    """The value as text. Raises `CannotTell` for fractions, whose digits JavaScript chooses, for times and lists."""
    if isinstance(value, str) and not isinstance(value, Moment):
        return value
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if value is UNDEFINED:
        return "undefined"
    if isinstance(value, int | float) and float(value).is_integer() and abs(value) < 1e15:
        return str(int(value))
    raise CannotTell


def is_same(left: Any, right: Any) -> bool:
    """`left === right`."""
    _require_scalars(left, right)
    if is_number(left) and is_number(right):
        return left == right
    return type(left) is type(right) and left == right


def is_equal(left: Any, right: Any) -> bool:
    """`left == right`."""
    _require_scalars(left, right)
    if left in (None, UNDEFINED) or right in (None, UNDEFINED):
        return left in (None, UNDEFINED) and right in (None, UNDEFINED)
    return left == right if isinstance(left, str) and isinstance(right, str) else number(left) == number(right)


def is_less(left: Any, right: Any, or_equal: bool) -> bool:
    """`left < right` or `left <= right`: by their letters where both are text, else as numbers."""
    _require_scalars(left, right)
    if isinstance(left, str) and isinstance(right, str):
        first, second = left.encode("utf-16-be", "surrogatepass"), right.encode("utf-16-be", "surrogatepass")
        return first < second or (or_equal and first == second)
    first, second = number(left), number(right)
    return first < second or (or_equal and first == second)


def is_valid(value: Any) -> bool:
    """Vega's `isValid`: neither null, missing nor NaN."""
    return value is not None and value is not UNDEFINED and not (isinstance(value, float) and math.isnan(value))


def is_number(value: Any) -> TypeGuard[int | float]:
    """Whether the value is of JavaScript's type number."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _require_scalars(left: Any, right: Any) -> None:
    """Times beside null only; lists and objects are compared by identity, which rows do not have."""
    for value, other in ((left, right), (right, left)):
        if isinstance(value, list | dict) or (isinstance(value, Moment) and other not in (None, UNDEFINED)):
            raise CannotTell

"""Vega's functions over plain values: takes a name and arguments, gives the value.

Source: https://vega.github.io/vega/docs/expressions/ (Vega 6)
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from chartkit.check.rows.javascript import (
    UNDEFINED,
    CannotTell,
    Moment,
    is_less,
    is_number,
    is_same,
    is_valid,
    number,
    text,
)
from chartkit.schema.json_types import is_list


def call(name: str, arguments: list[Any]) -> Any:
    """What Vega's function gives. Raises `CannotTell` for one that is not here, or is given what it does not take."""
    function = _FUNCTIONS.get(name)
    if function is None:
        raise CannotTell
    try:
        return function(*arguments)
    except (TypeError, IndexError):
        raise CannotTell from None


def _of_numbers(function: Callable[..., float]) -> Callable[..., float]:
    """A function of numbers that is NaN where Python's own refuses."""

    def found(*values: Any) -> float:
        given = [number(value) for value in values]
        if any(math.isnan(value) for value in given):
            return math.nan
        try:
            return float(function(*given))
        except ValueError:
            return math.nan
        except OverflowError:
            raise CannotTell from None

    return found


def _logarithm(value: float) -> float:
    return -math.inf if value == 0 else math.log(value)


def _rounded(function: Callable[[float], float]) -> Callable[[float], float]:
    return lambda value: function(value) if math.isfinite(value) else value


def _is_defined(value: Any) -> bool:
    return value is not UNDEFINED


def _is_string(value: Any) -> bool:
    if isinstance(value, Moment):
        raise CannotTell
    return isinstance(value, str)


def _is_boolean(value: Any) -> bool:
    return isinstance(value, bool)


def _is_nan(value: Any) -> bool:
    return _is_any_number(value) and math.isnan(value)


def _is_finite(value: Any) -> bool:
    return _is_any_number(value) and math.isfinite(value)


def _is_any_number(value: Any) -> bool:
    """Whether the value is a number. Raises `CannotTell` for a time, which Vega may hold as one."""
    if isinstance(value, Moment):
        raise CannotTell
    return is_number(value)


def _magnitude(value: float) -> float:
    return abs(value)


def _half_up(value: float) -> float:
    return math.floor(value + 0.5)


def _to_number(value: Any) -> float | None:
    return None if value is None or value == "" else number(value)


def _lower(value: Any) -> str:
    return text(value).lower()


def _upper(value: Any) -> str:
    return text(value).upper()


def _trimmed(value: Any) -> str:
    return text(value).strip()


def _length(value: Any) -> int:
    if is_list(value):
        return len(value)
    if isinstance(value, str) and not isinstance(value, Moment):
        return len(value.encode("utf-16-be", "surrogatepass")) // 2
    raise CannotTell


def _index_of(values: Any, wanted: Any) -> int:
    if is_list(values):
        return next((index for index, value in enumerate(values) if is_same(value, wanted)), -1)
    if not isinstance(values, str):
        raise CannotTell
    return text(values).find(text(wanted))


def _in_range(value: Any, bounds: Any) -> bool:
    low, high = sorted((number(bounds[0]), number(bounds[-1])))
    return not is_less(value, low, False) and is_less(low, value, True) and is_less(value, high, True)


def _part(start: int, stop: int, less: int = 0) -> Callable[[Any], int]:
    """A part of a time's text, which is in UTC form as charts draw it."""

    def found(value: Any) -> int:
        if not isinstance(value, Moment):
            raise CannotTell
        return int(str(value)[start:stop]) - less

    return found


_TIME_PARTS: dict[str, Callable[[Any], int]] = {
    "year": _part(0, 4),
    "month": _part(5, 7, 1),
    "date": _part(8, 10),
    "hours": _part(11, 13),
    "minutes": _part(14, 16),
    "seconds": _part(17, 19),
}

_FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "isValid": is_valid,
    "isDefined": _is_defined,
    "isNumber": _is_any_number,
    "isString": _is_string,
    "isBoolean": _is_boolean,
    "isNaN": _is_nan,
    "isFinite": _is_finite,
    "abs": _of_numbers(_magnitude),
    "ceil": _of_numbers(_rounded(math.ceil)),
    "floor": _of_numbers(_rounded(math.floor)),
    "round": _of_numbers(_rounded(_half_up)),
    "sqrt": _of_numbers(math.sqrt),
    "log": _of_numbers(_logarithm),
    "exp": _of_numbers(math.exp),
    "min": _of_numbers(min),
    "max": _of_numbers(max),
    "toNumber": _to_number,
    "length": _length,
    "lower": _lower,
    "upper": _upper,
    "trim": _trimmed,
    "indexof": _index_of,
    "inrange": _in_range,
    **_TIME_PARTS,
    **{f"utc{name}": part for name, part in _TIME_PARTS.items()},
}

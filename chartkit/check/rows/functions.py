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


def _length(value: Any) -> int:
    if isinstance(value, list):
        return len(value)  # pyright: ignore[reportUnknownArgumentType]
    if isinstance(value, str) and not isinstance(value, Moment):
        return len(value.encode("utf-16-be", "surrogatepass")) // 2
    raise CannotTell


def _index_of(values: Any, wanted: Any) -> int:
    if isinstance(values, list):
        found: list[Any] = values
        return next((index for index, value in enumerate(found) if is_same(value, wanted)), -1)
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
    "isDefined": lambda value: value is not UNDEFINED,
    "isNumber": is_number,
    "isString": lambda value: _known(value, isinstance(value, str)),
    "isBoolean": lambda value: isinstance(value, bool),
    "isNaN": lambda value: math.isnan(number(value)),
    "isFinite": lambda value: math.isfinite(number(value)),
    "abs": _of_numbers(abs),
    "ceil": _of_numbers(_rounded(math.ceil)),
    "floor": _of_numbers(_rounded(math.floor)),
    "round": _of_numbers(_rounded(lambda value: math.floor(value + 0.5))),
    "sqrt": _of_numbers(math.sqrt),
    "log": _of_numbers(_logarithm),
    "exp": _of_numbers(math.exp),
    "min": _of_numbers(min),
    "max": _of_numbers(max),
    "toNumber": lambda value: None if value is None or value == "" else number(value),
    "length": _length,
    "lower": lambda value: text(value).lower(),
    "upper": lambda value: text(value).upper(),
    "trim": lambda value: text(value).strip(),
    "indexof": _index_of,
    "inrange": _in_range,
    **_TIME_PARTS,
    **{f"utc{name}": part for name, part in _TIME_PARTS.items()},
}


def _known(value: Any, answer: bool) -> bool:
    if isinstance(value, Moment):
        raise CannotTell
    return answer

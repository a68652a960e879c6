"""Predicates over time units as expressions in UTC: takes `{timeUnit, field, equal: …}`, gives what Vega-Lite cannot.

Vega-Lite compares units on the viewer's clock, whatever the unit says, so that `year: 2000` keeps other rows in New
York than in Seoul. Written as an expression over UTC parts it keeps the same rows everywhere.

Source: Vega-Lite 6.4, `fieldFilterExpression`, `valueExpr` and `dateTimeParts`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, cast

from chartkit.expressions.tokens import quoted

_PARTS = ("year", "quarter", "month", "date", "day", "hours", "minutes", "seconds", "milliseconds")
_SIZES = {"quarter": 4, "month": 12, "date": 32, "day": 7, "hours": 24, "minutes": 60, "seconds": 60}
"""How many values a part has below the next larger one, at the least."""
_UNIT = re.compile(f"(?:utc)?((?:{'|'.join(sorted(_PARTS, key=len, reverse=True))})+)")
_MONTHS = "january february march april may june july august september october november december".split()
_DAYS = "sunday monday tuesday wednesday thursday friday saturday".split()
_COMPARED = {"equal": "===", "lt": "<", "lte": "<=", "gt": ">", "gte": ">="}


def utc_predicate(predicate: Mapping[str, Any]) -> str | None:
    """The expression that a field predicate with a timeUnit means in UTC; None for what says no unit or no constant.

    >>> utc_predicate({"timeUnit": "year", "field": "day", "equal": 2000})
    'utcyear(datum["day"]) === 2000'
    """
    unit, field = predicate.get("timeUnit"), predicate.get("field")
    parts = _parts(unit)
    if parts is None or not isinstance(field, str) or re.search(r"[.\[\]\\]", field):
        return None
    key = _joined([f"utc{part}(datum[{quoted(field)}])" for part in parts], parts)
    if "range" in predicate and isinstance(predicate["range"], list):
        low, high = (_constant(value, parts) for value in cast("list[Any]", predicate["range"]))
        return None if low is None or high is None else f"inrange({key}, [{low}, {high}])"
    if "oneOf" in predicate:
        values = [_constant(value, parts) for value in cast("list[Any]", predicate["oneOf"])]
        return None if None in values else " || ".join(f"{key} === {value}" for value in values) or "false"
    for word, operator in _COMPARED.items():
        if word in predicate:
            value = _constant(predicate[word], parts)
            return None if value is None else f"{key} {operator} {value}"
    return None


def _parts(unit: Any) -> list[str] | None:
    """The parts of a unit from the largest to the smallest; None where these do not order times."""
    match = _UNIT.fullmatch(unit) if isinstance(unit, str) else None
    found = re.findall("|".join(sorted(_PARTS, key=len, reverse=True)), match[1]) if match else []
    is_ordered = found == [part for part in _PARTS if part in found]
    return found if found and is_ordered and ("day" not in found or len(found) == 1) else None


def _joined(values: list[str], parts: list[str]) -> str:
    """One number that orders times as their parts do, the largest first."""
    key = values[0]
    for value, part in zip(values[1:], parts[1:], strict=True):
        key = f"({key}) * {_SIZES.get(part, 1000)} + {value}"
    return key


def _constant(value: Any, parts: list[str]) -> int | None:
    """The number of a value: a date and time, or the number or name of a unit of one part."""
    if isinstance(value, dict):
        given = {key: one for key, one in cast("dict[str, Any]", value).items() if key != "utc"}
    elif len(parts) == 1 and not isinstance(value, bool) and isinstance(value, (int, str)):
        given = {parts[0]: value}
    else:
        return None
    if not given or not given.keys() <= {*parts}:
        return None
    numbers = [_number(part, given.get(part, 1 if part in ("month", "date", "quarter") else 0)) for part in parts]
    if any(number is None for number in numbers) or ("year" in parts and "year" not in given):
        return None
    found = cast("list[int]", numbers)
    key = found[0]
    for number, part in zip(found[1:], parts[1:], strict=True):
        key = key * _SIZES.get(part, 1000) + number
    return key


def _number(part: str, value: Any) -> int | None:
    """A part as Vega's functions count it: months and days from 0, quarters from 1."""
    names = {"month": _MONTHS, "day": _DAYS}.get(part)
    if isinstance(value, str) and names is not None:
        fitting = [index for index, name in enumerate(names) if value.lower() in (name, name[:3])]
        return fitting[0] if fitting else None
    if not isinstance(value, int) or isinstance(value, bool):
        return None
    return value - 1 if part == "month" else value % 7 if part == "day" else value

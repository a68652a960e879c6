"""Vega's functions in an engine: takes values, gives the value that a browser would have.

Source: https://vega.github.io/vega/docs/expressions/ (Vega 6)
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from chartkit.compiler.reductions.javascript_dates import PARTS, part_of, utc_milliseconds
from chartkit.compiler.reductions.javascript_operators import arithmetic, compared
from chartkit.compiler.reductions.javascript_values import (
    Value,
    constant,
    lower_whole,
    number_of,
    number_or_null,
    require_exact,
    require_parsed,
    text_of,
    true_of,
    upper_whole,
)
from chartkit.compiler.reductions.reduction import NotReducible

Function = Callable[[Sequence[Value]], Value]


def _rounding(make: Callable[[Any], Any]) -> Function:
    def function(given: Sequence[Value]) -> Value:
        number = number_of(given[0])
        require_exact(number)
        return number._replace(expr=make(number.expr), is_constant=False, constant=None, weight=3 * number.weight + 1)

    return function


def _rounded(number: Any) -> Any:
    """The nearest whole number, halves up; `floor(x + 0.5)` would lose the last bit. Zeros keep their sign."""
    import narwhals as nw

    floor = lower_whole(number)
    whole = nw.when(number - floor >= 0.5).then(floor + 1.0).otherwise(floor)
    return nw.when(whole == 0.0).then(number * 0.0).otherwise(whole)


def _approximate(make: Callable[[Any], Any]) -> Function:
    """A function whose last bit is the engine's own."""

    def function(given: Sequence[Value]) -> Value:
        number = number_of(given[0])
        return Value(make(number.expr), "number", can_be_nan=True, is_inexact=True, weight=3 * number.weight + 2)

    return function


def _logarithm(number: Any) -> Any:
    import narwhals as nw

    positive = nw.when(number > 0.0).then(number).otherwise(nw.lit(1.0)).log()
    at_zero = nw.when(number == 0.0).then(nw.lit(-math.inf)).otherwise(nw.lit(math.nan))
    return nw.when(number > 0.0).then(positive).otherwise(at_zero)


def _root(given: Sequence[Value]) -> Value:
    import narwhals as nw

    number = number_of(given[0])
    if number.is_constant and number.constant >= 0.0:
        return constant(math.sqrt(number.constant))
    expr = nw.when(number.expr >= 0.0).then(number.expr).otherwise(nw.lit(math.nan)).sqrt()
    return Value(expr, "number", can_be_nan=True, is_inexact=number.is_inexact, weight=2 * number.weight + 2)


def _finite(number: Any) -> Any:
    import narwhals as nw

    return nw.when(number.is_finite()).then(number).otherwise(nw.lit(math.nan))


def _power(given: Sequence[Value]) -> Value:
    base, exponent = number_of(given[0]), number_of(given[1])
    if not exponent.is_constant or not math.isfinite(exponent.constant):
        raise NotReducible("pow needs a number for its exponent here")
    if exponent.constant == 2.0:
        return arithmetic("*", base, base)
    expr = base.expr**exponent.constant
    return Value(expr, "number", can_be_nan=True, is_inexact=True, weight=base.weight + 1)


def _extreme(sign: str) -> Function:
    def function(given: Sequence[Value]) -> Value:
        if not given:
            return constant(math.inf if sign == "<" else -math.inf)
        found = number_of(given[0])
        for other in given[1:]:
            found = _one_of(sign, found, number_of(other))
        return found

    return function


def _one_of(sign: str, left: Value, right: Value) -> Value:
    import narwhals as nw

    expr = nw.when(compared(sign, left, right).expr).then(left.expr).otherwise(right.expr)
    for side in (left, right):
        if side.can_be_nan:
            expr = nw.when(side.expr.is_nan()).then(nw.lit(math.nan)).otherwise(expr)
    return Value(
        expr,
        "number",
        can_be_nan=left.can_be_nan or right.can_be_nan,
        is_counted=left.is_counted and right.is_counted,
        weight=3 * (left.weight + right.weight) + 1,
    )


def _clamped(given: Sequence[Value]) -> Value:
    return _extreme(">")([given[1], _extreme("<")([given[2], given[0]])])


def _test(make: Callable[[Value], Any]) -> Function:
    def function(given: Sequence[Value]) -> Value:
        return Value(make(given[0]), "boolean", weight=2 * given[0].weight + 1)

    return function


def _present(value: Value) -> Any:
    import narwhals as nw

    return ~value.expr.is_null() if value.is_nullable else nw.lit(True)


def _valid(value: Value) -> Any:
    if value.kind == "number" and value.can_be_nan:
        return _present(value) & ~value.expr.fill_null(0.0).is_nan()
    return _present(value)


def _not_a_number(value: Value) -> Any:
    import narwhals as nw

    return value.expr.fill_null(0.0).is_nan() if value.kind == "number" and value.can_be_nan else nw.lit(False)


def _finite_number(value: Value) -> Any:
    import narwhals as nw

    if value.kind == "time":
        require_parsed(value)
        return _present(value)

    return value.expr.fill_null(math.inf).is_finite() if value.kind == "number" else nw.lit(False)


def _of_kind(kind: str) -> Function:
    def make(value: Value) -> Any:
        import narwhals as nw

        if value.kind == "time" and kind in ("number", "text"):
            require_parsed(value)
            return _present(value) if kind == "number" else nw.lit(False)
        return _present(value) if value.kind == kind else nw.lit(False)

    return _test(make)


def _never(value: Value) -> Any:
    import narwhals as nw

    if value.kind == "list":
        raise NotReducible("it asks what a list is")
    return nw.lit(False)


def _always(value: Value) -> Any:
    import narwhals as nw

    return nw.lit(True)


def _to_number(given: Sequence[Value]) -> Value:
    (value,) = given[:1]
    if value.is_constant:
        return constant(None) if value.constant in (None, "") else number_of(value)
    return number_or_null(value)


def _to_boolean(given: Sequence[Value]) -> Value:
    import narwhals as nw

    (value,) = given[:1]
    if value.kind == "text":
        is_false = (value.expr == "false") | (value.expr == "0")
        is_missing = value.expr.is_null() | (value.expr == "")
        told = nw.when(is_false.fill_null(False)).then(nw.lit(False)).otherwise(nw.lit(True))
        expr = nw.when(is_missing.fill_null(True)).then(nw.lit(None)).otherwise(told)
        return Value(expr, "boolean", is_nullable=True, weight=4 * value.weight)
    if not value.is_nullable:
        return Value(true_of(value), "boolean", weight=value.weight + 1)
    expr = nw.when(value.expr.is_null()).then(nw.lit(None)).otherwise(true_of(value))
    return Value(expr, "boolean", is_nullable=True, weight=2 * value.weight + 1)


def _to_text(given: Sequence[Value]) -> Value:
    import narwhals as nw

    (value,) = given[:1]
    if value.is_constant:
        return constant(None) if value.constant in (None, "") else text_of(value)
    if value.kind == "text":
        expr = nw.when(value.expr == "").then(nw.lit(None)).otherwise(value.expr)
        return Value(expr, "text", is_nullable=True, weight=2 * value.weight)
    text = text_of(value._replace(is_nullable=False))
    if not value.is_nullable:
        return text
    expr = nw.when(value.expr.is_null()).then(nw.lit(None)).otherwise(text.expr)
    return text._replace(expr=expr, is_nullable=True)


def _in_range(given: Sequence[Value]) -> Value:
    bounds = given[1].items if given[1].kind == "list" else ()
    ends = [bound.constant for bound in bounds]
    if not ends or not all(isinstance(end, float) and end == end for end in (ends[0], ends[-1])):
        raise NotReducible("inrange needs a list of numbers here")
    low, high = sorted((ends[0], ends[-1]))
    closed = [given[place].constant is not False if len(given) > place else True for place in (2, 3)]
    above = compared("<=" if closed[0] else "<", constant(low), given[0])
    below = compared("<=" if closed[1] else "<", given[0], constant(high))
    return Value(above.expr & below.expr, "boolean", weight=2 * given[0].weight + 3)


def _part(name: str) -> Function:
    def function(given: Sequence[Value]) -> Value:
        if given[0].kind != "time":
            raise NotReducible(f"{name} of what is no column of times")
        return Value(part_of(name, given[0].expr), "number", is_counted=True, weight=3 * given[0].weight + 2)

    return function


def _time(given: Sequence[Value]) -> Value:
    (value,) = given[:1]
    if value.kind == "number" and value.is_constant:
        return value
    if value.kind != "time":
        raise NotReducible("time of what is no column of times")
    return number_of(value._replace(is_parsed=True))


def _to_date(given: Sequence[Value]) -> Value:
    if given[0].kind != "time":
        raise NotReducible("toDate of what is no column of times")
    return number_or_null(given[0]._replace(is_parsed=True))


def _utc(given: Sequence[Value]) -> Value:
    if len(given) < 2 or not all(part.is_constant and part.kind == "number" for part in given):
        raise NotReducible("utc needs at least a year and a month, as numbers, here")
    try:
        return constant(utc_milliseconds([part.constant for part in given]))
    except ValueError:
        raise NotReducible("utc of parts that are not whole, or out of the years 1 to 9999") from None


FUNCTIONS: dict[str, tuple[Function, int, int]] = {
    "abs": (_rounding(lambda number: number.abs()), 1, 1),
    "ceil": (_rounding(upper_whole), 1, 1),
    "floor": (_rounding(lower_whole), 1, 1),
    "round": (_rounding(_rounded), 1, 1),
    "sqrt": (_root, 1, 1),
    "exp": (_approximate(lambda number: number.exp()), 1, 1),
    "log": (_approximate(_logarithm), 1, 1),
    "sin": (_approximate(lambda number: _finite(number).sin()), 1, 1),
    "cos": (_approximate(lambda number: _finite(number).cos()), 1, 1),
    "pow": (_power, 2, 2),
    "min": (_extreme("<"), 0, 20),
    "max": (_extreme(">"), 0, 20),
    "clamp": (_clamped, 3, 3),
    "isValid": (_test(_valid), 1, 1),
    "isNaN": (_test(_not_a_number), 1, 1),
    "isFinite": (_test(_finite_number), 1, 1),
    "isNumber": (_of_kind("number"), 1, 1),
    "isString": (_of_kind("text"), 1, 1),
    "isBoolean": (_of_kind("boolean"), 1, 1),
    "isDefined": (_test(_always), 1, 1),
    **dict.fromkeys(["isDate", "isArray", "isObject", "isRegExp"], (_test(_never), 1, 1)),
    "toNumber": (_to_number, 1, 1),
    "toBoolean": (_to_boolean, 1, 1),
    "toString": (_to_text, 1, 1),
    "toDate": (_to_date, 1, 1),
    "inrange": (_in_range, 2, 4),
    "time": (_time, 1, 1),
    "utc": (_utc, 2, 7),
    **{name: (_part(name), 1, 1) for name in PARTS},
}
"""By Vega's name: the function, and how many arguments it takes at least and at most here."""

LOCAL = frozenset(
    "date day year month hours minutes seconds milliseconds timezoneoffset quarter week isoweek dayofyear datetime"
    " timeOffset timeSequence timeFormat timeParse".split()
)
"""Functions that read or write times in the zone of whoever looks at the chart."""

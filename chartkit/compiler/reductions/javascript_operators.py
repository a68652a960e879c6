"""JavaScript's operators in an engine: takes values, gives the value that a browser would have.

Engines hold NaN for equal to itself and greater than everything, and a comparison with null for null; JavaScript does
not. Division is of doubles.

Source: ECMA-262, https://tc39.es/ecma262/#sec-ecmascript-language-expressions
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from typing import Any

from chartkit.compiler.reductions.javascript_values import (
    LARGEST_COUNT,
    Value,
    constant,
    lower_whole,
    number_of,
    number_or_null,
    require_exact,
    text_of,
    true_of,
    upper_whole,
)
from chartkit.compiler.reductions.reduction import NotReducible
from chartkit.expressions.numbers import text_number

_ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": lambda first, second: first / second,
}
_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def add(left: Value, right: Value) -> Value:
    """`left + right`: a text where one of them is text, else a sum."""
    if "text" not in (left.kind, right.kind):
        return arithmetic("+", left, right)
    if not any(side.kind == "text" and not side.is_nullable for side in (left, right)):
        raise NotReducible("'+' of a missing text and another value is a number: write '' + … before it")
    import narwhals as nw

    first, second = text_of(left), text_of(right)
    if first.is_constant and second.is_constant:
        return constant(first.constant + second.constant)
    joined = nw.concat_str([first.expr, second.expr])
    return Value(joined, "text", weight=first.weight + second.weight + 1)


def arithmetic(sign: str, left: Value, right: Value) -> Value:
    """`+`, `-`, `*`, `/` and `%` of numbers; null counts as 0."""
    first, second = number_of(left), number_of(right)
    weight = first.weight + second.weight + 1
    is_inexact = first.is_inexact or second.is_inexact
    is_counted = sign in "+-" and _is_small(first) and _is_small(second)
    if sign == "%":
        return _remainder(first, second)
    apply = _ARITHMETIC[sign]
    if first.is_constant and second.is_constant and (sign != "/" or second.constant):
        return constant(apply(first.constant, second.constant))
    can_be_nan = not is_counted and not (
        sign == "/" and second.is_constant and math.isfinite(second.constant) and second.constant and _is_finite(first)
    )
    expr = quotient(first.expr, second) if sign == "/" else apply(first.expr, second.expr)
    return Value(expr, "number", can_be_nan=can_be_nan, is_counted=is_counted, is_inexact=is_inexact, weight=weight)


def quotient(dividend: Any, divisor: Value) -> Any:
    """`dividend / divisor` to the last bit; the dividend is never null.

    Polars divides by a constant as it multiplies by 1 / constant, which rounds twice, so the constant becomes a column.
    """
    import narwhals as nw

    if not divisor.is_constant or not divisor.constant or abs(math.frexp(divisor.constant)[0]) == 0.5:
        return dividend / divisor.expr
    column = nw.when(dividend.is_finite()).then(dividend * 0.0 + divisor.constant).otherwise(divisor.expr)
    return dividend / column


def negative(value: Value) -> Value:
    """`-value`, with the sign of a zero."""
    number = number_of(value)
    if number.is_constant:
        return constant(-number.constant)
    return number._replace(expr=number.expr * -1.0, weight=number.weight + 1)


def negation(value: Value) -> Value:
    """`!value`."""
    return Value(~true_of(value), "boolean", weight=value.weight + 1)


def same(left: Value, right: Value, is_strict: bool) -> Value:
    """`left === right`, or `left == right` where not strict."""
    weight = left.weight + right.weight + 1
    return Value(_same(left, right, is_strict), "boolean", weight=weight)


def compared(sign: str, left: Value, right: Value) -> Value:
    """`<`, `<=`, `>` and `>=`: of texts where both are, else of numbers."""
    weight = left.weight + right.weight + 1
    if left.kind == right.kind == "text":
        return Value(_text_order(sign, left, right), "boolean", weight=weight)
    first, second = number_of(left), number_of(right)
    require_exact(first)
    require_exact(second)
    expr = _COMPARE[sign](first.expr, second.expr)
    for side in (first, second):  # to the engines, NaN is the greatest number
        if side.can_be_nan:
            expr = expr & ~side.expr.is_nan()
    return Value(expr, "boolean", weight=weight)


def chosen(test: Any, consequent: Value, alternate: Value, weight: int) -> Value:
    """`test ? consequent : alternate`, where `test` is the engine's true or false and both results are of one kind."""
    import narwhals as nw

    values = [side for side in (consequent, alternate) if side.kind != "null"]
    if not values:
        return constant(None)
    if values[0].kind != values[-1].kind:
        raise NotReducible(f"its results are of different kinds: {consequent.kind} and {alternate.kind}")
    return Value(
        nw.when(test).then(consequent.expr).otherwise(alternate.expr),
        values[0].kind,
        is_nullable=consequent.is_nullable or alternate.is_nullable,
        can_be_nan=any(side.can_be_nan for side in values),
        is_counted=len(values) == 2 and all(side.is_counted for side in values),
        is_inexact=any(side.is_inexact for side in values),
        is_parsed=all(side.is_parsed for side in values),
        weight=consequent.weight + alternate.weight + weight + 1,
    )


def _same(left: Value, right: Value, is_strict: bool) -> Any:
    import narwhals as nw

    if left.kind == "list" or right.kind == "list":
        raise NotReducible("it compares a list")
    if left.kind == "null" or right.kind == "null":
        other = right if left.kind == "null" else left
        return other.expr.is_null() if other.is_nullable else nw.lit(False)
    if left.kind != right.kind:
        if "time" in (left.kind, right.kind) and not (left.is_parsed or right.is_parsed):
            raise NotReducible("it compares a time that Vega may hold as text: write time(…) around it")
        if is_strict and {left.kind, right.kind} != {"number", "time"}:
            return _both_null(left, right)
        left, right = number_or_null(left), number_or_null(right)
    elif left.kind == "time" and left.is_parsed != right.is_parsed:
        raise NotReducible("it compares two times, of which Vega may hold one as text")
    for side in (left, right):
        require_exact(side)
    equal = left.expr == right.expr
    if left.can_be_nan and right.can_be_nan:  # to the engines, NaN equals itself
        equal = equal & ~left.expr.is_nan()
    if not (left.is_nullable or right.is_nullable):
        return equal
    equal = equal.fill_null(False)
    return equal | _both_null(left, right) if left.is_nullable and right.is_nullable else equal


def _both_null(left: Value, right: Value) -> Any:
    import narwhals as nw

    if left.is_nullable and right.is_nullable:
        return left.expr.is_null() & right.expr.is_null()
    return nw.lit(False)


def _text_order(sign: str, left: Value, right: Value) -> Any:
    """Texts in the order of UTF-16 units, which is the engines' own beside a text of letters below U+D800."""
    import narwhals as nw

    fixed, other = (right, left) if right.is_constant else (left, right)
    if not fixed.is_constant or any(letter >= "\ud800" for letter in fixed.constant):
        raise NotReducible("it puts texts in order, which JavaScript does by UTF-16 units")
    expr = _COMPARE[sign](left.expr, right.expr)
    if not other.is_nullable:
        return expr
    number = text_number(fixed.constant)  # null beside a text: both are read as numbers
    of_null = _COMPARE[sign](number, 0.0) if fixed is left else _COMPARE[sign](0.0, number)
    return nw.when(other.expr.is_null()).then(nw.lit(of_null)).otherwise(expr)


def _remainder(first: Value, second: Value) -> Value:
    """The remainder with the sign of the left side, of small whole numbers: of others no engine's is JavaScript's."""
    if not (first.is_counted and second.is_constant and second.is_counted and second.constant):
        raise NotReducible("% of numbers that may have fractions leaves another remainder in every engine")
    ratio = quotient(first.expr, second)
    import narwhals as nw

    whole = nw.when(ratio < 0.0).then(upper_whole(ratio)).otherwise(lower_whole(ratio))
    expr = first.expr - whole * second.expr
    return Value(expr, "number", is_counted=True, weight=8 * first.weight + 8)


def _is_small(value: Value) -> bool:
    """True for counts that stay small when a few of them are added."""
    return value.is_counted and (not value.is_constant or abs(value.constant) < LARGEST_COUNT / 1024)


def _is_finite(value: Value) -> bool:
    return not value.can_be_nan and (value.is_counted or value.is_constant)

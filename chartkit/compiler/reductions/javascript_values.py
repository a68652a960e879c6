"""Values of JavaScript in an engine: an expression over columns, with what is known of it, and its conversions.

A null stays null until JavaScript would turn it into something: 0 beside an arithmetic sign, "null" in a text, false
in a condition. Numbers may be NaN or infinite where a calculation made them so.

Source: ECMA-262, https://tc39.es/ecma262/#sec-type-conversion
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from chartkit.compiler.reductions.javascript_dates import milliseconds
from chartkit.compiler.reductions.reduction import NotReducible
from chartkit.expressions.numbers import text_number

if TYPE_CHECKING:
    from chartkit.data.frame import FrameKind

    ValueKind = FrameKind | Literal["null", "list"]

_ALL_WHOLE = 2.0**52
"""From here on, doubles have no fractions."""
LARGEST_COUNT = 2**31
"""Whole numbers up to this are written by every engine as JavaScript writes them."""


class Value(NamedTuple):
    """What a part of an expression is in an engine.

    `expr` is a narwhals expression. `is_counted` says that a number is whole and small, `is_inexact` that its last bit
    is the engine's own, `is_parsed` that Vega holds the time as a number. A constant has its value in `constant`, the
    items of a list in `items`. `weight` counts the steps.
    """

    expr: Any
    kind: ValueKind
    is_nullable: bool = False
    can_be_nan: bool = False
    is_counted: bool = False
    is_inexact: bool = False
    is_parsed: bool = False
    is_constant: bool = False
    constant: Any = None
    items: tuple[Value, ...] = ()
    weight: int = 1


def constant(value: float | str | bool | None) -> Value:
    """The value that is the same in every row."""
    import narwhals as nw

    if value is None:
        return Value(nw.lit(None), "null", is_nullable=True, is_constant=True)
    if isinstance(value, bool):
        return Value(nw.lit(value), "boolean", is_constant=True, constant=value)
    if isinstance(value, str):
        if any("\ud800" <= letter <= "\udfff" or letter == "\0" for letter in value):
            raise NotReducible("it holds half a character or a NUL")
        return Value(nw.lit(value), "text", is_constant=True, constant=value)
    number = float(value)
    is_counted = number.is_integer() and abs(number) < LARGEST_COUNT
    return Value(
        nw.lit(number), "number", can_be_nan=number != number, is_counted=is_counted, is_constant=True, constant=number
    )


def number_of(value: Value) -> Value:
    """The value as JavaScript's arithmetic and its comparisons read it: never null."""
    import narwhals as nw

    if value.is_constant:
        return constant(_constant_number(value.constant))
    if value.kind == "number":
        return value._replace(expr=value.expr.fill_null(0.0), is_nullable=False) if value.is_nullable else value
    if value.kind == "boolean":
        expr = nw.when(true_of(value)).then(nw.lit(1.0)).otherwise(nw.lit(0.0))
        return Value(expr, "number", is_counted=True, weight=value.weight + 1)
    if value.kind == "time":
        require_parsed(value)
        return Value(milliseconds(value.expr).fill_null(0.0), "number", weight=value.weight + 1)
    raise NotReducible(f"it reads {_words(value)} as a number")


def number_or_null(value: Value) -> Value:
    """The value as a number, null where it is null: how `==` and `toNumber` read it."""
    if value.kind in ("boolean", "time") and value.is_nullable:
        number = number_of(value)
        import narwhals as nw

        expr = nw.when(value.expr.is_null()).then(nw.lit(None)).otherwise(number.expr)
        return number._replace(expr=expr, is_nullable=True)
    return value if value.kind == "number" else number_of(value)


def true_of(value: Value) -> Any:
    """The engine's true or false, never null, for what JavaScript takes for true."""
    import narwhals as nw

    if value.is_constant:
        truth = value.constant is not None and value.constant == value.constant and bool(value.constant)
        return nw.lit(truth)
    if value.kind == "boolean":
        return value.expr.fill_null(False) if value.is_nullable else value.expr
    if value.kind == "number":
        require_exact(value)
        number = number_of(value)
        return (number.expr != 0.0) & ~number.expr.is_nan() if value.can_be_nan else number.expr != 0.0
    if value.kind == "text":
        return value.expr.fill_null("") != ""
    if value.kind == "time":
        require_parsed(value)
        return milliseconds(value.expr).fill_null(0.0) != 0.0
    raise NotReducible(f"it takes {_words(value)} for true or false")


def text_of(value: Value) -> Value:
    """The value as JavaScript writes it into a text."""
    import narwhals as nw

    if value.is_constant:
        return constant(constant_text(value.constant))
    if value.kind == "text":
        return value._replace(expr=value.expr.fill_null("null"), is_nullable=False) if value.is_nullable else value
    if value.kind == "boolean":
        written = nw.when(value.expr.fill_null(False)).then(nw.lit("true")).otherwise(nw.lit("false"))
        if value.is_nullable:
            written = nw.when(value.expr.is_null()).then(nw.lit("null")).otherwise(written)
        return Value(written, "text", weight=value.weight + 1)
    if value.kind == "number" and value.is_counted and not value.is_nullable:
        return Value(value.expr.cast(nw.Int64).cast(nw.String), "text", weight=value.weight + 1)
    raise NotReducible(f"it writes {_words(value)} as text, whose digits differ between engines")


def constant_text(value: Any) -> str:
    """A constant as JavaScript writes it. Raises `NotReducible` for a number that needs an exponent."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return value
    if value != value:
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    if value.is_integer() and abs(value) < LARGEST_COUNT:
        return str(int(value))
    text = repr(value)
    if "e" in text or text.endswith(".0"):
        raise NotReducible(f"it writes {text} as text")
    return text


def lower_whole(number: Any) -> Any:
    """The floor as a double; some engines' own is an integer, which cannot hold what is large, NaN or infinite."""
    return _whole(number, number.floor())


def upper_whole(number: Any) -> Any:
    """The ceiling as a double."""
    return _whole(number, number.ceil())


def _whole(number: Any, rounded: Any) -> Any:
    import narwhals as nw

    return nw.when(number.abs() < _ALL_WHOLE).then(rounded.cast(nw.Float64)).otherwise(number)


def require_exact(value: Value) -> None:
    """Refuses a value whose last bit is the engine's own, where that bit would decide."""
    if value.is_inexact:
        raise NotReducible("the last digit of exp, log, pow, sin or cos would decide, which differs between engines")


def require_parsed(value: Value) -> None:
    """Refuses a time that Vega may still hold as text."""
    if not value.is_parsed:
        raise NotReducible("it calculates with a time that Vega may hold as text: write time(…) around it")


def _constant_number(value: Any) -> float:
    if value is None:
        return 0.0
    return text_number(value) if isinstance(value, str) else float(value)


def _words(value: Value) -> str:
    names = {"text": "text", "number": "a number", "boolean": "true and false", "time": "a time", "list": "a list"}
    return names.get(value.kind, "nothing")

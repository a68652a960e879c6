"""The value of a Vega expression for one row: takes its tree, the row and the params' values, gives a plain value."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from chartkit.check.rows.functions import call
from chartkit.check.rows.javascript import (
    UNDEFINED,
    CannotTell,
    Moment,
    is_equal,
    is_less,
    is_same,
    number,
    text,
    truth,
)
from chartkit.expressions import Expression
from chartkit.expressions.functions import CONSTANTS
from chartkit.expressions.reading import field_of
from chartkit.expressions.syntax import Array, Binary, Call, Conditional, Identifier, Literal, Logical, Member, Unary

Row = Mapping[str, Any]
Names = Mapping[str, Any]
"""Params whose value does not change before a reader acts."""

DEEPEST = 60
"""Trees that nest deeper are not followed."""


def evaluate(tree: Expression, row: Row, names: Names, level: int = 0) -> Any:
    """The value of `tree` for `row`. Raises `CannotTell` where it depends on what is not followed here. O(nodes)."""
    if level > DEEPEST:
        raise CannotTell
    inner = level + 1
    match tree:
        case Literal():
            return tree.value
        case Member():
            return _member(tree, row, names, inner)
        case Identifier():
            return _named(tree.name, names)
        case Logical():
            left = evaluate(tree.left, row, names, inner)
            return evaluate(tree.right, row, names, inner) if truth(left) == (tree.operator == "&&") else left
        case Conditional():
            chosen = tree.consequent if truth(evaluate(tree.test, row, names, inner)) else tree.alternate
            return evaluate(chosen, row, names, inner)
        case Unary():
            return _unary(tree.operator, evaluate(tree.argument, row, names, inner))
        case Binary():
            left, right = evaluate(tree.left, row, names, inner), evaluate(tree.right, row, names, inner)
            return _binary(tree.operator, left, right)
        case Call():
            return _called(tree, row, names, inner)
        case Array():
            return [evaluate(item, row, names, inner) if item else UNDEFINED for item in tree.elements]
        case _:
            raise CannotTell


def _member(tree: Member, row: Row, names: Names, level: int) -> Any:
    if (field := field_of(tree)) is not None:
        return row.get(field, UNDEFINED)
    owner = evaluate(tree.object, row, names, level)
    is_length = isinstance(tree.property, Identifier) and not tree.is_computed and tree.property.name == "length"
    if is_length:
        return call("length", [owner])
    raise CannotTell


def _named(name: str, names: Names) -> Any:
    if name in names:
        return names[name]
    if name in CONSTANTS:
        return CONSTANTS[name]
    raise CannotTell


def _called(tree: Call, row: Row, names: Names, level: int) -> Any:
    if not isinstance(tree.callee, Identifier):
        raise CannotTell
    name = tree.callee.name
    if name == "if" and len(tree.arguments) == 3:
        test, consequent, alternate = tree.arguments
        return evaluate(consequent if truth(evaluate(test, row, names, level)) else alternate, row, names, level)
    return call(name, [evaluate(argument, row, names, level) for argument in tree.arguments])


def _unary(operator: str, value: Any) -> Any:
    if operator == "!":
        return not truth(value)
    if operator in "+-":
        return number(value) if operator == "+" else -number(value)
    raise CannotTell


def _binary(operator: str, left: Any, right: Any) -> Any:
    if operator == "+" and (isinstance(left, str) or isinstance(right, str)):
        return text(left) + text(right)
    if operator in _COMPARISONS:
        return _COMPARISONS[operator](left, right)
    if operator in _ARITHMETIC:
        if isinstance(left, Moment) or isinstance(right, Moment):
            raise CannotTell
        return _ARITHMETIC[operator](number(left), number(right))
    raise CannotTell


def _quotient(left: float, right: float) -> float:
    if right:
        return left / right
    sign = math.copysign(1, left) * math.copysign(1, right)
    return math.nan if left == 0 or math.isnan(left) else sign * math.inf


def _remainder(left: float, right: float) -> float:
    return math.nan if right == 0 or math.isinf(left) else math.fmod(left, right)


_COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "===": is_same,
    "!==": lambda left, right: not is_same(left, right),
    "==": is_equal,
    "!=": lambda left, right: not is_equal(left, right),
    "<": lambda left, right: is_less(left, right, False),
    "<=": lambda left, right: is_less(left, right, True),
    ">": lambda left, right: is_less(right, left, False),
    ">=": lambda left, right: is_less(right, left, True),
}
_ARITHMETIC: Mapping[str, Callable[[float, float], float]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": _quotient,
    "%": _remainder,
}

"""Expressions that no row and no param changes: takes a tree, gives the value that it always has.

Source: ECMA-262, arithmetic and comparison of numbers.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from math import isfinite
from typing import Any

from chartkit.compiler.reductions.fold_constants import fold_constants
from chartkit.expressions import Expression
from chartkit.expressions.syntax import Binary, Literal, Logical, Unary

_ON_NUMBERS: dict[str, Callable[[Any, Any], Any]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "!=": operator.ne,
    "===": operator.eq,
    "!==": operator.ne,
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
}


def constant_of(tree: Expression) -> Literal | None:
    """The literal that an expression amounts to, None where it depends on something, or is of another kind.

    >>> from chartkit.expressions import parse
    >>> constant_of(parse("2 * 3 < 5")).value, constant_of(parse("datum.loss < 5"))
    (False, None)
    """
    folded = fold_constants(_worked_out(fold_constants(tree)))
    return folded if isinstance(folded, Literal) else None


def _worked_out(node: Expression) -> Expression:
    """The tree with comparisons and sums of numbers done, from the inside out."""
    match node:
        case Unary():
            argument = _worked_out(node.argument)
            if node.operator == "-" and isinstance(argument, Literal) and _is_number(argument.value):
                return _literal(-float(argument.value or 0), node)
            return node._replace(argument=argument)
        case Logical():
            return node._replace(left=_worked_out(node.left), right=_worked_out(node.right))
        case Binary():
            return _applied(node._replace(left=_worked_out(node.left), right=_worked_out(node.right)))
        case _:
            return node


def _applied(node: Binary) -> Expression:
    left, right = node.left, node.right
    apply = _ON_NUMBERS.get(node.operator)
    if apply is None or not isinstance(left, Literal) or not isinstance(right, Literal):
        return node
    if not _is_number(left.value) or not _is_number(right.value):
        return node
    value = apply(left.value, right.value)
    return _literal(value, node) if isinstance(value, bool) or isfinite(value) else node


def _literal(value: float | bool, node: Unary | Binary) -> Literal:
    return Literal(value, str(value).lower(), node.start, node.end)


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)

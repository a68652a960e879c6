"""Parts of an expression that no row changes: takes its tree, gives the tree with their values in their place.

An empty text slot leaves such parts: `'' === 'log' && datum.x <= 0` is false, whatever x is.
"""

from __future__ import annotations

from chartkit.expressions.syntax import (
    Binary,
    Call,
    Conditional,
    Expression,
    Identifier,
    Literal,
    Logical,
    Unary,
    depth,
)

_DEEPEST = 200
"""Deeper trees come back as they are."""


def fold_constants(node: Expression) -> Expression:
    """`node` where `!`, `&&`, `||`, `===`, `!==`, `?:` and `if` over literals are done. O(nodes).

    Source: ECMA-262, ToBoolean and IsStrictlyEqual.

    >>> from chartkit.expressions import parse
    >>> fold_constants(parse("!('' === 'log' && datum.x <= 0)")).value
    True
    """
    return _folded(node) if depth(node) <= _DEEPEST else node


def is_always_true(node: Expression) -> bool:
    """Whether a folded tree is a literal that JavaScript takes for true."""
    return isinstance(node, Literal) and bool(node.value)


def _folded(node: Expression) -> Expression:
    match node:
        case Unary():
            return _negated(node._replace(argument=_folded(node.argument)))
        case Binary():
            return _compared(node._replace(left=_folded(node.left), right=_folded(node.right)))
        case Logical():
            return _chosen(node._replace(left=_folded(node.left), right=_folded(node.right)))
        case Conditional():
            test = _folded(node.test)
            if isinstance(test, Literal):
                return _folded(node.consequent if test.value else node.alternate)
            return node._replace(test=test, consequent=_folded(node.consequent), alternate=_folded(node.alternate))
        case Call():
            return _called(node._replace(arguments=tuple(map(_folded, node.arguments))))
        case _:
            return node


def _negated(node: Unary) -> Expression:
    if node.operator == "!" and isinstance(node.argument, Literal):
        return _truth(not node.argument.value, node)
    return node


def _compared(node: Binary) -> Expression:
    left, right = node.left, node.right
    if node.operator not in ("===", "!==") or not isinstance(left, Literal) or not isinstance(right, Literal):
        return node
    is_same = type(left.value) is type(right.value) and left.value == right.value
    return _truth(is_same == (node.operator == "==="), node)


def _chosen(node: Logical) -> Expression:
    """One side of `&&` or `||` where the left one tells which."""
    if not isinstance(node.left, Literal):
        return node
    return node.right if bool(node.left.value) == (node.operator == "&&") else node.left


def _called(node: Call) -> Expression:
    """One branch of Vega's `if(test, a, b)`."""
    is_if = isinstance(node.callee, Identifier) and node.callee.name == "if" and len(node.arguments) == 3
    if is_if and isinstance(node.arguments[0], Literal):
        return node.arguments[1 if node.arguments[0].value else 2]
    return node


def _truth(value: bool, node: Expression) -> Literal:
    return Literal(value, "true" if value else "false", node.start, node.end)

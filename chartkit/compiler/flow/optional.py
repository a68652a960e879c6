"""Fields that an expression itself asks about: takes its text, gives those that may be missing.

`isValid(datum.a) ? datum.a : 0` and `datum.label || 'none'` are written for tables with and without the column. A field
that is asked about and never used is more likely misspelt, when a column has nearly its name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from chartkit.expressions import Expression, ExpressionError, parse
from chartkit.expressions.reading import field_of
from chartkit.expressions.syntax import Binary, Call, Conditional, Identifier, Literal, Logical, Unary, walk
from chartkit.schema import nearest

_ASKING = frozenset("isValid isDefined isNumber isString isBoolean isDate isArray isObject isNaN isFinite".split())


def optional_fields(text: str, columns: Collection[str]) -> frozenset[str]:
    """The fields on whose presence the expression chooses between two values; none where it does not parse."""
    try:
        tree = parse(text)
    except ExpressionError:
        return frozenset()
    found: set[str] = set()
    for node in walk(tree):
        if isinstance(node, Conditional):
            found |= _asked(node.test)
        elif isinstance(node, Logical) and node.operator == "||":
            found |= _asked(node.left) | _asked(node.right)
        elif isinstance(node, Call) and isinstance(node.callee, Identifier) and node.callee.name == "if":
            found |= _asked(node.arguments[0]) if node.arguments else set()
    used = Counter(field_of(node) for node in walk(tree))
    return frozenset(field for field in found if used[field] > 1 or not nearest(field, columns, 1))


def _asked(node: Expression) -> set[str]:
    """The fields whose presence a test asks for."""
    if isinstance(node, Logical):
        return _asked(node.left) | _asked(node.right)
    if isinstance(node, Unary) and node.operator == "!":
        return _asked(node.argument)
    if (
        isinstance(node, Call)
        and node.arguments
        and isinstance(node.callee, Identifier)
        and node.callee.name in _ASKING
    ):
        node = node.arguments[0]
    elif isinstance(node, Binary) and node.operator in ("==", "!=") and _is_null(node.right):
        node = node.left
    field = field_of(node)
    return set() if field is None else {field}


def _is_null(node: Expression) -> bool:
    return isinstance(node, Literal) and node.value is None

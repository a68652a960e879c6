"""Takes an expression, gives what it needs from outside: fields, params, datasets, functions."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from chartkit.expressions.functions import CONSTANTS, SCOPE
from chartkit.expressions.parser import parse
from chartkit.expressions.syntax import Call, Expression, Identifier, Literal, Member, children
from chartkit.expressions.tokens import SHORT

_OF_DATA = frozenset(["data", "indata", "setdata", "treePath", "treeAncestors"])
"""Functions whose first argument names a dataset."""


class Reads(NamedTuple):
    """What an expression reads.

    `fields` are members of `datum`, of a nested path its root; `is_whole_row` says that it reads fields no text names
    (`datum` itself, or `datum[…]` with a computed key). `names` are params, and `parent`, which a facet's row is.
    """

    fields: frozenset[str]
    is_whole_row: bool
    names: frozenset[str]
    datasets: frozenset[str]
    functions: frozenset[str]


def reads(expression: str | Expression) -> Reads:
    """What the expression reads, given as text or as a tree. O(nodes); remembered for short texts.

    Raises `ExpressionError` for a text that is no expression.

    >>> sorted(reads("datum.loss < limit && datum['a b'][0] > 1").fields)
    ['a b', 'loss']
    """
    if isinstance(expression, str):
        return _remembered(expression) if len(expression) <= SHORT else _read(parse(expression))
    return _read(expression)


def field_of(node: Expression) -> str | None:
    """The field that `node` is: "x" for `datum.x` and `datum['x']`, None for anything else."""
    if not isinstance(node, Member) or not isinstance(node.object, Identifier) or node.object.name != "datum":
        return None
    key = node.property
    if not node.is_computed:
        return key.name if isinstance(key, Identifier) else None
    if isinstance(key, Literal) and isinstance(key.value, str):
        return key.value
    return None


def dataset_of(call: Call) -> str | None:
    """The dataset that a call names: "a" for `data('a')`, None for any other."""
    if not isinstance(call.callee, Identifier) or call.callee.name not in _OF_DATA or not call.arguments:
        return None
    named = call.arguments[0]
    return named.value if isinstance(named, Literal) and isinstance(named.value, str) else None


@lru_cache(maxsize=512)
def _remembered(text: str) -> Reads:
    return _read(parse(text))


def _read(expression: Expression) -> Reads:
    fields: set[str] = set()
    names: set[str] = set()
    datasets: set[str] = set()
    functions: set[str] = set()
    is_whole_row = False
    waiting = [expression]
    while waiting:
        node = waiting.pop()
        if (field := field_of(node)) is not None:
            fields.add(field)
            continue
        if isinstance(node, Identifier):
            is_whole_row = is_whole_row or node.name == "datum"
            if node.name not in CONSTANTS and (node.name not in SCOPE or node.name == "parent"):
                names.add(node.name)
        inner = children(node)
        if isinstance(node, Call) and isinstance(node.callee, Identifier):
            functions.add(node.callee.name)
            if (dataset := dataset_of(node)) is not None:
                datasets.add(dataset)
            inner = node.arguments
        waiting.extend(inner)
    return Reads(frozenset(fields), is_whole_row, frozenset(names), frozenset(datasets), frozenset(functions))

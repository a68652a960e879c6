"""Where a word stands in an expression: takes its text and a name in it, or its fault, gives the characters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal as Word

from chartkit.expressions.fault import ExpressionError
from chartkit.expressions.functions import functions_fault
from chartkit.expressions.parser import parse
from chartkit.expressions.reading import dataset_of, field_of
from chartkit.expressions.syntax import Call, Expression, Identifier, Literal, Member, children
from chartkit.expressions.tokens import tokenize

Span = tuple[int, int]
"""The first character of a part of a text, and the one behind its last, from 0."""
Kind = Word["field", "name", "dataset"]


def place_of_name(text: str, kind: Kind, name: str) -> Span | None:
    """The first place where the expression reads the field, the param or the dataset `name`; quotes do not count.

    None where it reads no such thing, or is no expression. O(nodes).

    >>> place_of_name("datum.a + datum['b c']", "field", "b c")
    (17, 20)
    """
    try:
        tree = parse(text)
    except ExpressionError:
        return None
    return min((span for found, read, span in _names(tree) if (found, read) == (kind, name)), default=None)


def place_of_fault(text: str) -> Span | None:
    """What Vega could not read or call; of no length where something is missing. None for a sound expression."""
    try:
        fault = functions_fault(parse(text))
    except ExpressionError as error:
        return error.start, error.start + len(_token_at(text, error.start))
    return None if fault is None else (fault.start, fault.end)


def _names(tree: Expression) -> Iterator[tuple[Kind, str, Span]]:
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Member) and (field := field_of(node)) is not None:
            yield "field", field, _inside(node.property)
            continue
        if isinstance(node, Identifier):
            yield "name", node.name, (node.start, node.end)
        inner = children(node)
        if isinstance(node, Call) and isinstance(node.callee, Identifier):
            if (dataset := dataset_of(node)) is not None:
                yield "dataset", dataset, _inside(node.arguments[0])
            inner = node.arguments
        waiting.extend(inner)


def _inside(node: Expression) -> Span:
    """The characters of a name, those of a text without its quotes."""
    quotes = int(isinstance(node, Literal))
    return node.start + quotes, node.end - quotes


def _token_at(text: str, start: int) -> str:
    place = 0
    for token in tokenize(text):
        if place >= start:
            return token.text
        place += len(token.text)
    return ""

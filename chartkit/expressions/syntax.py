"""The tree of an expression: what `parse` gives and everything else here walks over.

The names are ESTree's, without their endings. `start` and `end` are characters of the text: `text[start:end]` is the
node as it was written, without the brackets around it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias


class Literal(NamedTuple):
    """A number, text, true, false or null."""

    value: float | str | bool | None
    raw: str
    start: int
    end: int


class Pattern(NamedTuple):
    """A regular expression between slashes."""

    source: str
    flags: str
    start: int
    end: int


class Identifier(NamedTuple):
    """A name that stands alone: a param, a constant, `datum`."""

    name: str
    start: int
    end: int


class Member(NamedTuple):
    """`object.property`, whose property is an `Identifier`, or `object[property]`, which `is_computed`."""

    object: Expression
    property: Expression
    is_computed: bool
    start: int
    end: int


class Call(NamedTuple):
    callee: Expression
    arguments: tuple[Expression, ...]
    start: int
    end: int


class Array(NamedTuple):
    """`[a, b]`; an element left out, as in `[a, , b]`, is None."""

    elements: tuple[Expression | None, ...]
    start: int
    end: int


class Property(NamedTuple):
    """`key: value` in an object."""

    key: Identifier | Literal
    value: Expression
    start: int
    end: int


class Object(NamedTuple):
    properties: tuple[Property, ...]
    start: int
    end: int


class Unary(NamedTuple):
    operator: str
    argument: Expression
    start: int
    end: int


class Binary(NamedTuple):
    operator: str
    left: Expression
    right: Expression
    start: int
    end: int


class Logical(NamedTuple):
    """`left && right` or `left || right`."""

    operator: str
    left: Expression
    right: Expression
    start: int
    end: int


class Conditional(NamedTuple):
    """`test ? consequent : alternate`; `if(…)` is a `Call`."""

    test: Expression
    consequent: Expression
    alternate: Expression
    start: int
    end: int


Expression: TypeAlias = (
    Literal | Pattern | Identifier | Member | Call | Array | Object | Unary | Binary | Logical | Conditional
)


def children(node: Expression) -> tuple[Expression, ...]:
    """The expressions directly inside, in the order they are written; the name after a dot is none."""
    match node:
        case Member(object=owner, property=key):
            return (owner, key) if node.is_computed else (owner,)
        case Call(callee=callee, arguments=arguments):
            return (callee, *arguments)
        case Array(elements=elements):
            return tuple(element for element in elements if element is not None)
        case Object(properties=properties):
            return tuple(entry.value for entry in properties)
        case Unary(argument=argument):
            return (argument,)
        case Binary(left=left, right=right) | Logical(left=left, right=right):
            return (left, right)
        case Conditional(test=test, consequent=consequent, alternate=alternate):
            return (test, consequent, alternate)
        case _:
            return ()


def walk(node: Expression) -> Iterator[Expression]:
    """The node and every expression inside it, each before its parts. No recursion: trees may be deep."""
    waiting = [node]
    while waiting:
        found = waiting.pop()
        yield found
        waiting.extend(reversed(children(found)))


def depth(node: Expression) -> int:
    """How many nodes stand inside one another at most; 1 for a leaf. O(nodes)."""
    deepest = 0
    waiting = [(node, 1)]
    while waiting:
        found, level = waiting.pop()
        deepest = max(deepest, level)
        waiting.extend((child, level + 1) for child in children(found))
    return deepest

"""JSON's kinds of value and JSON's idea of equality, over Python values."""

from __future__ import annotations

from math import isfinite
from typing import Any, Literal, TypeGuard

Schema = dict[str, Any]
"""A JSON schema, or a part of one."""
Kind = Literal["null", "boolean", "whole", "fraction", "string", "array", "object", "other"]
"""What a schema can tell values by; `other` is NaN, the infinities and what is not JSON."""

EVERY_KIND: frozenset[Kind] = frozenset(
    ("null", "boolean", "whole", "fraction", "string", "array", "object", "other"),
)
KINDS_OF: dict[str, frozenset[Kind]] = {
    "null": frozenset(("null",)),
    "boolean": frozenset(("boolean",)),
    "number": frozenset(("whole", "fraction")),
    "integer": frozenset(("whole",)),
    "string": frozenset(("string",)),
    "array": frozenset(("array",)),
    "object": frozenset(("object",)),
}
OBJECT_WORD = "an object"
WORDS = {
    "null": "null",
    "boolean": "true or false",
    "number": "a number",
    "integer": "a whole number",
    "string": "a string",
    "array": "a list",
    "object": OBJECT_WORD,
}
KINDS: dict[type[Any], Kind] = {
    type(None): "null",
    bool: "boolean",
    int: "whole",
    str: "string",
    list: "array",
    tuple: "array",
    dict: "object",
}


def kind_of(value: object) -> Kind:
    """The kind of `value`; 2.0 is a whole number."""
    kind = KINDS.get(type(value))
    if kind is not None:
        return kind
    if isinstance(value, float):
        return ("whole" if value.is_integer() else "fraction") if isfinite(value) else "other"
    for base, kind in KINDS.items():
        if isinstance(value, base):
            return kind
    return "other"


def json_type(value: object) -> str:
    """The JSON type of `value`, or its Python class's name when JSON has none for it.

    >>> [json_type(value) for value in (True, 1, 1.5, None, [], {})]
    ['boolean', 'number', 'number', 'null', 'array', 'object']
    """
    if isinstance(value, float):
        return "number"
    kind = kind_of(value)
    return "number" if kind == "whole" else type(value).__name__ if kind == "other" else kind


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """True for a JSON object."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """True for a JSON array; a tuple is one too."""
    return isinstance(value, list | tuple)


def same(first: Any, second: Any) -> bool:
    """JSON equality for scalars: True is not 1."""
    return json_type(first) == json_type(second) and first == second


def json_key(value: Any) -> tuple[str, str]:
    """A hashable stand-in for a scalar of JSON, equal for equal values of the same JSON type."""
    return json_type(value), repr(value)

"""JSON's kinds of value and JSON's idea of equality, over Python values."""

from __future__ import annotations

from math import isfinite
from typing import Any, TypeGuard

Schema = dict[str, Any]
"""A JSON schema, or a part of one."""

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


def json_type(value: object) -> str:
    """The JSON type of `value`, or its Python class's name when JSON has none for it.

    >>> [json_type(value) for value in (True, 1, 1.5, None, [], {})]
    ['boolean', 'number', 'number', 'null', 'array', 'object']
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    if isinstance(value, str):
        return "string"
    if is_list(value):
        return "array"
    return "object" if is_object(value) else type(value).__name__


def is_object(value: object) -> TypeGuard[dict[str, Any]]:
    """True for a JSON object."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """True for a JSON array; a tuple is one too."""
    return isinstance(value, list | tuple)


def is_type(value: object, wanted: str) -> bool:
    """True when `value` is of JSON Schema's `wanted` type; 2.0 is an integer, NaN is nothing."""
    if isinstance(value, float) and not isfinite(value):
        return False
    if wanted == "integer":
        whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
        return whole and not isinstance(value, bool)
    return json_type(value) == wanted


def same(first: Any, second: Any) -> bool:
    """JSON equality for scalars: True is not 1."""
    return json_type(first) == json_type(second) and first == second


def json_key(value: Any) -> tuple[str, str]:
    """A hashable stand-in for a scalar of JSON, equal for equal values of the same JSON type."""
    return json_type(value), repr(value)

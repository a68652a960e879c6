"""Checks of one value against one schema, nothing inside it: its JSON type, its enum, its bounds."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from chartkit.schema.json_types import OBJECT_WORD, WORDS, Schema, is_type, json_type, same
from chartkit.schema.mistakes import VALID, Fit, Mistake
from chartkit.schema.suggestions import nearest

_NEAR_VALUE = 0.5


def kind_or_value(schema: Schema, value: Any) -> Fit | None:
    """The fit of a value of the wrong JSON type or outside an enum; None when neither is wrong."""
    if "enum" in schema or "const" in schema:
        allowed: tuple[Any, ...] = tuple(schema.get("enum", (schema.get("const"),)))
        if any(same(value, one) for one in allowed):
            return None
        alike = any(json_type(one) == json_type(value) for one in allowed)
        words = [one for one in allowed if isinstance(one, str)]
        near = isinstance(value, str) and nearest(value, words, 1)
        return Fit(_NEAR_VALUE if near else 1.0, (Mistake("value", values=allowed),), alike)
    kinds = schema.get("type")
    if kinds is None:
        return None
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if any(is_type(value, kind) for kind in kinds):
        return None
    words = tuple(_object_word(schema) if kind == "object" else WORDS[kind] for kind in kinds)
    return Fit(1.0, (Mistake("value", types=words),), alike=False)


def other_object(schema: Schema) -> Mistake:
    """The mistake of an object that has no key of the object asked for."""
    return Mistake("value", types=(_object_word(schema),), names=tuple(schema.get("required", ())))


def _object_word(schema: Schema) -> str:
    required = schema.get("required", ())
    return f"{OBJECT_WORD} with {required[0]!r}" if len(required) == 1 else OBJECT_WORD


def limits(schema: Schema, value: Any) -> Fit:
    """The fit to the bounds on numbers, lengths and patterns."""
    broken = [
        Mistake("limit", rule=words.format(schema[keyword]))
        for keyword, kind, breaks, words in _LIMITS
        if keyword in schema and json_type(value) == kind and breaks(value, schema[keyword])
    ]
    return Fit(float(len(broken)), tuple(broken)) if broken else VALID


_LIMITS: tuple[tuple[str, str, Callable[[Any, Any], bool], str], ...] = (
    ("minimum", "number", lambda value, bound: value < bound, "is at least {}"),
    ("maximum", "number", lambda value, bound: value > bound, "is at most {}"),
    ("minItems", "array", lambda value, bound: len(value) < bound, "has at least {} items"),
    ("maxItems", "array", lambda value, bound: len(value) > bound, "has at most {} items"),
    ("minLength", "string", lambda value, bound: len(value) < bound, "has a length of at least {}"),
    ("maxLength", "string", lambda value, bound: len(value) > bound, "has a length of at most {}"),
    ("minProperties", "object", lambda value, bound: len(value) < bound, "has at least {} keys"),
    ("pattern", "string", lambda value, bound: not re.search(bound, value), "matches {}"),
)
LIMITED = {keyword for keyword, *_ in _LIMITS}

"""Bounds on numbers, lengths and patterns: which of them a value breaks."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from chartkit.schema.json_types import Schema, json_type

_LIMITS: dict[str, tuple[str, Callable[[Any, Any], bool], str]] = {
    "minimum": ("number", lambda value, bound: value < bound, "is at least {}"),
    "maximum": ("number", lambda value, bound: value > bound, "is at most {}"),
    "minItems": ("array", lambda value, bound: len(value) < bound, "has at least {} items"),
    "maxItems": ("array", lambda value, bound: len(value) > bound, "has at most {} items"),
    "minLength": ("string", lambda value, bound: len(value) < bound, "has a length of at least {}"),
    "maxLength": ("string", lambda value, bound: len(value) > bound, "has a length of at most {}"),
    "minProperties": ("object", lambda value, bound: len(value) < bound, "has at least {} keys"),
    "pattern": ("string", lambda value, bound: not re.search(bound, value), "matches {}"),
}
LIMITED = {keyword: kind for keyword, (kind, *_) in _LIMITS.items()}


def broken_limits(schema: Schema, value: Any) -> list[str]:
    """The rules of the schema that `value` breaks, in words."""
    return [
        words.format(schema[keyword])
        for keyword, (kind, breaks, words) in _LIMITS.items()
        if keyword in schema and json_type(value) == kind and breaks(value, schema[keyword])
    ]

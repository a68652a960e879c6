"""Checks of one value against one schema, nothing inside it: its kind, its enum, its bounds."""

from __future__ import annotations

from typing import Any

from chartkit.schema.json_types import OBJECT_WORD, WORDS, Schema, json_type, kind_of, same
from chartkit.schema.limits import broken_limits
from chartkit.schema.mistakes import VALID, Fit, Mistake
from chartkit.schema.shapes import Shape, kinds_of
from chartkit.schema.suggestions import nearest

_NEAR_VALUE = 0.5


def kind_or_value(shape: Shape, value: Any) -> Fit | None:
    """The fit of a value of the wrong kind or outside an enum; None when neither is wrong."""
    if shape.values is not None:
        if any(same(value, one) for one in shape.values):
            return None
        alike = any(json_type(one) == json_type(value) for one in shape.values)
        words = [one for one in shape.values if isinstance(one, str)]
        near = isinstance(value, str) and nearest(value, words, 1)
        return Fit(_NEAR_VALUE if near else 1.0, (Mistake("value", values=shape.values),), alike)
    types: str | list[str] | None = shape.schema.get("type")
    if types is None or kind_of(value) in kinds_of(types):
        return None
    names = [types] if isinstance(types, str) else types
    words = tuple(_object_word(shape.schema) if name == "object" else WORDS[name] for name in names)
    return Fit(1.0, (Mistake("value", types=words),), alike=False)


def other_object(schema: Schema) -> Mistake:
    """The mistake of an object that has no key of the object asked for."""
    return Mistake("value", types=(_object_word(schema),), names=tuple(schema.get("required", ())))


def _object_word(schema: Schema) -> str:
    required = schema.get("required", ())
    return f"{OBJECT_WORD} with {required[0]!r}" if len(required) == 1 else OBJECT_WORD


def limits(schema: Schema, value: Any) -> Fit:
    """The fit to the bounds on numbers, lengths and patterns."""
    broken = [Mistake("limit", rule=rule) for rule in broken_limits(schema, value)]
    return Fit(float(len(broken)), tuple(broken)) if broken else VALID

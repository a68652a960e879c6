"""Which values a string slot takes: by its type, choices and bounds."""

from __future__ import annotations

from typing import Any

from chartkit.diagnostics import listed, shown
from chartkit.presets.slots import StringSlot

MAX_TEXT = 10_000
"""Characters of one text: more is no title, and takes the renderer minutes to measure."""


def wrong_string(slot: StringSlot, value: Any) -> str | None:
    """Why `value` does not fill `slot`, as the end of a sentence; None when it does.

    >>> wrong_string(StringSlot("bins", "integer", minimum=1), 0)
    'is at least 1; found 0'
    """
    if not _fits(slot.type, value):
        article = "an" if slot.type == "integer" else "a"
        kind = "text" if slot.type == "text" else f"{article} {slot.type}"
        return f"is {kind}; found {shown(value)}"
    if isinstance(value, str) and len(value) > MAX_TEXT:
        return f"is at most {MAX_TEXT:,} characters; found {len(value):,}"
    if slot.choices and value not in slot.choices:
        return f"is one of {listed(slot.choices, 'or')}; found {shown(value)}"
    return None if isinstance(value, str) else _out_of_bounds(slot, value)


def type_of(value: Any) -> str:
    """The string type that a default or a choice implies."""
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer"
    return "number" if isinstance(value, float) else "text"


def _out_of_bounds(slot: StringSlot, value: float) -> str | None:
    if slot.minimum is not None and value < slot.minimum:
        return f"is at least {slot.minimum:g}; found {value:g}"
    if slot.maximum is not None and value > slot.maximum:
        return f"is at most {slot.maximum:g}; found {value:g}"
    return None


def _fits(type_: str, value: Any) -> bool:
    if type_ == "boolean":
        return isinstance(value, bool)
    if isinstance(value, bool):
        return False
    if type_ == "integer":
        return isinstance(value, int) and abs(value) < 2**63
    if type_ == "number":
        return isinstance(value, (int, float)) and abs(value) < 1e308
    return isinstance(value, str)

"""What a request about a preset says: takes its body, gives its parts.

Each raises `ChartkitError` for what is of another kind.
"""

from __future__ import annotations

from typing import Any, cast

from chartkit.diagnostics import ChartkitError, shown
from chartkit.workspace.editing.tasks import Sight

_WIDTHS_PX = range(80, 4001)


def offset_in(body: Any, text: str) -> int:
    """The place in the text that is asked about, counted in characters."""
    offset = object_of(body).get("offset")
    if not isinstance(offset, int) or not 0 <= offset <= len(text):
        raise ChartkitError.of("CK902", f"offset is a place in the text; found {shown(offset)}.")
    return offset


def object_of(body: Any) -> dict[str, Any]:
    """The body, as an object."""
    if not isinstance(body, dict):
        raise ChartkitError.of("CK902", f"the body is a JSON object; found {shown(body)}.")
    return cast("dict[str, Any]", body)


def text_of(body: Any, key: str, default: str | None = None) -> str:
    """A text of the body; `default` where it is left out."""
    found = object_of(body).get(key, default)
    if not isinstance(found, str):
        raise ChartkitError.of("CK902", f"the body is an object whose {key!r} is a text; found {shown(found)}.")
    return found


def map_of(body: Any, key: str) -> dict[str, Any]:
    """An object of the body, empty where it is left out."""
    found: Any = object_of(body).get(key) or {}
    if not isinstance(found, dict):
        raise ChartkitError.of("CK902", f"{key!r} is an object; found {shown(found)}.")
    return cast("dict[str, Any]", found)


def width_of(given: Any) -> int:
    """The width of a chart in px: a number, or its digits in an address."""
    if given is None:
        return Sight().width_px
    is_number = isinstance(given, int) or (isinstance(given, str) and given.isdecimal() and len(given) < 10)
    width = int(given) if is_number else 0
    if width not in _WIDTHS_PX:
        raise ChartkitError.of(
            "CK902", f"a chart is {_WIDTHS_PX.start} to {_WIDTHS_PX.stop - 1:,} px wide; found {shown(given)}."
        )
    return width

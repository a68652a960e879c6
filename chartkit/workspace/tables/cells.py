"""Cells as the page shows them: takes values of a table, gives JSON that says what JSON itself cannot."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

LONGEST_TEXT = 2_000
"""Characters of a text that a piece of a table brings; the rest is in the file."""
_LARGEST_EXACT = 2**53

OfMedia = Callable[[Any], dict[str, Any] | None]
"""The JSON of a medium or chart in a cell; None for any other value."""


def cell(value: Any, of_media: OfMedia) -> Any:
    """A number, text, truth or null as it is; anything else as an object with what it is under `$`."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else {"$": "number", "text": _not_finite(value)}
    if isinstance(value, int):
        return value if abs(value) <= _LARGEST_EXACT else {"$": "number", "text": str(value)}
    if isinstance(value, str):
        return (
            value if len(value) <= LONGEST_TEXT else {"$": "text", "text": value[:LONGEST_TEXT], "length": len(value)}
        )
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return {"$": "time", "text": value.isoformat()}
    if isinstance(value, bytes):
        return {"$": "bytes", "text": f"{len(value):,} bytes"}
    found = of_media(value)
    if found is not None:
        return found
    text = _plain(value)
    return {"$": "value", "text": text[:LONGEST_TEXT], "length": len(text)}


def _not_finite(value: float) -> str:
    return "NaN" if math.isnan(value) else "∞" if value > 0 else "-∞"


def _plain(value: Any) -> str:
    """Lists and objects as JSON where it holds them, else as Python writes them."""
    if isinstance(value, Mapping | Sequence):
        import orjson

        try:
            return orjson.dumps(value, default=str, option=orjson.OPT_NON_STR_KEYS).decode()
        except (TypeError, orjson.JSONEncodeError):
            return repr(value)  # pyright: ignore[reportUnknownArgumentType]
    return str(value)

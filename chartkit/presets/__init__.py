"""Presets: files in the user's repository that hold a chart with typed slots. Takes a name, gives a `Preset`.

Names are loaded when they are first used: finding a preset takes much less than reading one.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chartkit.presets.library import Library, default_library
    from chartkit.presets.loader import load, parse
    from chartkit.presets.preset import Example, Preset
    from chartkit.presets.slots import FieldSlot, SlotUse, StringSlot

__all__ = [
    "Example",
    "FieldSlot",
    "Library",
    "Preset",
    "SlotUse",
    "StringSlot",
    "default_library",
    "load",
    "parse",
]

_PLACES = {
    **dict.fromkeys(("Library", "default_library"), "library"),
    **dict.fromkeys(("load", "parse"), "loader"),
    **dict.fromkeys(("Example", "Preset"), "preset"),
    **dict.fromkeys(("FieldSlot", "SlotUse", "StringSlot"), "slots"),
}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"chartkit.presets.{_PLACES[name]}"), name)
    globals()[name] = value
    return value

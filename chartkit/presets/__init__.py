"""Presets: files in the user's repository that hold a chart with typed slots. Takes a name, gives a `Preset`."""

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

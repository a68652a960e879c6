"""Prove presets before anything is drawn: takes files, gives every diagnostic with its place.

`checker.py` tells the story.
"""

from chartkit.check.checker import check_preset
from chartkit.check.examples import needed_example
from chartkit.check.finder import Found, find_presets, preset_file

__all__ = ["Found", "check_preset", "find_presets", "needed_example", "preset_file"]

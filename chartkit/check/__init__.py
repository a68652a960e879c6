"""Prove presets before anything is drawn: takes files, gives every diagnostic with its place. `checker.py` tells the
story."""

from chartkit.check.checker import check_preset
from chartkit.check.examples import bound_example
from chartkit.check.finder import Found, find_presets

__all__ = ["Found", "bound_example", "check_preset", "find_presets"]

"""Prove presets before anything is drawn: takes files, gives every diagnostic with its place.

`run.py` is a run over many files, `checker.py` the check of one. Names are loaded when they are first used: what an
earlier run kept is told without the compiler.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chartkit.check.checker import check_preset
    from chartkit.check.examples.examples import needed_example
    from chartkit.check.files.finder import Found, find_presets, preset_file

__all__ = ["Found", "check_preset", "find_presets", "needed_example", "preset_file"]

_PLACES = {
    "check_preset": "checker",
    "needed_example": "examples.examples",
    **dict.fromkeys(("Found", "find_presets", "preset_file"), "files.finder"),
}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"chartkit.check.{_PLACES[name]}"), name)
    globals()[name] = value
    return value

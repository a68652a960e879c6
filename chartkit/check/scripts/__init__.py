"""Prove the calls of scripts against their presets: takes a Python file or notebook, gives diagnostics.

`script_checker.py` tells the story.
"""

from chartkit.check.scripts.script_checker import check_script

__all__ = ["check_script"]

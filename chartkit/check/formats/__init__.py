"""What other programs read: takes a `Report`, gives a text; one format a file.

Each text ends with a line feed, or is empty where a format has nothing to say. `entry.py` is how all of them read a
report. The text for people is the command line's own, as it may have colours.
"""

from __future__ import annotations

from collections.abc import Callable

from chartkit.check.formats.github import as_github
from chartkit.check.formats.json import as_json
from chartkit.check.formats.junit import as_junit
from chartkit.check.formats.sarif import as_sarif
from chartkit.check.report import Report

FORMATS: dict[str, Callable[[Report], str]] = {
    "json": as_json,
    "sarif": as_sarif,
    "github": as_github,
    "junit": as_junit,
}
"""For each format the function that writes it."""

__all__ = ["FORMATS"]

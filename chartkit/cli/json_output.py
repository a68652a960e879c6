"""What `--json` prints: plain JSON for other programs, on stdout."""

from __future__ import annotations

from chartkit.cli.output import say

json_help = "Print JSON."


def say_json(value: object, is_line: bool = False) -> None:
    """One JSON document on stdout; `is_line` puts it on one line."""
    from chartkit.runs.upkeep.plain_json import json_text

    say(json_text(value, is_line))

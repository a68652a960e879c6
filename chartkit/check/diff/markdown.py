"""A comparison as Markdown, for the text of a pull request: one table, a line for each preset that changed."""

from __future__ import annotations

import re

from chartkit.check.diff.comparison import ChartChange, Comparison
from chartkit.check.diff.summary import marks_words, short_words, title_of_comparison

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~])")


def as_markdown(comparison: Comparison) -> str:
    """The summary, ending in a newline; a sentence instead of a table where nothing changed."""
    lines = [f"### {_text(title_of_comparison(comparison))}", ""]
    if comparison.changes:
        lines += ["| preset | what changed | marks |", "|---|---|---|"]
        lines += [_row(change) for change in comparison.changes]
    else:
        lines.append("No chart changed.")
    return "\n".join(lines) + "\n"


def _row(change: ChartChange) -> str:
    words = "<br>".join(map(_text, short_words(change)))
    name = _text(f"'{change.name}'")
    return f"| {name} | {words} | {_text(marks_words(change))} |"


def _text(words: str) -> str:
    """Words as Markdown shows them letter by letter, names in quotes as code."""
    pieces = re.split(r"'([^'`|]+)'", " ".join(words.split()))
    return "".join(f"`{piece}`" if index % 2 else _SPECIAL.sub(r"\\\1", piece) for index, piece in enumerate(pieces))

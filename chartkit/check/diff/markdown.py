"""A comparison as Markdown, for the text of a pull request: one table, a line for each preset that changed."""

from __future__ import annotations

import re

from chartkit.check.diff.comparison import ChartChange, Comparison
from chartkit.check.diff.summary import marks_words, short_words, title_of_comparison
from chartkit.diagnostics import visible

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~&])")


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
    return f"| {_name(change.name)} | {words} | {_text(marks_words(change))} |"


def _name(name: str) -> str:
    """A preset's name as code, in quotes where it holds what would end the code or the cell."""
    shown = visible(name)
    return f"'{_escaped(shown)}'" if "`" in shown or "|" in shown else f"`{shown}`"


def _text(words: str) -> str:
    """Words as Markdown shows them letter by letter, names in quotes as code."""
    pieces = re.split(r"'([^'`|]+)'", " ".join(visible(words).split()))
    return "".join(f"`{piece}`" if index % 2 else _escaped(piece) for index, piece in enumerate(pieces))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)

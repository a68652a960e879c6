"""What page and Markdown both say about a comparison: its title, the words of each change, and the marks."""

from __future__ import annotations

from chartkit.check.diff.comparison import ChartChange, Comparison
from chartkit.diagnostics import counted


def title_of_comparison(comparison: Comparison) -> str:
    """As `2 of 9 presets changed since main`."""
    number, total = len(comparison.changes), counted(comparison.n_presets, "preset")
    return f"{number or 'none'} of {total} changed since {comparison.ref}"


def short_words(change: ChartChange) -> list[str]:
    """The words of a change, and that the picture stayed where it did."""
    return [*change.words, *(["the chart is the same"] if change.is_same_chart else [])]


def marks_words(change: ChartChange) -> str:
    """How many marks both pictures show: `120 → 118`, `120` where they show as many."""
    sides = [side.drawing for side in (change.old, change.new) if side]
    numbers = [f"{drawing.n_marks:,}" if drawing.svg is not None else "not drawn" for drawing in sides]
    return " → ".join(dict.fromkeys(numbers))

"""Two texts side by side: takes the saved one and the editor's, gives the lines that differ with some around them."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from chartkit.diagnostics import source_lines

AROUND = 3
_MOST_LINES = 5_000


class DiffLine(NamedTuple):
    """One line: what became of it, its numbers in the old and the new text, and the text; a gap says what it hides."""

    kind: Literal["same", "gone", "new", "gap"]
    old: int | None
    new: int | None
    text: str


def diff_lines(old: str, new: str) -> list[DiffLine]:
    """The lines that differ, three around each; [] for equal texts. Past 5,000 lines the rest is one gap."""
    matcher = SequenceMatcher(None, a := source_lines(old), b := source_lines(new), autojunk=False)
    found: list[DiffLine] = []
    end = 0
    for group in matcher.get_grouped_opcodes(AROUND):
        start = group[0][1]
        if start > end:
            found.append(_gap(start - end))
        for tag, *places in group:
            found += _lines(tag, a, b, *places)
        end = group[-1][2]
    if found and end < len(a):
        found.append(_gap(len(a) - end))
    return found if len(found) <= _MOST_LINES else [*found[:_MOST_LINES], _gap(len(found) - _MOST_LINES)]


def _lines(tag: str, a: list[str], b: list[str], i: int, i_end: int, j: int, j_end: int) -> Iterator[DiffLine]:
    if tag == "equal":
        yield from (DiffLine("same", i + n + 1, j + n + 1, a[i + n]) for n in range(i_end - i))
        return
    yield from (DiffLine("gone", n + 1, None, a[n]) for n in range(i, i_end))
    yield from (DiffLine("new", None, n + 1, b[n]) for n in range(j, j_end))


def _gap(n_lines: int) -> DiffLine:
    return DiffLine("gap", None, None, f"{n_lines:,} {'line' if n_lines == 1 else 'lines'}")

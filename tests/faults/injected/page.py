"""docs/faults.md: takes the outcomes of all faults, writes their table between the page's two markers."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from injected.outcome import Outcome

PAGE = Path(__file__).parents[3] / "docs/faults.md"
START, END = "<!-- counts: written by tests/faults/run.py --write -->", "<!-- end of counts -->"
_HEAD = ("fault", "times", "acknowledged", "said not stored", "read back", "lost", "damage named")


def table(outcomes: Sequence[Outcome]) -> str:
    """The outcomes as a table of Markdown."""
    rows = [_HEAD, ("---", *["---:"] * (len(_HEAD) - 1)), *map(_cells, outcomes)]
    return "\n".join(f"| {' | '.join(row)} |" for row in rows)


def _cells(one: Outcome) -> tuple[str, ...]:
    numbers = (one.times, one.acknowledged, one.said, one.read_back, one.lost)
    named = f"{one.named:,} of {one.damaged:,}" if one.damaged else "–"
    return (one.fault, *(f"{number:,}" for number in numbers), named)


def write(outcomes: Sequence[Outcome]) -> None:
    """Put the rows between the markers of the page, each in the place of its fault's row, new ones at the end.

    Raises `SystemExit` where the page has no markers.
    """
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(START)
    old, end, after = rest.partition(END)
    if not end:
        raise SystemExit(f"{PAGE.name} has no markers {START} and {END}")
    rows = {line.split(" | ")[0]: line for text in (old, table(outcomes)) for line in text.strip().splitlines()}
    lines = "\n".join(rows.values())
    PAGE.write_text(f"{before}{START}\n\n{lines}\n\n{END}{after}", encoding="utf-8")

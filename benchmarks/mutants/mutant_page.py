"""The table of mutants in docs/benchmarks.md: takes scores, gives Markdown with targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from scores import Score

START, END = "<!-- mutant figures: written by benchmarks/mutants -->", "<!-- end of mutant figures -->"


class Measured(NamedTuple):
    """One figure: the words for it, what was found, its target and whether that is reached."""

    label: str
    found: str
    target: str
    is_reached: bool


def share(label: str, found: float, least: float, n_of: int) -> Measured:
    """A share of one with the least it may be, rounded down: 100 % is said of nothing less."""
    return Measured(label, f"{percent(found)} of {n_of:,}", f"≥ {percent(least)}", found >= least)


def percent(found: float) -> str:
    """A share in per cent, cut after its second digit.

    >>> percent(0.99999), percent(1.0), percent(0.5)
    ('99.99 %', '100 %', '50 %')
    """
    return f"{int(round(found * 1e6) // 100) / 100:g} %"


def figures_table(figures: Sequence[Measured]) -> str:
    """Every figure, a row each."""
    rows = [(each.label, each.found, each.target, "yes" if each.is_reached else "no") for each in figures]
    return markdown(("what", "found", "target", "reached"), rows)


def kinds_table(kinds: Mapping[str, Score]) -> str:
    """The scores of each kind of fault."""
    head = ("fault", "mutants", "first diagnostic at its path", "meant word first", "at most 2", "time")
    rows = [
        (
            kind,
            f"{score.n_mutants:,}",
            percent(score.exact),
            percent(score.suggested) if score.n_typos else "–",
            percent(score.brief),
            _time(score.median_s),
        )
        for kind, score in kinds.items()
    ]
    return markdown(head, rows)


def peers_table(peers: Mapping[str, tuple[Score, Score]]) -> str:
    """Every judge over the same single faults, and over those that people make."""
    head = ("validator", "single faults", "faults people make", "time")
    rows = [
        (name, *(f"{percent(each.exact)} of {each.n_mutants:,}" for each in (single, human)), _time(single.median_s))
        for name, (single, human) in peers.items()
    ]
    return markdown(head, rows)


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown."""
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows))


def _time(seconds: float) -> str:
    return f"{seconds * 1e3:.3g} ms"

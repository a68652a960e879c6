"""The second table of docs/benchmarks.md: takes the figures of all charts, gives Markdown and what targets are met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rounds import Figures

START, END = "<!-- data figures: written by make bench -->", "<!-- end of data figures -->"
HAND = ("Polars by hand", "DuckDB by hand")


class Wanted(NamedTuple):
    """One measured chart: its size, and the targets: ratios to the best by hand and to VegaFusion, seconds, bytes."""

    chart: str
    n_rows: int
    to_hand: float | None = None
    to_vegafusion: float | None = None
    seconds: float | None = None
    json_bytes: float | None = None
    added_bytes: float | None = None

    def tools(self) -> tuple[str, ...]:
        """The tools that draw it. Altair's JSON holds all rows: once is enough."""
        if self.chart == "line":
            return ("chartkit", "NumPy reads once")
        all_rows = ("Altair",) if (self.chart, self.n_rows) == ("histogram", 1_000_000) else ()
        fusion = ("VegaFusion",) if self.chart != "scatter" else ()
        return ("chartkit", *HAND, *fusion, "NumPy reads once", *all_rows)


class Target(NamedTuple):
    """A figure that was found, the most it may be, and the words for that."""

    found: float | None
    most: float
    words: str

    @property
    def is_reached(self) -> bool:
        return self.found is not None and self.found <= self.most


def table(found: Sequence[tuple[Wanted, Mapping[str, Figures]]]) -> str:
    """All charts, a row each."""
    head = ("chart", "rows", "chartkit", "best by hand", "ratio", "VegaFusion, warm", "ratio", "NumPy reads the column")
    head = (*head, "JSON", "memory added", "targets", "missed")
    rows = [_row(wanted, figures) for wanted, figures in found]
    return markdown(head, rows)


def markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown."""
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows))


def all_rows_line(found: Sequence[tuple[Wanted, Mapping[str, Figures]]]) -> str | None:
    """What the same chart costs where its JSON holds every row; None where it was not measured."""
    for wanted, figures in found:
        if altair := figures.get("Altair"):
            parts = (time_words(altair.seconds), size_words(altair.json_bytes), size_words(altair.added_bytes))
            chart = f"Altair's {wanted.chart} of {wanted.n_rows:,} rows"
            return "{}, with its limit of 5,000 rows off, takes {}: {} of JSON, {} of memory.".format(chart, *parts)
    return None


def _row(wanted: Wanted, figures: Mapping[str, Figures]) -> tuple[str, ...]:
    ours = figures["chartkit"]
    hand = min((figures[name] for name in HAND if name in figures), default=None)
    fusion = figures.get("VegaFusion")
    ratios = (ours.seconds / peer.seconds if peer else None for peer in (hand, fusion))
    to_hand, to_fusion = ratios
    targets = _targets(wanted, ours, to_hand, to_fusion)
    missed = [target.words for target in targets if not target.is_reached]
    return (
        wanted.chart,
        f"{wanted.n_rows:,}",
        time_words(ours.seconds),
        time_words(hand.seconds if hand else None),
        _ratio(to_hand),
        time_words(fusion.seconds if fusion else None),
        _ratio(to_fusion),
        time_words(figures["NumPy reads once"].seconds),
        size_words(ours.json_bytes),
        size_words(ours.added_bytes),
        ", ".join(target.words for target in targets) or "–",
        (", ".join(missed) or "none") if targets else "–",
    )


def _targets(wanted: Wanted, ours: Figures, to_hand: float | None, to_fusion: float | None) -> list[Target]:
    given = (
        (to_hand, wanted.to_hand, "≤ {} × hand", _ratio),
        (to_fusion, wanted.to_vegafusion, "≤ {} × VegaFusion", _ratio),
        (ours.seconds, wanted.seconds, "≤ {}", time_words),
        (ours.json_bytes, wanted.json_bytes, "JSON ≤ {}", size_words),
        (ours.added_bytes, wanted.added_bytes, "memory ≤ {}", size_words),
    )
    return [Target(found, most, words.format(shown(most))) for found, most, words, shown in given if most is not None]


def time_words(seconds: float | None) -> str:
    """A time with three digits and its unit."""
    if seconds is None:
        return "–"
    factor, unit = (1, "s") if seconds >= 1 else (1e3, "ms") if seconds >= 1e-3 else (1e6, "µs")
    return f"{seconds * factor:.3g} {unit}"


def _ratio(ratio: float | None) -> str:
    if ratio is None:
        return "–"
    return f"{ratio:.3g}" if ratio >= 1 else f"1/{1 / ratio:.3g}"


def size_words(size_bytes: float) -> str:
    """A size with three digits and its unit."""
    sizes = ((1e9, "GB"), (1e6, "MB"), (1e3, "KB"))
    factor, unit = next((size for size in sizes if size_bytes >= size[0]), sizes[-1])
    return f"{size_bytes / factor:.3g} {unit}"

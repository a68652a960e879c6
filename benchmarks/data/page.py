"""The second table of docs/benchmarks.md: takes the figures of all charts, gives Markdown and what targets are met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from rounds import Figures

START, END = "<!-- data figures: written by make bench -->", "<!-- end of data figures -->"
HAND = ("Polars by hand", "DuckDB by hand")


class Wanted(NamedTuple):
    """One measured chart: its size, and the targets: ratios to the best by hand and to VegaFusion, or seconds."""

    chart: str
    n_rows: int
    to_hand: float | None = None
    to_vegafusion: float | None = None
    seconds: float | None = None

    def tools(self) -> tuple[str, ...]:
        """The tools that draw it. Altair's JSON holds all rows: once is enough."""
        if self.chart == "line":
            return ("chartkit", "NumPy reads once")
        all_rows = ("Altair",) if (self.chart, self.n_rows) == ("histogram", 1_000_000) else ()
        fusion = ("VegaFusion",) if self.chart != "scatter" else ()
        return ("chartkit", *HAND, *fusion, "NumPy reads once", *all_rows)


def table(found: Sequence[tuple[Wanted, Mapping[str, Figures]]]) -> str:
    """All charts, a row each."""
    head = ("chart", "rows", "chartkit", "best by hand", "ratio", "VegaFusion, warm", "ratio", "NumPy reads the column")
    head = (*head, "JSON", "memory added", "targets", "reached")
    rows = [_row(wanted, figures) for wanted, figures in found]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows))


def _row(wanted: Wanted, figures: Mapping[str, Figures]) -> tuple[str, ...]:
    ours = figures["chartkit"]
    hand = min((figures[name] for name in HAND if name in figures), default=None)
    fusion = figures.get("VegaFusion")
    ratios = (ours.seconds / peer.seconds if peer else None for peer in (hand, fusion))
    to_hand, to_fusion = ratios
    targets = [
        (to_hand, wanted.to_hand, f"≤ {wanted.to_hand} × hand"),
        (to_fusion, wanted.to_vegafusion, f"≤ {_ratio(wanted.to_vegafusion)} × VegaFusion"),
        (ours.seconds, wanted.seconds, f"≤ {_time(wanted.seconds)}"),
    ]
    set_ = [(value, limit, words) for value, limit, words in targets if limit is not None]
    is_reached = all(value is not None and value <= limit for value, limit, _ in set_)
    return (
        wanted.chart,
        f"{wanted.n_rows:,}",
        _time(ours.seconds),
        _time(hand.seconds if hand else None),
        _ratio(to_hand),
        _time(fusion.seconds if fusion else None),
        _ratio(to_fusion),
        _time(figures["NumPy reads once"].seconds),
        _size(ours.json_bytes),
        _size(ours.added_bytes),
        ", ".join(words for _, _, words in set_) or "–",
        ("yes" if is_reached else "no") if set_ else "–",
    )


def _time(seconds: float | None) -> str:
    if seconds is None:
        return "–"
    factor, unit = (1, "s") if seconds >= 1 else (1e3, "ms") if seconds >= 1e-3 else (1e6, "µs")
    return f"{seconds * factor:.3g} {unit}"


def _ratio(ratio: float | None) -> str:
    if ratio is None:
        return "–"
    return f"{ratio:.3g}" if ratio >= 1 else f"1/{1 / ratio:.3g}"


def _size(size_bytes: float) -> str:
    factor, unit = (1e6, "MB") if size_bytes >= 1e6 else (1e3, "KB")
    return f"{size_bytes / factor:.3g} {unit}"

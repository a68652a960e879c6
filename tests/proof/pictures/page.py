"""docs/proof.md: takes the reports of all parts, writes their table between the page's two markers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pictures.driver import listed, table
from pictures.places import PROOF
from pictures.report import Report
from pictures.zones import ZONES, reported

PAGE = PROOF.parents[1] / "docs/proof.md"
START, END = "<!-- counts: written by tests/proof/run.py all --write -->", "<!-- end of counts -->"


def everything(count: int) -> list[Report]:
    """All parts in all zones, `count` charts by chance in each zone, each zone with seeds of its own."""
    reports: list[Report] = []
    for index, zone in enumerate(ZONES):
        chance = ("synthetic", "--first", str(index * count), "--count", str(count))
        reports += [reported(zone, *command) for command in (("presets",), ("corpus",), chance)]
    return reports


def write(reports: Sequence[Report]) -> None:
    """Put the table and the reasons between the markers of the page. Raises `SystemExit` where it has none."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(START)
    _, end, after = rest.partition(END)
    if not end:
        raise SystemExit(f"{PAGE.name} has no markers {START} and {END}")
    PAGE.write_text(f"{before}{START}\n\n{text(reports)}\n\n{END}{after}", encoding="utf-8")


def text(reports: Sequence[Report]) -> str:
    """The table of all parts, then why views stayed whole, then what differs."""
    reasons: Counter[str] = Counter()
    for report in reports:
        reasons.update(report.reasons)
    differences = [f"- {report.name}: {name}" for report in reports for name in report.differences]
    return "\n\n".join(
        [
            table([report.row for report in reports]),
            "Why something was not reduced, or a case not compared:",
            listed(reasons),
            "\n".join(["Different:", "", *differences]) if differences else "No picture differs.",
        ]
    )

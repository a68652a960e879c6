"""`make bench`: the plots beside the installed W&B's and scikit-learn's own calls, in turns, in fresh processes.

Makes their environment first and writes the table of docs/benchmarks.md between its markers. `--quick` runs everything
once with little data and `--case NAME` runs one case; both print their table and write nothing.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import case_curves
import case_json
import case_matrix
import case_summaries
from processes import ROOT, Tracker, chartkit, environment_of, samples
from report import as_fraction, conditions, shown, table, target_cells, write
from results import Result, figure

CASES = (case_curves, case_matrix, case_json, case_summaries)
"""A case has `TARGETS` (peer → label → the largest ratio to it, or None) and `measure`."""
PEERS = Path(__file__).with_name("peers.txt")
N_ROUNDS = 3
MARKERS = "<!-- plot figures: written by make bench -->", "<!-- end of plot figures -->"


class Row(NamedTuple):
    """A line of the table: the peer that the result is a ratio to."""

    peer: str
    result: Result


def main() -> None:
    """Measure the cases, print the table and, when it is whole, keep it."""
    parser = argparse.ArgumentParser(description="chartkit's plots beside W&B's and scikit-learn's")
    parser.add_argument("--quick", action="store_true", help="little data, once; nothing is written")
    parser.add_argument("--case", action="append", help="only this one, as in --case curves; nothing is written")
    arguments = parser.parse_args()
    python = environment_of(PEERS, ROOT / ".venv-bench-plots")
    trackers = {"chartkit": chartkit()} | {name: Tracker(name, python) for name in ("scikit-learn", "wandb")}
    rows: list[Row] = []
    for case in CASES:
        if not arguments.case or case.__name__.removeprefix("case_") in arguments.case:
            print(f"{case.__name__} …", file=sys.stderr)
            rows += measured(case, trackers, 1 if arguments.quick else N_ROUNDS, arguments.quick)
    text = f"{conditions({name: tracker.version() for name, tracker in trackers.items()})}\n\n{rows_table(rows)}"
    print(text)
    if not arguments.quick and not arguments.case:
        write(ROOT / "docs/benchmarks.md", text, MARKERS)


def measured(case: ModuleType, trackers: dict[str, Tracker], n_rounds: int, quick: bool) -> list[Row]:
    """The rows of one case: its peers and chartkit take turns, a short process of each before does not count."""
    names = ["chartkit", *case.TARGETS]
    for name in names:
        samples(case, trackers[name], quick=True)
    rounds = [{name: samples(case, trackers[name], quick) for name in names} for _ in range(n_rounds)]
    rows: list[Row] = []
    for peer, targets in case.TARGETS.items():
        for label, target in targets.items():
            ours, others = (figure([turn[name][label] for turn in rounds]) for name in ("chartkit", peer))
            rows.append(Row(peer, Result(label, ours, others, target)))
    return rows


def rows_table(rows: Sequence[Row]) -> str:
    """All rows in Markdown."""
    head = ("what", "chartkit", "peer", "its time", "ratio", "ratio of CPU time", "target", "reached")
    return table(head, [_cells(row) for row in rows])


def _cells(row: Row) -> tuple[str, ...]:
    peer, result = row
    assert result.peer is not None
    return (
        result.label,
        shown(result.ours),
        peer,
        shown(result.peer),
        as_fraction(result.ratio),
        as_fraction(result.cpu_ratio),
        *target_cells(result),
    )


if __name__ == "__main__":
    main()

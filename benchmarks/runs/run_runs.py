"""`make bench`: runs beside wandb offline, trackio, DuckDB and a bare loop, in turns, in fresh processes.

Makes the peers' environments first and writes the table of docs/benchmarks.md between its markers. `--quick` runs
everything once with little data and `--case NAME` runs one case; both print their table and write nothing.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import case_kill
import case_list
import case_log
import case_many
import case_read
import case_start
from processes import ROOT, Tracker, chartkit, environment_of, samples, wandb
from report import as_fraction, conditions, kill_table, shown, table, write
from results import Figure, Result, figure

CASES = (case_log, case_start, case_many, case_read, case_list)
"""A case has `TARGETS` (peer → label → the largest ratio to it) or, where there is no peer, `LIMITS_S` (label → seconds
or None), or both; `PROCESSES` (how many, and how many with --quick), `measure`, and `UNITS` of what is no time."""
PEERS = Path(__file__).with_name("peers.txt")
MARKERS = "<!-- run figures: written by make bench -->", "<!-- end of run figures -->"


class Row(NamedTuple):
    """A line of the table: the peer that the result is a ratio to, if any, and its unit."""

    peer: str | None
    result: Result
    unit: str = "s"


def main() -> None:
    """Measure the cases, print the table and, when it is whole, keep it."""
    parser = argparse.ArgumentParser(description="runs beside wandb, trackio and DuckDB")
    parser.add_argument("--quick", action="store_true", help="little data, once; nothing is written")
    parser.add_argument("--case", action="append", help="only this one, as in --case log; nothing is written")
    arguments = parser.parse_args()
    trackers = all_trackers()
    chosen = arguments.case or [case.__name__.removeprefix("case_") for case in (*CASES, case_kill)]
    with tempfile.TemporaryDirectory() as stores:
        os.environ["BENCHMARK_STORES"] = stores
        rows = [
            row
            for case in CASES
            if case.__name__.removeprefix("case_") in chosen
            for row in measured(case, trackers, arguments.quick)
        ]
    killed = [trackers[name] for name in ("chartkit", "wandb", "trackio")] if "kill" in chosen else []
    kills = {tracker.name: case_kill.kills(tracker, arguments.quick) for tracker in killed}
    versions = {name: tracker.version() for name, tracker in trackers.items() if name != "bare"}
    text = "\n\n".join((conditions(versions), rows_table(rows), *([kill_table(kills)] if kills else [])))
    print(text)
    if not arguments.quick and not arguments.case:
        write(ROOT / "docs/benchmarks.md", text, MARKERS)


def all_trackers() -> dict[str, Tracker]:
    """chartkit and the peers, by name; the bare loop runs in chartkit's own environment."""
    python = environment_of(PEERS, ROOT / ".venv-bench-runs")
    ours, others = chartkit(), [wandb(), Tracker("trackio", python), Tracker("duckdb", python)]
    return {tracker.name: tracker for tracker in (ours, *others, Tracker("bare", ours.python))}


def measured(case: ModuleType, trackers: Mapping[str, Tracker], quick: bool) -> list[Row]:
    """The rows of one case: its peers and chartkit take turns, a short process of each before does not count."""
    print(f"{case.__name__} …", file=sys.stderr)
    targets: dict[str, dict[str, float]] = getattr(case, "TARGETS", {})
    limits_s: dict[str, float | None] = getattr(case, "LIMITS_S", {})
    units: dict[str, str] = getattr(case, "UNITS", {})
    names = ["chartkit", *targets]
    for name in names:
        samples(case, trackers[name], quick=True)
    turns = [{name: samples(case, trackers[name], quick) for name in names} for _ in range(case.PROCESSES[quick])]

    def found(name: str, label: str) -> Figure:
        return figure([turn[name][label] for turn in turns])

    rows = [
        Row(peer, Result(label, found("chartkit", label), found(peer, label), target), units.get(label, "s"))
        for peer, wanted in targets.items()
        for label, target in wanted.items()
    ]
    limited = [Result(label, found("chartkit", label), None, limit) for label, limit in limits_s.items()]
    return rows + [Row(None, result) for result in limited]


def rows_table(rows: Sequence[Row]) -> str:
    """All rows in Markdown."""
    head = ("what", "chartkit", "peer", "its figure", "ratio", "ratio of CPU time", "target", "reached")
    return table(head, [_cells(row) for row in rows])


def _cells(row: Row) -> tuple[str, ...]:
    peer, result, unit = row
    if result.target is None:
        target = "–"
    else:
        target = f"≤ {as_fraction(result.target) if result.peer else f'{result.target * 1000:.0f} ms'}"
    has_cpu = result.peer is not None and result.ours.cpu_s > 0 and result.peer.cpu_s > 0
    return (
        result.label,
        _shown(result.ours, unit),
        peer or "–",
        _shown(result.peer, unit) if result.peer else "–",
        as_fraction(result.ratio),
        as_fraction(result.cpu_ratio) if has_cpu else "–",
        target,
        {None: "–", True: "yes", False: "no"}[result.is_reached],
    )


def _shown(figure: Figure, unit: str) -> str:
    return shown(figure) if unit == "s" else f"{figure.median_s:.1f} {unit}"


if __name__ == "__main__":
    main()

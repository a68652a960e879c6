"""`make bench`: chartkit beside wandb offline, in turns, in fresh processes; the table goes to docs/benchmarks.md.

Makes wandb's environment first. `--quick` runs everything once with little data and `--case NAME` runs one case; both
print their table and write nothing.
"""

from __future__ import annotations

import argparse
import sys
from types import ModuleType

import case_cold
import case_compile
import case_import
import case_kill
import case_scalars
import case_tables
from processes import ROOT, Tracker, chartkit, samples, wandb
from report import conditions, report, write
from results import Result, figure

CASES = (case_import, case_cold, case_scalars, case_tables, case_compile)
"""Measured in this order. A case has `TARGETS` (label → the largest ratio to wandb, or None) or, where there is no
peer, `LIMITS_S` (label → seconds), `PROCESSES` (how many of each tracker, and how many with --quick) and `measure`."""


def main() -> None:
    """Measure the cases, print the report and, when it is whole, keep it."""
    parser = argparse.ArgumentParser(description="chartkit beside wandb offline")
    parser.add_argument("--quick", action="store_true", help="little data, once; nothing is written")
    parser.add_argument("--case", action="append", help="only this one, as in --case import; nothing is written")
    arguments = parser.parse_args()
    trackers = chartkit(), wandb()
    results: list[Result] = []
    for case in CASES:
        if _is_chosen(case, arguments.case):
            print(f"{case.__name__} …", file=sys.stderr)
            results += measured(case, *trackers, arguments.quick)
    killed = trackers if _is_chosen(case_kill, arguments.case) else ()
    kills = {tracker.name: case_kill.kills(tracker, arguments.quick) for tracker in killed}
    text = report(conditions({tracker.name: tracker.version() for tracker in trackers}), results, kills)
    print(text)
    if not arguments.quick and not arguments.case:
        write(ROOT / "docs/benchmarks.md", text)


def _is_chosen(case: ModuleType, names: list[str] | None) -> bool:
    return not names or case.__name__.removeprefix("case_") in names


def measured(case: ModuleType, ours: Tracker, peer: Tracker, quick: bool) -> list[Result]:
    """The results of one case: one short process of each that does not count, then both in turns."""
    targets: dict[str, float | None] = getattr(case, "TARGETS", {})
    limits_s: dict[str, float] = getattr(case, "LIMITS_S", {})
    trackers = (ours, peer) if targets else (ours,)
    for tracker in trackers:
        samples(case, tracker, quick=True)
    rounds = [[samples(case, tracker, quick) for tracker in trackers] for _ in range(case.PROCESSES[quick])]
    results: list[Result] = []
    for label, target in {**targets, **limits_s}.items():
        figures = [figure([turn[which][label] for turn in rounds]) for which in range(len(trackers))]
        results.append(Result(label, figures[0], figures[1] if targets else None, target))
    return results


if __name__ == "__main__":
    main()

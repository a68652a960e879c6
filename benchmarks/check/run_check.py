"""`chartkit check` over a project of 1,000 presets, beside check-jsonschema and Altair's validation of the same files.

Whole processes from start to end, in turns. Writes the table of docs/benchmarks.md between its markers; `--quick` takes
a twentieth of the presets, once, prints and writes nothing.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from statistics import median
from typing import NamedTuple

from checkers import ROOT, Cost, checkers, run, versions
from project import write_project

N_PRESETS, N_ROUNDS = 1000, 3
PAGE = ROOT / "docs/benchmarks.md"
START, END = "<!-- check figures: written by make bench -->", "<!-- end of check figures -->"


class Target(NamedTuple):
    """A tool of ours, and the most it may take: a share of a peer's time, or seconds where there is none."""

    ours: str
    most: float
    peer: str | None = None


TARGETS = (
    Target("chartkit --select schema", 1 / 8, "check-jsonschema"),
    Target("chartkit", 1 / 4, "check-jsonschema"),
    Target("chartkit --select schema", 1 / 20, "Altair"),
    Target("chartkit, cache warm", 0.3),
)


def main() -> None:
    """Measure, print and, when it is whole, keep the tables."""
    parser = argparse.ArgumentParser(description="chartkit check beside check-jsonschema and Altair")
    parser.add_argument("--quick", action="store_true", help="50 presets, once; nothing is written")
    quick = parser.parse_args().quick
    with tempfile.TemporaryDirectory() as folder:
        n_presets = N_PRESETS // 20 if quick else N_PRESETS
        costs = measured(Path(folder), n_presets, 1 if quick else N_ROUNDS)
    text = "\n\n".join((_conditions(), _times(costs, n_presets), _targets(costs)))
    print(text)
    if not quick:
        _write(text)


def measured(project: Path, n_presets: int, n_rounds: int) -> dict[str, Cost]:
    """For each tool the medians over the rounds; goldens are written before, and one run of ours does not count."""
    all_tools = checkers(write_project(project, n_presets))
    subprocess.run(
        [sys.executable, "-m", "chartkit", "check", "--update"], cwd=project, check=True, capture_output=True
    )
    rounds: list[dict[str, Cost]] = []
    for number in range(n_rounds):
        print(f"round {number + 1} of {n_rounds} …", file=sys.stderr)
        rounds.append({tool.name: run(tool, project) for tool in all_tools})
    return {tool.name: _median([turn[tool.name] for turn in rounds]) for tool in all_tools}


def _median(costs: list[Cost]) -> Cost:
    return Cost(median(cost.wall_s for cost in costs), median(cost.cpu_s for cost in costs))


def _conditions() -> str:
    machine = f"{platform.system()} on {os.cpu_count()} cores ({platform.machine()}), load {os.getloadavg()[1]:.1f}"
    return f"`make bench`, {date.today()}: Python {platform.python_version()}, {versions()}; {machine}."


def _times(costs: dict[str, Cost], n_presets: int) -> str:
    rows = [(name, f"{cost.wall_s:.2f} s", f"{cost.cpu_s:.2f} s") for name, cost in costs.items()]
    return _table((f"{n_presets:,} presets, start included", "time", "CPU time of all processes"), rows)


def _targets(costs: dict[str, Cost]) -> str:
    rows: list[tuple[str, ...]] = []
    for ours, most, peer in TARGETS:
        found = costs[ours].wall_s / (costs[peer].wall_s if peer else 1)
        words = [f"1/{1 / part:.3g}" if peer else f"{part:.2f} s" for part in (found, most)]
        rows.append((ours, f"to {peer}" if peer else "–", words[0], f"≤ {words[1]}", "yes" if found <= most else "no"))
    return _table(("what", "measured", "found", "target", "reached"), rows)


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ("---",) * len(head), *rows))


def _write(text: str) -> None:
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(START)
    _, end, after = rest.partition(END)
    if not end:
        raise SystemExit(f"{PAGE.name} has no markers {START} and {END}")
    PAGE.write_text(f"{before}{START}\n\n{text}\n\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()

"""`make bench`: the workspace's page beside trackio's and TensorBoard's, over the same made runs, in one Chromium.

Writes the table of docs/benchmarks.md between its markers. `--stores FOLDER` takes runs made before (some 10 GB, made
there when it is empty); `--quick` takes 20 runs of 1,000 steps, once, and writes nothing.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent.parent / "tools")]

import large  # noqa: E402
import panels  # noqa: E402
from chromium import launched  # noqa: E402
from opening import LIMITS_S, MOST_MEMORY_MB, Opening, openings  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402
from processes import ROOT, Tracker, chartkit, environment_of  # noqa: E402
from report import conditions, table, write  # noqa: E402

MARKERS = "<!-- workspace figures: written by make bench -->", "<!-- end of workspace figures -->"
LIMIT_S = 120


def main() -> None:
    """Make the runs, measure, print and, when it is whole, keep the tables."""
    parser = argparse.ArgumentParser(description="the workspace's page beside trackio's and TensorBoard's")
    parser.add_argument("--quick", action="store_true", help="few runs, once; nothing is written")
    parser.add_argument("--stores", type=Path, help="where the made runs are, or shall be")
    chosen = parser.parse_args()
    python = environment_of(HERE / "peers.txt", ROOT / ".venv-bench-workspace")
    runs, steps, n_times = (20, 1000, 1) if chosen.quick else (1000, 10_000, 5)
    with tempfile.TemporaryDirectory() as temporary, sync_playwright() as playwright:
        stores = chosen.stores or Path(temporary)
        make_stores(stores, runs, steps, python)
        browser = launched(playwright)
        opened = openings(browser, stores, python, n_times, LIMIT_S)
        own = panels.figures(browser, Path(temporary) / "panels", n_times)
        own += large.figures(browser, Path(temporary) / "large", n_times)
    versions = {"chartkit": chartkit().version()}
    versions |= {name: Tracker(name, python).version() for name in ("trackio", "tensorboard")}
    what = f"{runs:,} runs of {steps:,} steps of 10 metrics"
    text = "\n\n".join((conditions(versions), f"Opened over {what}:", opening_table(opened), own_table(own)))
    print(text)
    if not chosen.quick:
        write(ROOT / "docs/benchmarks.md", text, MARKERS)


def make_stores(stores: Path, runs: int, steps: int, python: str) -> None:
    """The same runs for each tracker, where they are not there yet."""
    counts = [str(runs), str(steps)]
    trackio = {"TRACKIO_DIR": str(stores / "trackio"), "HF_HUB_OFFLINE": "1"}
    makers = {
        ".chartkit": [sys.executable, str(HERE / "store_chartkit.py"), str(stores), *counts],
        "tb": [python, str(HERE / "store_tensorboard.py"), str(stores / "tb"), *counts],
        "trackio": [python, str(HERE / "store_trackio.py"), *counts],
    }
    for name, command in makers.items():
        if not (stores / name).exists():
            print(f"making the runs of {name} …", file=sys.stderr)
            subprocess.run(command, check=True, env={**os.environ, **trackio})


def opening_table(opened: Sequence[Opening]) -> str:
    """What the reader waits for, by tracker."""
    head = ("tracker", "first chart, server just begun", "first chart", "interactive", "memory of the server")
    limits = ("target", "–", f"≤ {LIMITS_S['first chart']:g} s", f"≤ {LIMITS_S['interactive']:g} s")
    rows = [
        (one.tracker, *map(_seconds, (one.first_s, one.again_s, one.interactive_s)), f"{one.memory_mb:.0f} MB")
        for one in opened
    ]
    return table(head, [*rows, (*limits, f"≤ {MOST_MEMORY_MB} MB")])


def own_table(figures: Sequence[panels.Figure]) -> str:
    """What has a target of its own."""
    head = ("what", "figure", "target", "reached")
    rows = [
        (one.label, f"{one.value:.3g} {one.unit}", f"≤ {one.most:g} {one.unit}", "yes" if one.is_reached else "no")
        for one in figures
    ]
    return table(head, rows)


def _seconds(found: float | None) -> str:
    return f"none within {LIMIT_S} s" if found is None else f"{found:.2f} s"


if __name__ == "__main__":
    main()

"""Runs for the page's own figures. Run as a script: FOLDER; `charts`, `metrics` or `live`, each a project of that name.

`charts` logs 100 charts of one preset, `metrics` one run of 200 metrics; `live` logs a point at each line on stdin and
answers with the point and the time at which `run.log` returned.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

import chartkit

N_CHARTS = 100
N_METRICS = 200
_N_ROWS = 50


def lay_out(folder: Path, *, is_open: bool) -> None:
    """Have the charts on one wide screen, in a section that is open or is not."""
    layout = folder / "workspaces" / "charts.yaml"
    layout.parent.mkdir(exist_ok=True)
    section = f"{{isOpen: {str(is_open).lower()}}}"
    layout.write_text(f"version: 1\ngrid: {{columns: 12, high: 1}}\nsections: {{curve: {section}}}\n")


def charts(folder: Path) -> None:
    """100 charts of one preset, each of its own table."""
    run = chartkit.init(project="charts", dir=folder)
    for place in range(N_CHARTS):
        rows = [[x, ((x * (place + 3)) % 17) / 17] for x in range(_N_ROWS)]
        table = chartkit.Table(columns=["x", "y"], data=rows)
        run.log({f"curve/{place:03d}": chartkit.plot.line(table, "x", "y", title=f"curve {place}")}, step=0)
    run.finish()


def metrics(folder: Path) -> None:
    """One run of 200 metrics over 300 steps."""
    run = chartkit.init(project="metrics", dir=folder)
    for step in range(300):
        run.log({f"all/m{place:03d}": (step * (place + 1)) % 97 / 97 for place in range(N_METRICS)})
    run.finish()


def live(folder: Path) -> None:
    """A run that goes on as long as its stdin does."""
    run = chartkit.init(project="live", dir=folder)
    run.log({"value": 0.0})
    for place, _ in enumerate(sys.stdin, 1):
        run.log({"value": 2.0**place})  # each is beyond the axis of those before
        print(place, time.time(), flush=True)
    run.finish()


if __name__ == "__main__":
    {"charts": charts, "metrics": metrics, "live": live}[sys.argv[2]](Path(sys.argv[1]))

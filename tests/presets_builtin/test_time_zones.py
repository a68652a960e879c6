"""The same dates draw the same picture wherever the process runs."""

from __future__ import annotations

import os
import subprocess
import sys

DRAW = """
import datetime, re, sys, tempfile
from pathlib import Path
from chartkit.compiler import plot_table

# An hour a row across the night in which New York's clocks go forward, once wall-clock and once with a zone.
start = datetime.datetime(2024, 3, 10, 0, 30)
zone = datetime.timezone(datetime.timedelta(hours=9))
rows = [
    {"t": start + datetime.timedelta(hours=i), "z": (start + datetime.timedelta(hours=i)).replace(tzinfo=zone),
     "d": (start + datetime.timedelta(days=i)).date(), "v": i % 5, "k": "ab"[i % 2]}
    for i in range(12)
]
presets = {
    "wandb/line/v0": ("x", {"y": "v", "stroke": "k"}),
    "wandb/lineseries/v0": ("step", {"lineVal": "v", "lineKey": "k"}),
    "wandb/scatter/v0": ("x", {"y": "v", "color": "t"}),
    "wandb/bar/v0": ("label", {"value": "v"}),
}
file = Path(tempfile.mkdtemp()) / "chart.svg"
for name, (slot, fields) in presets.items():
    for column in "tzd":
        plot_table(name, rows, {**fields, slot: column}).save(file)
        print(name, column, re.findall(r' d="([^"]*)"| transform="([^"]*)"|>([^<>]+)</text>', file.read_text()))
"""


def test_the_same_dates_draw_the_same_everywhere() -> None:
    zones = ("UTC", "Asia/Seoul", "America/New_York")
    drawn = [
        subprocess.run(
            [sys.executable, "-W", "error", "-c", DRAW],
            env={**os.environ, "TZ": zone},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for zone in zones
    ]
    assert len(drawn[0].splitlines()) == 12
    assert "Sun 10" in drawn[0] or "03 AM" in drawn[0]
    assert drawn[1] == drawn[0]
    assert drawn[2] == drawn[0]

"""The same call gives the same bytes in every process, whatever the order of its sets and hashes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

SCRIPT = """
import json
from chartkit import plot

steps = [step % 40 for step in range(400)]
names = [f"label {step * 7 % 11}" for step in steps]
values = [(step * 37 % 101) / 101 for step in range(400)]
truth = [["cat", "dog", "owl"][step % 3] for step in range(400)]
guess = [["cat", "dog", "owl"][step * step % 3] for step in range(400)]
table = {"step": steps, "name": names, "value": values}
charts = {
    "bar": plot.bar(table, "name", "value"),
    "box": plot.box(table, "value", "name"),
    "heatmap": plot.heatmap(table, "step", "name", "value"),
    "confusion_matrix": plot.confusion_matrix(y_true=truth, preds=guess),
    "pr_curve": plot.pr_curve([step % 2 for step in steps], values),
}
print(json.dumps({name: chart.to_json() for name, chart in charts.items()}))
"""


def test_two_processes_give_the_same_charts(tmp_path: Path) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", SCRIPT],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=tmp_path,
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in ("1", "2")
    ]
    first, second = (json.loads(process.communicate()[0]) for process in processes)
    assert list(first) == ["bar", "box", "heatmap", "confusion_matrix", "pr_curve"]
    assert first == second

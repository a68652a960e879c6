"""What the machine did during a run, as columns for the page: takes a run's folder, gives a figure's mean and range."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

MOST_POINTS = 600
"""More samples are told by the least, the mean and the largest of each stretch of time."""


def system_figures(folder: Path) -> tuple[list[str], dict[str, np.ndarray[Any, Any]]]:
    """The figures' names, and columns: `t` (seconds since the run began), and for figure i `m0`, `lo0`, `hi0`, …"""
    import numpy as np

    from chartkit.runs.system.stream import FIRST_COLUMNS, read_system

    samples, _ = read_system(folder)
    names = list(dict.fromkeys(name for sample in samples for name in sample if name not in FIRST_COLUMNS))
    times = np.array([_number(sample.get("_runtime")) for sample in samples], dtype=np.float64)
    edges = np.unique(np.linspace(0, len(samples), min(len(samples), MOST_POINTS) + 1).astype(int))
    columns = {"t": np.array([times[start] for start in edges[:-1]], dtype=np.float64)}
    for place, name in enumerate(names):
        values = np.array([_number(sample.get(name)) for sample in samples], dtype=np.float64)
        parts = [part[~np.isnan(part)] for part in np.split(values, edges[1:-1])] if len(samples) else []
        columns[f"m{place}"] = np.array([part.mean() if len(part) else np.nan for part in parts])
        columns[f"lo{place}"] = np.array([part.min() if len(part) else np.nan for part in parts])
        columns[f"hi{place}"] = np.array([part.max() if len(part) else np.nan for part in parts])
    return names, columns


def _number(value: Any) -> float:
    return float(value) if isinstance(value, int | float) else float("nan")

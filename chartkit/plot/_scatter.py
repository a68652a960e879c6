"""Points: `plot.scatter`."""

from __future__ import annotations

from typing import Any

from chartkit.compiler import Chart, plot_table
from chartkit.compiler.recording import recording
from chartkit.data import Dataset, to_dataset
from chartkit.plot._log_scales import say_what_logs_leave_out

PRESET = "wandb/scatter/v0"


@recording(PRESET)
def scatter(
    table: Any,
    x: str,
    y: str,
    title: str = "",
    split_table: bool = False,
    *,
    group: str | None = None,
    size: str | None = None,
    x_scale: str | None = None,
    y_scale: str | None = None,
) -> Chart:
    """One point a row at (`x`, `y`): the preset `wandb/scatter/v0`.

    `table` is anything that `plot_table` takes; `x` and `y` (numbers or times) name its columns, `group` one that
    colours the points, a palette with shapes for names and a gradient for numbers and times, and `size` one of numbers
    that are their areas. `x_scale` and `y_scale` are "linear", "log", "symlog" or "sqrt"; a log scale leaves out what
    is 0 or less, and a warning says of how many rows. Raises as `plot_table` does.

    >>> scatter({"size": [1, 20], "accuracy": [0.7, 0.9]}, "size", "accuracy", x_scale="log")
    Chart('wandb/scatter/v0', 2 rows)
    """
    dataset = to_dataset(table)
    fields = {"x": x, "y": y, "color": group, "shape": group if _is_of_names(dataset, group) else None, "size": size}
    strings = {"title": title, "x-scale": x_scale, "y-scale": y_scale}
    chart = plot_table(PRESET, dataset, fields, strings, split_table)
    return say_what_logs_leave_out(chart, x_scale=(x, x_scale), y_scale=(y, y_scale))


def _is_of_names(dataset: Dataset, group: str | None) -> bool:
    return group in dataset.names and dataset.column(group).kind not in ("quantitative", "temporal")

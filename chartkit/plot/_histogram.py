"""Counted rows: `plot.histogram`."""

from __future__ import annotations

from typing import Any

from chartkit.compiler import Chart, plot_table
from chartkit.plot._log_scales import say_what_logs_leave_out


def histogram(
    table: Any,
    value: str,
    title: str = "",
    split_table: bool = False,
    *,
    group: str | None = None,
    bins: int | None = None,
    x_scale: str | None = None,
    y_scale: str | None = None,
) -> Chart:
    """How many rows have a `value` in each bin: the preset `wandb/histogram/v0`.

    `table` is anything that `plot_table` takes; `value` (numbers) names its column, `group` one that has a histogram
    in its own colour for each of its values. Rows are counted, each once. `bins` (30) is the most bins there may be:
    their edges stay round numbers. `x_scale` "log" has bins of equal width on a log scale and leaves out what is 0 or
    less, which a warning says; `y_scale` is "linear", "sqrt", "symlog" or "log". Raises as `plot_table` does.

    >>> histogram({"loss": [0.1, 0.2, 0.2, 0.9]}, "loss", bins=10, y_scale="symlog")
    Chart('wandb/histogram/v0', 4 rows)
    """
    strings = {"title": title, "bins": bins, "x-scale": x_scale, "y-scale": y_scale}
    chart = plot_table("wandb/histogram/v0", table, {"value": value, "group": group}, strings, split_table)
    return say_what_logs_leave_out(chart, x_scale=(value, x_scale))

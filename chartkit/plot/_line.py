"""A line through points: `plot.line`."""

from __future__ import annotations

from typing import Any

from chartkit.compiler import Chart, plot_table
from chartkit.plot._log_scales import say_what_logs_leave_out


def line(
    table: Any,
    x: str,
    y: str,
    stroke: str | None = None,
    title: str = "",
    split_table: bool = False,
    *,
    x_scale: str | None = None,
    y_scale: str | None = None,
) -> Chart:
    """Points joined in the order of `x`, one line per value of `stroke`: the preset `wandb/line/v0`.

    `table` is anything that `plot_table` takes; `x` (numbers or times), `y` (numbers) and `stroke` name its columns.
    `x_scale` and `y_scale` are "linear", "log", "symlog" or "sqrt"; a log scale leaves out what is 0 or less,
    and a warning says of how many rows. Raises as `plot_table` does.

    >>> line({"step": [0, 1], "loss": [1.0, 0.5]}, "step", "loss", title="Loss")
    Chart('wandb/line/v0', 2 rows)
    """
    strings = {"title": title, "x-scale": x_scale, "y-scale": y_scale}
    chart = plot_table("wandb/line/v0", table, {"x": x, "y": y, "stroke": stroke}, strings, split_table)
    return say_what_logs_leave_out(chart, x_scale=(x, x_scale), y_scale=(y, y_scale))

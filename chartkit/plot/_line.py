"""A line through points: `plot.line`."""

from __future__ import annotations

from typing import Any

from chartkit.compiler import Chart, plot_table


def line(table: Any, x: str, y: str, stroke: str | None = None, title: str = "", split_table: bool = False) -> Chart:
    """Points joined in the order of `x`, one line per value of `stroke`: the preset `wandb/line/v0`.

    `table` is anything that `plot_table` takes; `x` (numbers or times), `y` (numbers) and `stroke` name its columns.
    Raises as `plot_table` does.

    >>> line({"step": [0, 1], "loss": [1.0, 0.5]}, "step", "loss", title="Loss")
    Chart('wandb/line/v0', 2 rows)
    """
    return plot_table("wandb/line/v0", table, {"x": x, "y": y, "stroke": stroke}, {"title": title}, split_table)

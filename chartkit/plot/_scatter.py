"""Points: `plot.scatter`."""

from __future__ import annotations

from typing import Any

from chartkit.compiler import Chart, plot_table


def scatter(table: Any, x: str, y: str, title: str = "", split_table: bool = False) -> Chart:
    """One point a row at (`x`, `y`): the preset `wandb/scatter/v0`.

    `table` is anything that `plot_table` takes; `x` and `y` name its columns. Raises as `plot_table` does.
    """
    return plot_table("wandb/scatter/v0", table, {"x": x, "y": y}, {"title": title}, split_table)

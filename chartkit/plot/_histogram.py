"""Counted rows: `plot.histogram`."""

from __future__ import annotations

from typing import Any

from chartkit.compiler import Chart, plot_table


def histogram(table: Any, value: str, title: str = "", split_table: bool = False) -> Chart:
    """How many rows have a `value` in each bin: the preset `wandb/histogram/v0`.

    `table` is anything that `plot_table` takes; `value` (numbers) names its column. Rows are counted, each once.
    Raises as `plot_table` does.
    """
    return plot_table("wandb/histogram/v0", table, {"value": value}, {"title": title}, split_table)

"""Horizontal bars: `plot.bar`."""

from __future__ import annotations

from typing import Any

from chartkit.compiler import Chart, plot_table


def bar(table: Any, label: str, value: str, title: str = "", split_table: bool = False) -> Chart:
    """A horizontal bar for each label, in the order of the rows: the preset `wandb/bar/v0`.

    `table` is anything that `plot_table` takes; `label` and `value` (numbers) name its columns. Rows that share a label
    are averaged. Raises as `plot_table` does.
    """
    return plot_table("wandb/bar/v0", table, {"label": label, "value": value}, {"title": title}, split_table)

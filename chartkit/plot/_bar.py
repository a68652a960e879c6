"""Horizontal bars: `plot.bar`."""

from __future__ import annotations

from typing import Any

from chartkit.compiler import Chart, plot_table


def bar(
    table: Any, label: str, value: str, title: str = "", split_table: bool = False, *, group: str | None = None
) -> Chart:
    """A horizontal bar for each label, in the order of the rows: the preset `wandb/bar/v0`.

    `table` is anything that `plot_table` takes; `label` and `value` (numbers) name its columns, `group` one whose
    values stand side by side under each label, each in its colour. Rows that share a label and a group are averaged,
    and their bar says of how many rows it is the mean. Raises as `plot_table` does.

    >>> bar({"class": ["cat", "dog"], "f1": [0.9, 0.8]}, "class", "f1")
    Chart('wandb/bar/v0', 2 rows)
    """
    fields = {"label": label, "value": value, "group": group}
    return plot_table("wandb/bar/v0", table, fields, {"title": title}, split_table)

"""Coloured cells: `plot.heatmap`."""

from __future__ import annotations

from typing import Any

from chartkit.compiler import Chart, plot_table
from chartkit.compiler.recording import recording
from chartkit.data import to_dataset

PRESET = "chartkit/heatmap/v0"


@recording(PRESET)
def heatmap(
    table: Any,
    x: str,
    y: str,
    value: str,
    title: str = "",
    split_table: bool = False,
    *,
    aggregate: str = "mean",
    x_bins: int | None = None,
    y_bins: int | None = None,
) -> Chart:
    """A cell for each pair of values of `x` and `y`, coloured by its mean `value`: the preset `chartkit/heatmap/v0`.

    `table` is anything that `plot_table` takes; `x`, `y` and `value` (numbers) name its columns. An axis has a place
    for each value, numbers in their order and names in that of the rows, the first at the top; with `x_bins` or
    `y_bins` it is one of numbers that fall into at most so many bins. `aggregate` is what a cell says of its rows:
    "mean", "median", "min", "max", "sum" or "count". Raises as `plot_table` does.

    >>> heatmap({"depth": [2, 4], "width": [8, 8], "loss": [0.9, 0.7]}, "depth", "width", "loss")
    Chart('chartkit/heatmap/v0', 2 rows)
    """
    dataset = to_dataset(table)
    strings: dict[str, Any] = {"title": title, "of-cell": aggregate, "x-bins": x_bins, "y-bins": y_bins}
    for axis, column, bins in (("x", x, x_bins), ("y", y, y_bins)):
        strings[f"{axis}-type"] = None if bins is None else "quantitative"
        is_number = column in dataset.names and dataset.column(column).kind == "quantitative"
        strings[f"{axis}-order"] = "size" if is_number else "rows"
    return plot_table(PRESET, dataset, {"x": x, "y": y, "value": value}, strings, split_table)

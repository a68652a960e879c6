"""Box plots: `plot.box`."""

from __future__ import annotations

from typing import Any

from chartkit.compiler import Chart, plot_table
from chartkit.plot._log_scales import say_what_logs_leave_out


def box(
    table: Any,
    value: str,
    group: str | None = None,
    title: str = "",
    split_table: bool = False,
    *,
    points: bool = False,
    scale: str | None = None,
) -> Chart:
    """How `value` is distributed in each `group`: the preset `chartkit/box/v0`.

    `table` is anything that `plot_table` takes; `value` (numbers) and `group` name its columns. A box reaches from the
    first to the third quartile (between rows in proportion, as NumPy's `percentile`), its line is the median, and the
    whiskers end at the furthest rows within 1.5 box lengths; rows beyond are points, `points` draws those within, too.
    Groups keep the order of the rows, and tooltips say how many rows each has. `scale` is "linear", "log", "symlog" or
    "sqrt"; a log scale leaves out what is 0 or less, which a warning says. Raises as `plot_table` does.

    Source: J. W. Tukey, Exploratory Data Analysis (1977), chapter 2.

    >>> box({"model": ["a", "a", "b"], "score": [0.7, 0.9, 0.8]}, "score", "model")
    Chart('chartkit/box/v0', 3 rows)
    """
    strings = {"title": title, "points": points, "scale": scale}
    chart = plot_table("chartkit/box/v0", table, {"value": value, "group": group}, strings, split_table)
    return say_what_logs_leave_out(chart, scale=(value, scale))

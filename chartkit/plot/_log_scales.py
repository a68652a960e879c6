"""What a log scale leaves out: takes a chart and its scales, gives the chart with a warning that says how much."""

from __future__ import annotations

from chartkit.compiler import Chart
from chartkit.compiler.recording import noted
from chartkit.diagnostics import Diagnostic, counted


def say_what_logs_leave_out(chart: Chart, **scales: tuple[str, str | None]) -> Chart:
    """`chart` with a CK472 where columns have rows of 0 or less on a log scale.

    `scales` gives the column and the scale of each argument, by its name. A table that stays in a file or an engine is
    not read for it. O(rows) for a log scale, else nothing.
    """
    if chart.is_notice or chart.dataset.is_lazy:
        return chart
    left_out = {argument: _rows_without_logarithm(chart, *scale) for argument, scale in scales.items()}
    left_out = {argument: n_rows for argument, n_rows in left_out.items() if n_rows}
    if not left_out:
        return chart
    counts = " and ".join(f"{scales[argument][0]!r} in {n_rows:,}" for argument, n_rows in left_out.items())
    rows = counted(chart.dataset.n_rows, "row")
    message = f"a log scale leaves out what is 0 or less: {counts} of {rows}."
    linear = " and ".join(f"{argument}='linear'" for argument in left_out)
    return noted(chart, Diagnostic("CK472", message, "warning", help=f"{linear} draws every row"))


def _rows_without_logarithm(chart: Chart, column: str, scale: str | None) -> int:
    if scale != "log":
        return 0
    found = chart.dataset.column(column)
    if found.kind != "quantitative":
        return 0
    return sum(1 for value in found.values if isinstance(value, (int, float)) and value <= 0)

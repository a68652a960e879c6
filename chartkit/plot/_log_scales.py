"""What a log scale leaves out: takes a chart and its scales, gives the chart with a warning that says how much."""

from __future__ import annotations

from chartkit.compiler import Chart
from chartkit.compiler.recording import noted
from chartkit.diagnostics import Diagnostic, counted


def say_what_logs_leave_out(chart: Chart, **scales: tuple[str, str | None]) -> Chart:
    """`chart` with a CK472 for each column that has rows of 0 or less on a log scale.

    `scales` gives the column and the scale of each argument, by its name. A table that stays in a file or an engine is
    not read for it. O(rows) for a log scale, else nothing.
    """
    if chart.is_notice or chart.dataset.is_lazy:
        return chart
    notes: list[Diagnostic] = []
    for argument, (column, scale) in scales.items():
        n_rows = _rows_without_logarithm(chart, column) if scale == "log" else 0
        if n_rows:
            rows = f"{n_rows:,} of {counted(chart.dataset.n_rows, 'row')}"
            message = f"{column!r} is 0 or less in {rows}, which the log scale of {argument} leaves out."
            notes.append(Diagnostic("CK472", message, "warning", help=f"{argument}='linear' draws every row"))
    return noted(chart, *notes)


def _rows_without_logarithm(chart: Chart, column: str) -> int:
    found = chart.dataset.column(column)
    if found.kind != "quantitative":
        return 0
    return sum(1 for value in found.values if isinstance(value, (int, float)) and value <= 0)

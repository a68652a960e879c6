"""What a fault in a plot does to the script: takes a function that gives a `Chart`, gives one that follows `on_error`.

The plots of `chartkit.plot` and `chartkit.sklearn` that compute something before they call `plot_table` wear it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from chartkit.compiler.builder import failed_chart
from chartkit.compiler.chart import Chart
from chartkit.data import Dataset
from chartkit.diagnostics import ChartkitError, Diagnostic, StepError, on_error, warn

_P = ParamSpec("_P")


def recording(preset: str) -> Callable[[Callable[_P, Chart]], Callable[_P, Chart]]:
    """For a plot of `preset`: a `StepError`, and under `on_error="record"` any fault, becomes a chart that says so.

    The author's faults raise, unless `on_error` is "record"; a step's faults are warnings, unless it is "raise".
    """

    def decorated(plot: Callable[_P, Chart]) -> Callable[_P, Chart]:
        @wraps(plot)
        def drawn(*args: _P.args, **kwargs: _P.kwargs) -> Chart:
            try:
                return plot(*args, **kwargs)
            except ChartkitError as error:
                choice = on_error()
                if choice == "raise" or not (choice == "record" or isinstance(error, StepError)):
                    raise
                kind = "warning" if isinstance(error, StepError) else "error"
                found = [fault._replace(severity=kind) for fault in error.diagnostics]
                chart = failed_chart(preset, Dataset(()), found)
            for diagnostic in chart.diagnostics:
                warn(diagnostic)
            return chart

        return drawn

    return decorated


def noted(chart: Chart, *notes: Diagnostic) -> Chart:
    """`chart` with what was left out on the way to its table: kept with it, each warning shown at the user's line."""
    for note in notes:
        if note.severity != "info":
            warn(note)
    return chart.noted(*notes)

"""What becomes of a finished chart: takes its log key, keeps it with the active run, gives it back.

A plot wears `@logging(key, preset)`, or calls `logged(key, chart)` itself; a composite gathers its parts' charts with
`gathered()` and logs them as one row.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec

from chartkit.compiler import Chart
from chartkit.compiler.recording import recording

_P = ParamSpec("_P")

_GATHERED: ContextVar[dict[str, Chart] | None] = ContextVar("_GATHERED", default=None)
"""The charts of the composite that is at work in this thread or task; None outside of one."""


def logged(key: str, chart: Chart) -> Chart:
    """`chart` itself, logged under `key` to the active run if there is one; in a composite it waits for the others."""
    waiting = _GATHERED.get()
    if waiting is not None:
        waiting[key] = chart
    else:
        log_charts({key: chart})
    return chart


def logging(key: str, preset: str) -> Callable[[Callable[_P, Chart]], Callable[_P, Chart]]:
    """For a plot of `preset` that is logged under `key`: follows `on_error` as `recording` says, then logs the chart.

    The chart that says why there is nothing to draw is logged too.
    """

    def decorated(plot: Callable[_P, Chart]) -> Callable[_P, Chart]:
        drawn = recording(preset)(plot)

        @wraps(plot)
        def kept(*args: _P.args, **kwargs: _P.kwargs) -> Chart:
            return logged(key, drawn(*args, **kwargs))

        return kept

    return decorated


@contextmanager
def gathered() -> Generator[dict[str, Chart]]:
    """A dict that fills with the charts of the plots called inside, by their log keys; they are not logged."""
    charts: dict[str, Chart] = {}
    before = _GATHERED.set(charts)
    try:
        yield charts
    finally:
        _GATHERED.reset(before)


def log_charts(charts: dict[str, Chart]) -> None:
    """Log `charts` as one row of the active run; nothing without a run or a chart."""
    from chartkit.runs import active_run

    run = active_run()
    if run is not None and charts:
        run.log(charts)

"""Metrics on a run's page: takes a run, gives a line for each key whose numbers were logged at several steps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.compiler import plot_table
from chartkit.diagnostics import counted
from chartkit.render import PageChart
from chartkit.runs.coloring.labels import number_text
from chartkit.runs.metrics.definitions import Metrics

if TYPE_CHECKING:
    import polars as pl

    from chartkit.runs.reader import RunReader

_MOST_METRICS = 100
_OWN = frozenset({"_step", "_timestamp", "_runtime", "_late"})
_MOST_DOTS = 60


class PageMetrics(NamedTuple):
    """The lines of a run, and how many more keys have one."""

    charts: list[PageChart]
    n_left_out: int


def page_metrics(run: RunReader) -> PageMetrics:
    """A chart for each key with two numbers or more, over its step metric or the step, in the order keys came.

    Keys that `define_metric` hides, and those that are the axis of others, have none; after 100 they are only counted.
    """
    metrics = Metrics()
    for metric in run.metrics.values():
        metrics.define(metric)
    frame = run.history(format="polars")
    numbers = [key for key in frame.columns if frame[key].dtype.is_numeric() and frame[key].count() > 1]
    axes = {key: axis if (axis := metrics.axis(key)) in numbers else "_step" for key in numbers}
    drawn = [key for key in numbers if key not in {*_OWN, *axes.values()} and not _is_hidden(metrics, key)]
    charts = [_line(frame, key, axes[key]) for key in drawn[:_MOST_METRICS]]
    return PageMetrics(charts, len(drawn) - len(charts))


def _is_hidden(metrics: Metrics, key: str) -> bool:
    metric = metrics.of(key)
    return metric is not None and metric.hidden


def _line(frame: pl.DataFrame, key: str, axis: str) -> PageChart:
    import polars as pl

    values = frame.select(x=axis, y=key).drop_nulls()
    is_finite = values["y"].is_finite()
    drawn = values.with_columns(y=pl.when(is_finite).then("y"))
    chart = plot_table(_spec(axis.removeprefix("_"), key, values), drawn, {})
    n_outside = len(values) - is_finite.sum()
    outside = f"; {n_outside:,} NaN or infinite" if n_outside else ""
    return PageChart(
        key, chart.page_json(), f"{counted(len(values), 'value')}, the last {number_text(values['y'][-1])}{outside}"
    )


def _spec(axis: str, key: str, values: pl.DataFrame) -> dict[str, Any]:
    whole = {"axis": {"tickMinStep": 1}} if values["x"].dtype.is_integer() else {}
    mark = {"type": "line", "tooltip": True, "point": {"size": 24} if len(values) <= _MOST_DOTS else False}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "description": f"{key} over {axis}.",
        "data": {"name": "table"},
        "height": 200,
        "mark": mark,
        "encoding": {
            "x": {
                "field": "x",
                "type": "quantitative",
                "title": axis,
                "scale": {"zero": False, "nice": False},
                **whole,
            },
            "y": {"field": "y", "type": "quantitative", "title": None, "scale": {"zero": False}},
        },
    }

"""Histograms on a run's page: takes one that a run keeps, gives its chart."""

from __future__ import annotations

from typing import Any, cast

from chartkit.compiler import plot_table
from chartkit.diagnostics import counted
from chartkit.render import PageChart
from chartkit.runs.reading.kept_media import KeptMedia

_SPEC: dict[str, Any] = {
    "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
    "description": "How many numbers are in each bin.",
    "data": {"name": "table"},
    "mark": {"type": "bar", "tooltip": True, "binSpacing": 0},
    "encoding": {
        "x": {"field": "from", "type": "quantitative", "bin": {"binned": True}, "title": "value"},
        "x2": {"field": "to"},
        "y": {"field": "count", "type": "quantitative", "title": "count"},
    },
}


def is_histogram(media: KeptMedia) -> bool:
    """True for counts with the edges of their bins."""
    values: Any = media.facts.get("values")
    bins: Any = media.facts.get("bins")
    if media.kind != "histogram" or not isinstance(values, list) or not isinstance(bins, list):
        return False
    return len(cast(list[Any], bins)) == len(cast(list[Any], values)) + 1


def page_histogram(key: str, media: KeptMedia, note: str | None) -> PageChart:
    """Its chart. Raises `DataError` for counts that are no numbers."""
    bins, counts = media.facts["bins"], media.facts["values"]
    rows = {"from": bins[:-1], "to": bins[1:], "count": counts}
    outside = media.facts.get("n_outside")
    notes = (media.caption, note, f"{counted(outside, 'number')} NaN or infinite" if outside else None)
    chart = plot_table(_SPEC, rows, {})
    return PageChart(key, chart.page_json(), " · ".join(filter(None, notes)) or None)

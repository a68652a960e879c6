"""A preset of points, and charts of it."""

from __future__ import annotations

import re
from typing import Any

import chartkit
from chartkit import Chart
from chartkit.render import render

POINTS: dict[str, Any] = {
    "fields": {
        "x": {"type": "quantitative"},
        "y": {"type": "any"},
        "c": {"type": "any", "required": False},
        "many": {"type": "any", "many": True, "required": False},
    },
    "strings": {"title": {"default": ""}, "size": {"type": "integer", "minimum": 1, "maximum": 500, "default": 30}},
    "spec": {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"name": "table"},
        "title": "${string:title}",
        "mark": {"type": "point", "size": "${string:size}", "tooltip": {"content": "data"}},
        "encoding": {
            "x": {"field": "${field:x}"},
            "y": {"field": "${field:y}"},
            "color": {"field": "${field:c}"},
        },
    },
}
TABLE = {"step": [0, 1, 2], "loss": [1.0, 0.5, 0.25], "split": ["a", "a", "b"]}


def plotted(data: Any = TABLE, x: Any = "step", y: Any = "loss", **strings: Any) -> Chart:
    return chartkit.plot_table(POINTS, data, {"x": x, "y": y}, strings)


def n_points(chart: Chart) -> int:
    svg = render(chart.spec, "svg").decode()
    return len(re.findall('aria-roledescription="point"', svg))

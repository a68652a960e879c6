"""The spec of line panels: takes the channels of both axes, gives Vega-Lite over named tables.

`line` parts the lines. Tables: `bands` (x, low, high), `raw` (the unsmoothed lines), `lines`, `dots` (points with no
neighbour, which no line shows), `odd` (NaN and infinities: kind 0, 1 and 2).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Channel = Mapping[str, Any]
_BREAK = "break-paths-show-path-domains"


def line_layers(x: Channel, y: Channel, color: Channel, dash: Channel) -> list[dict[str, Any]]:
    """The layers of a panel, each over the table that its `data` names."""
    line = {"field": "line", "type": "nominal"}
    path = {"x": x, "y": {**y, "field": "y"}, "detail": line, "stroke": color, "strokeDash": dash}
    return [
        {
            "data": {"name": "bands"},
            "mark": {"type": "area", "clip": True, "opacity": 0.18},
            "encoding": {
                "x": x,
                "y": {**y, "field": "low"},
                "y2": {"field": "high"},
                "detail": line,
                "fill": color,
            },
        },
        {
            "data": {"name": "raw"},
            "mark": {"type": "line", "clip": True, "strokeWidth": 1, "opacity": 0.22, "invalid": _BREAK},
            "encoding": path,
        },
        {
            "data": {"name": "lines"},
            "mark": {"type": "line", "clip": True, "strokeWidth": 1.5, "invalid": _BREAK},
            "encoding": path,
        },
        {
            "data": {"name": "dots"},
            "mark": {"type": "point", "clip": True, "filled": True, "size": 24, "opacity": 1},
            "encoding": {"x": x, "y": {**y, "field": "y"}, "fill": color},
        },
        {
            "data": {"name": "odd"},
            "mark": {
                "type": "point",
                "opacity": 1,
                "size": 48,
                "strokeWidth": 1.75,
                "y": {"expr": "datum.kind === 1 ? 6 : height - 6"},
                "shape": {"expr": "['M-.7,-.7L.7,.7M-.7,.7L.7,-.7', 'triangle-up', 'triangle-down'][datum.kind]"},
            },
            "encoding": {"x": x, "stroke": color},
        },
    ]

"""The spec of line panels: takes how the axes are, gives Vega-Lite over named tables.

Ends of axes are params, so that a page compiles one spec for all panels whose axes are of the same kinds. Colours come
with the rows (`scale: null`), `line` parts them. Tables: `bands` (x, low, high), `raw` (the unsmoothed lines), `lines`,
`dots` (points with no neighbour, which no line shows), `odd` (NaN and infinities: kind 0, 1 and 2).
"""

from __future__ import annotations

from typing import Any, Literal

XKind = Literal["number", "whole", "seconds", "time"]
ENDS = ("x_low", "x_high", "y_low", "y_high")
_DURATION = (
    "abs(datum.value) < 60 ? format(datum.value, '~g') + 's'"
    " : abs(datum.value) < 3600 ? format(datum.value / 60, '~r') + 'm'"
    " : abs(datum.value) < 86400 ? format(datum.value / 3600, '.3~r') + 'h'"
    " : format(datum.value / 86400, '.3~r') + 'd'"
)
_BIG = "abs(datum.value) >= 1e5 ? format(datum.value, '.3~s') : datum.label"
_IS_POWER = "abs(log(datum.value) / LN10 - round(log(datum.value) / LN10)) < 1e-6"
_NONE = {"scale": None, "legend": None}


def line_spec(x_kind: XKind, x_log: bool, y_log: bool) -> dict[str, Any]:
    """The spec of a panel's inner chart, as wide and high as its place; title and axis titles are the page's."""
    x: dict[str, Any] = {
        "field": "x",
        "type": "temporal" if x_kind == "time" else "quantitative",
        "title": None,
        "scale": _scale("x", x_log and x_kind != "time"),
        "axis": _x_axis(x_kind, x_log),
    }
    y: dict[str, Any] = {
        "type": "quantitative",
        "title": None,
        "scale": _scale("y", y_log),
        "axis": _y_axis(y_log),
    }
    color = {"field": "color", "type": "nominal", **_NONE}
    line = {"field": "line", "type": "nominal"}
    dash = {"field": "dash", "type": "nominal", **_NONE}
    path = {"x": x, "y": {**y, "field": "y"}, "detail": line, "stroke": color, "strokeDash": dash}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": "container",
        "height": "container",
        "params": [{"name": name, "value": place % 2 + 1} for place, name in enumerate(ENDS)],
        "view": {"stroke": None},
        "data": {"name": "lines"},
        "layer": [
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
            {"mark": {"type": "line", "clip": True, "strokeWidth": 1.5, "invalid": _BREAK}, "encoding": path},
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
        ],
    }


_BREAK = "break-paths-show-path-domains"


def _scale(name: str, is_log: bool) -> dict[str, Any]:
    ends = [{"expr": f"{name}_low"}, {"expr": f"{name}_high"}]
    return {"domain": ends, "zero": False, "nice": False, **({"type": "log"} if is_log else {})}


def _y_axis(is_log: bool) -> dict[str, Any]:
    axis: dict[str, Any] = {
        "tickCount": {"expr": "ceil(height / 40)"},
        "labelLimit": 64,
        "domain": False,
        "ticks": False,
    }
    if is_log:  # the powers of ten stand out among their parts
        axis["gridOpacity"] = {"condition": {"test": _IS_POWER, "value": 1}, "value": 0.35}
    return axis


def _x_axis(kind: XKind, is_log: bool) -> dict[str, Any]:
    axis: dict[str, Any] = {"grid": False, "labelOverlap": True, "tickCount": {"expr": "ceil(width / 70)"}}
    if kind == "whole" and not is_log:
        axis["tickMinStep"] = 1
    if kind == "seconds":
        axis["labelExpr"] = _DURATION
    elif kind != "time":
        axis["labelExpr"] = _BIG
    return axis

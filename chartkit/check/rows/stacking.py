"""Whether a channel stacks its marks: takes the rows of a view and the channel, as Vega-Lite decides.

Source: https://vega.github.io/vega-lite/docs/stack.html (Vega-Lite 6), src/stack.ts
"""

from __future__ import annotations

from chartkit.check.charts.channels import Channel
from chartkit.check.rows.view_rows import ViewRows

_STACKED = ("bar", "area")
_BY = ("color", "fill", "stroke", "detail", "opacity", "fillOpacity", "strokeOpacity", "strokeWidth", "strokeDash")
_SUMS = (None, "sum", "count", "distinct", "valid", "missing")


def is_stacked(rows: ViewRows, channel: Channel) -> bool:
    """Whether bars or areas of this measure are put on top of each other on a linear scale."""
    encoding, definition = rows.view.encoding, channel.definition
    stack = definition.get("stack", "zero")
    if rows.view.mark not in _STACKED or definition.get("type") != "quantitative" or definition.get("bin"):
        return False
    if stack in (None, False) or definition.get("aggregate") not in _SUMS or "x2" in encoding or "y2" in encoding:
        return False
    offsets = {field for _, field in rows.channels("xOffset", "yOffset", "x", "y")}
    by = {field for _, field in rows.channels(*_BY)}
    return bool(by - offsets)

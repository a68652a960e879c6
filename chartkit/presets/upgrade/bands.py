"""Bands: takes channels with version 4's `band`, gives marks with a relative size, or channels with a `bandPosition`.

For bars, rects and images `band` was a size, and is the mark's `width` or `height` now; for other marks it was a
position within the band.

Source: Vega-Lite 4.17, "Band"; Vega-Lite 5.0, "Mark" (width, height, bandPosition)
"""

from __future__ import annotations

from chartkit.presets.nodes import Node
from chartkit.presets.upgrade.edits import map_views, mark_type, put, renamed, units_below, without

_SIZED = ("bar", "rect", "image")
_SIZES = {"x": "width", "y": "height"}


def with_band_sizes(spec: Node, major: int) -> Node:
    """`spec` with every `band` of a channel as a size of its marks or a position.

    A channel that bars share with other marks keeps its `band`: it says two things at once, which the schema refuses.
    """
    return map_views(spec, lambda view, in_layer: _view(view))


def _view(view: Node) -> Node:
    encoding = view.get("encoding")
    for channel, definition in encoding.entries.items() if encoding else ():
        band = definition.get("band")
        if band is None or encoding is None:
            continue
        are_sized = {mark_type(unit) in _SIZED for unit in units_below(view)}
        if channel in _SIZES and True in are_sized:
            if False in are_sized:
                continue
            view = _sized(view, _SIZES[channel], band)
            changed = without(definition, "band")
        else:
            changed = renamed(definition, {"band": "bandPosition"})
        view = put(view, "encoding", put(view.entries["encoding"], channel, changed))
    return view


def _sized(view: Node, size: str, band: Node) -> Node:
    """`view` with the marks at and below it as wide or high as `band` says, where they say nothing themselves."""

    def change(inner: Node, in_layer: bool) -> Node:
        mark = inner.get("mark")
        if mark is None:
            return inner
        mark = mark if mark.entries else Node({"type": mark}, mark.mark)
        is_sized = mark.entries.keys() & {size, "size"}
        return inner if is_sized else put(inner, "mark", put(mark, size, Node({"band": band}, band.mark)))

    return map_views(view, change)

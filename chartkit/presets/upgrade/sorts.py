"""Sorts: takes a sort by a field without an operation, gives it the `mean` that versions 2 and 3 took.

Source: Vega-Lite 3.4, "Sort" (default of `op`: `sum` for stacked plots, else `mean`); 4.0 took `min`
"""

from __future__ import annotations

from chartkit.presets.nodes import Node
from chartkit.presets.upgrade.edits import map_views, mark_type, put

_STACKED = ("bar", "area")
_STACKED_BY = {"color", "fill", "stroke", "detail", "opacity", "size", "shape", "text", "order", "tooltip", "key"}


def with_sort_operations(spec: Node, major: int) -> Node:
    """`spec` with the operation of each sort by a field written out; marks that may be stacked keep their default."""
    return map_views(spec, lambda view, in_layer: _view(view))


def _view(view: Node) -> Node:
    encoding = view.get("encoding")
    if encoding is None or (mark_type(view) in _STACKED and encoding.entries.keys() & _STACKED_BY):
        return view
    for channel, definition in encoding.entries.items():
        sort = definition.get("sort")
        if channel != "order" and sort is not None and "field" in sort.entries and "op" not in sort.entries:
            encoding = put(encoding, channel, put(definition, "sort", put(sort, "op", "mean")))
    return put(view, "encoding", encoding)

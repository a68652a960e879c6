"""Small changes of map nodes that keep the places of keys and values, and the walk over the views of a spec."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from chartkit.presets.nodes import Node, Scalar

VIEW_LISTS = ("layer", "concat", "hconcat", "vconcat")
"""The keys under which a view holds a list of views; `spec` holds a single one."""

ROWS = ("data", "datasets", "usermeta")
"""The keys below which nothing is Vega-Lite."""


def put(node: Node, key: str, value: Scalar | Node) -> Node:
    """`node` with `key` set; a scalar takes the place of the value it replaces."""
    old = node.get(key)
    child = value if isinstance(value, Node) else Node(value, old.mark if old else None)
    return node.replaced({**node.entries, key: child})


def without(node: Node, *keys: str) -> Node:
    """`node` less `keys`."""
    return node.replaced({key: child for key, child in node.entries.items() if key not in keys})


def renamed(node: Node, names: Mapping[str, str]) -> Node:
    """`node` with its keys called by their new `names`, in their order; a new name that is taken keeps its value."""
    taken = {new for old, new in names.items() if old in node.entries and new in node.entries}
    moved = {old: new for old, new in names.items() if old in node.entries and new not in taken}
    if not moved:
        return node
    entries = {moved.get(key, key): child for key, child in node.entries.items()}
    return Node(entries, node.mark, {moved.get(key, key): mark for key, mark in node.key_marks.items()})


def changed_at(node: Node, path: tuple[str, ...], change: Callable[[Node], Node]) -> Node:
    """`node` with the map at `path` changed, where there is one."""
    if not path:
        return change(node) if isinstance(node.value, dict) else node
    child = node.get(path[0])
    return node if child is None else put(node, path[0], changed_at(child, path[1:], change))


def map_views(node: Node, change: Callable[[Node, bool], Node], in_layer: bool = False) -> Node:
    """`node` with every view changed, inner ones first; `change` is told whether the view is part of a layer."""
    if not isinstance(node.value, dict):
        return node
    entries = dict(node.value)
    for key in VIEW_LISTS:
        if (views := entries.get(key)) is not None and isinstance(views.value, list):
            inner = in_layer or key == "layer"
            entries[key] = views.replaced([map_views(view, change, inner) for view in views.value])
    if (inner_spec := entries.get("spec")) is not None:
        entries["spec"] = map_views(inner_spec, change, in_layer)
    return change(node.replaced(entries), in_layer)


def units_below(node: Node) -> list[Node]:
    """The views with a mark at or below `node`, in their order."""
    found = [node] if "mark" in node.entries else []
    inner = [view for key in VIEW_LISTS if (views := node.get(key)) for view in views.items]
    spec = node.get("spec")
    return found + [unit for view in (*inner, *([spec] if spec else ())) for unit in units_below(view)]


def mark_type(view: Node) -> str:
    """The type of a unit view's mark, "" where it has none."""
    mark = view.get("mark")
    kind = mark.get("type") if mark and mark.entries else mark
    return kind.value if kind and isinstance(kind.value, str) else ""

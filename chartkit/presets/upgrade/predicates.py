"""References to selections become references to params: conditions, filters, domains, extents, lookups.

`{selection: s}` is `{param: s}`, with `empty: false` where the selection said `empty: none`. A composition of
selections (`{selection: {and: [a, {not: b}]}}`) is the same composition of predicates, which a condition holds as its
`test`.
"""

from __future__ import annotations

from collections.abc import Collection

from chartkit.presets.nodes import Node
from chartkit.presets.upgrade.edits import ROWS, renamed

_COMPOSED = ("and", "or", "not")
_RENAMED_IN = ("domain", "extent", "from")
"""The keys whose map names a selection for its values, not for a test."""


def with_param_references(node: Node, is_empty_none: Collection[str], key: str = "") -> Node:
    """`node`, the value under `key`, with every `selection` of a test, domain, extent or lookup as a `param`."""
    if isinstance(node.value, list):
        return node.replaced([with_param_references(item, is_empty_none, key) for item in node.value])
    if not isinstance(node.value, dict):
        return node
    entries = {
        name: child if name in ROWS else with_param_references(child, is_empty_none, name)
        for name, child in node.value.items()
    }
    return _referring(node.replaced(entries), is_empty_none, key)


def _referring(node: Node, is_empty_none: Collection[str], key: str) -> Node:
    selection = node.get("selection")
    if selection is None:
        return node
    if key in _RENAMED_IN:
        return renamed(node, {"selection": "param"})
    if isinstance(selection.value, str):
        return _tested(node, selection.value, is_empty_none)
    if not selection.entries.keys() & set(_COMPOSED):
        return node
    predicate = _composed(selection, is_empty_none)
    if key == "condition":
        return renamed(node.replaced({**node.entries, "selection": predicate}), {"selection": "test"})
    return predicate


def _tested(node: Node, name: str, is_empty_none: Collection[str]) -> Node:
    """A test of one selection; in a condition the value it decides on stands beside it."""
    found = renamed(node, {"selection": "param"})
    if name not in is_empty_none or "empty" in node.entries:
        return found
    entries: dict[str, Node] = {}
    for key, child in found.entries.items():
        entries[key] = child
        if key == "param":
            entries["empty"] = Node(False)
    return found.replaced(entries)


def _composed(selection: Node, is_empty_none: Collection[str]) -> Node:
    """A composition of selections' names as a composition of predicates."""
    if isinstance(selection.value, str):
        return _tested(Node({"selection": selection}, selection.mark), selection.value, is_empty_none)
    if isinstance(selection.value, list):
        return selection.replaced([_composed(item, is_empty_none) for item in selection.value])
    parts = {key: _composed(child, is_empty_none) for key, child in selection.entries.items() if key in _COMPOSED}
    return selection.replaced({**selection.entries, **parts})

"""The fields that a spec's own transforms make, as far as the spec names them.

What each transform makes stands in `chartkit.presets.transforms` and `vega_transforms`.
"""

from __future__ import annotations

from chartkit.presets.header import VIEW_KEYS
from chartkit.presets.nodes import Node
from chartkit.presets.transforms import makes_of_transform, uses_of_transform
from chartkit.presets.vega_transforms import VEGA_SHAPES, makes_of_vega_transform, uses_of_vega_transform
from chartkit.schema.json_types import is_object


def outputs_of(node: Node) -> frozenset[str]:
    """Every field that a transform at or below `node`, or an item of one, gives. O(size of the node)."""
    is_view = not node.entries.keys().isdisjoint(VIEW_KEYS)
    found = set[str]() if is_view or not node.entries else _made(node)
    left = [node]
    while left:
        for key, child in left.pop().entries.items():
            if key == "as":
                found |= {item.value for item in child.items or [child] if isinstance(item.value, str)}
            elif key == "transform":
                found |= {name for item in child.items for name in _made(item)}
            if isinstance(child.value, (dict, list)):
                left += _maps(child)
    return frozenset(found)


def _maps(node: Node) -> list[Node]:
    """The maps at `node` or in its lists."""
    return [node] if node.entries else [found for item in node.items for found in _maps(item)]


def _made(transform: Node) -> set[str]:
    """The columns that a transform adds; one that it reads under the same name is the table's."""
    plain = transform.plain()
    if not is_object(plain):
        return set()
    if plain.get("type") in VEGA_SHAPES:
        makes, uses = makes_of_vega_transform(plain), uses_of_vega_transform(plain)
    else:
        makes, uses = makes_of_transform(plain), uses_of_transform(plain)
    return set(makes.names) - {use.text for use in uses if use.kind == "field"}

"""The fields that a spec's own transforms make: what an `as` names, and what a transform without one is known to give.

Source: the transforms of Vega-Lite 6.4 and Vega 6, their properties `as` and its defaults.
"""

from __future__ import annotations

from chartkit.presets.nodes import Node

_DEFAULTS = {
    "fold": ("key", "value"),
    "density": ("value", "density"),
    "kde": ("value", "density"),
    "quantile": ("prob", "value"),
    "bin": ("bin0", "bin1"),
    "stack": ("y0", "y1"),
    "aggregate": ("count",),
    "countpattern": ("text", "count"),
}


def outputs_of(node: Node) -> frozenset[str]:
    """Every field that a transform at or below `node` gives, as far as the spec names it."""
    found: set[str] = set()
    left = [node]
    while left:
        value = left.pop().value
        if isinstance(value, dict):
            found |= _named(value)
            left += value.values()
        elif isinstance(value, list):
            left += value
    return frozenset(found)


def _named(entries: dict[str, Node]) -> set[str]:
    if named := entries.get("as"):
        return {item.value for item in named.items or [named] if isinstance(item.value, str)}
    kind = entries.get("type")
    words = {kind.value} if kind and isinstance(kind.value, str) else entries.keys() & {"fold", "density", "quantile"}
    return {name for word in words for name in _DEFAULTS.get(word, ())}

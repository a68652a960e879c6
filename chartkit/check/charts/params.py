"""Which params and signals a spec uses: takes its unfilled nodes, gives those it defines and the names it reads.

Slots stay as they are: what an empty slot would prune still uses its params.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from chartkit.diagnostics import JsonPath
from chartkit.presets.nodes import Node

_WORD = re.compile(r"[A-Za-z_$][\w$]*")
_ROWS = frozenset(["values", "datasets", "usermeta"])
_SHOWN = frozenset(["title", "subtitle", "description", "name", "field", "as", "$schema", "type", "mark"])
"""Keys whose text is shown, or names something else than a param."""


class Defined(NamedTuple):
    """A param or signal and the place of its name; `is_selection` is a param that the reader's pointer sets."""

    name: str
    path: JsonPath
    is_selection: bool
    entries: frozenset[str]


def defined_params(node: Node, is_vega: bool) -> Iterator[Defined]:
    """The params of a Vega-Lite spec, or the signals of a Vega spec, wherever they are defined."""
    key = "signals" if is_vega else "params"
    for path, owner in _maps(node, ()):
        listed = owner.get(key)
        for index, param in enumerate(listed.items if listed else ()):
            name = param.get("name")
            if name is not None and isinstance(name.value, str) and "${" not in name.value:
                entries = frozenset(param.entries)
                yield Defined(name.value, (*path, key, index, "name"), "select" in entries, entries)


def read_names(node: Node, key: str = "") -> Iterator[str]:
    """Every word of every text that may be an expression or the name of a param, the definitions' own names aside."""
    if isinstance(node.value, str):
        if key not in _SHOWN:
            yield from _WORD.findall(node.value)
        return
    for item in node.items:
        yield from read_names(item, key)
    for inner, child in node.entries.items():
        if inner not in _ROWS:
            yield from read_names(child, inner)


def _maps(node: Node, path: JsonPath) -> Iterator[tuple[JsonPath, Node]]:
    if node.entries:
        yield path, node
    for index, item in enumerate(node.items):
        yield from _maps(item, (*path, index))
    for key, child in node.entries.items():
        if key not in _ROWS:
            yield from _maps(child, (*path, key))

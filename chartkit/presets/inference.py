"""Slots of a bare spec, found from their use: W&B presets declare nothing.

A field slot takes the `type` of the channel it stands in. It is optional where the spec itself tests it for emptiness
(`'${field:g}' === ''`), W&B's convention; a string slot is always optional, for W&B fills it with "".
"""

from __future__ import annotations

import re

from chartkit.presets.nodes import Node
from chartkit.presets.slots import FieldSlot, StringSlot, slot_uses

_COUNTS = ("count", "valid", "missing", "distinct")


def infer_slots(spec: Node) -> tuple[dict[str, FieldSlot], dict[str, StringSlot]]:
    """The field and string slots used in `spec`, in document order."""
    fields: dict[str, FieldSlot] = {}
    strings: dict[str, StringSlot] = {}
    for use, path, node in slot_uses(spec):
        if use.kind == "run":
            continue
        if use.kind == "string":
            known = strings.get(use.name)
            if known is None or not known.default:
                strings[use.name] = StringSlot(use.name, default=use.default or "", mark=node.mark)
            continue
        known = fields.get(use.name) or FieldSlot(use.name, types=(), mark=node.mark)
        type_ = _type_of(_parent(spec, path)) if path and path[-1] == "field" else None
        types = known.types if type_ is None or type_ in known.types else (*known.types, type_)
        required = known.required and use.default is None and not _tests_empty(use.name, node)
        fields[use.name] = FieldSlot(use.name, types, required, default=known.default or use.default, mark=known.mark)
    return {name: _settled(slot) for name, slot in fields.items()}, strings


def _settled(slot: FieldSlot) -> FieldSlot:
    """A slot drawn as two types, or never in a channel, takes any column."""
    types = slot.types if len(slot.types) == 1 else ("any",)
    return FieldSlot(slot.name, types, slot.required, default=slot.default, mark=slot.mark)


def _parent(spec: Node, path: tuple[str | int, ...]) -> Node:
    node = spec
    for step in path[:-1]:
        node = node.child(step) or node
    return node


def _type_of(channel: Node) -> str:
    """The slot type that a channel asks for: nominal and ordinal ones draw any column, and so do counts."""
    declared, aggregate = channel.get("type"), channel.get("aggregate")
    if declared is None or (aggregate and aggregate.value in _COUNTS):
        return "any"
    return str(declared.value) if declared.value in ("quantitative", "temporal") else "any"


def _tests_empty(name: str, node: Node) -> bool:
    slot = r"(['\"])\$\{field:\s*" + re.escape(name) + r"\s*(:[^}]*)?\}\1"
    empty = r"\s*[!=]==?\s*(''|\"\")"
    return bool(re.search(slot + empty, str(node.value)))

"""What of a filled spec came in through a slot: its author did not write that value, whoever draws the chart did."""

from __future__ import annotations

from collections.abc import Iterator

from chartkit.check.charts.constants import is_constant
from chartkit.check.subject import Subject
from chartkit.diagnostics import JsonPath
from chartkit.presets import FieldSlot
from chartkit.presets.nodes import Mark, Node
from chartkit.presets.slots import slot_uses, whole_slot


def is_of_string_slot(subject: Subject, path: JsonPath) -> bool:
    """Whether a text at or below `path` of the filled spec was written with a string slot. O(size of the spec)."""
    node = node_at(subject.spec, path)
    if node is None or not subject.preset.strings:
        return False
    slotted = {text.mark for use, _, text in slot_uses(subject.preset.spec) if text.mark and use.kind == "string"}
    return any(mark in slotted for mark in _marks(node))


def may_go(subject: Subject, path: JsonPath) -> bool:
    """Whether what stands at `path` of the filled spec goes where a slot that is not required is left empty."""
    node = node_at(subject.spec, path)
    optional = {name for name, slot in subject.preset.fields.items() if not slot.required}
    if node is None or not optional:
        return False
    slotted = {text.mark for use, _, text in slot_uses(subject.preset.spec) if text.mark and use.name in optional}
    return any(mark in slotted for mark in _marks(node))


def asks_for_slot(subject: Subject, path: JsonPath) -> bool:
    """Whether the text at `path` of the filled spec asks which slots are filled, as `'${field:x}' !== ''` does.

    It reads no field, and was written with a slot.
    """
    node = node_at(subject.spec, path)
    if node is None or not is_constant(node.value):
        return False
    return any(text.mark == node.mark for _, _, text in slot_uses(subject.preset.spec))


def field_slot_at(subject: Subject, path: JsonPath) -> FieldSlot | None:
    """The field slot that the text at `path` of the filled spec was written as, None for any other text."""
    node = node_at(subject.spec, path)
    if node is None or node.mark is None:
        return None
    for _, _, text in slot_uses(subject.preset.spec):
        if text.mark == node.mark:
            slot = whole_slot(str(text.value))
            return subject.preset.fields.get(slot.name) if slot and slot.kind == "field" else None
    return None


def node_at(node: Node | None, path: JsonPath) -> Node | None:
    """The node at `path` below `node`, None where there is none."""
    for step in path:
        node = node.child(step) if node else None
    return node


def _marks(node: Node) -> Iterator[Mark]:
    if node.mark:
        yield node.mark
    for child in (*node.items, *node.entries.values()):
        yield from _marks(child)

"""Slots and presets as plain values, keys in the order of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chartkit.presets.overflow import Overflow
from chartkit.presets.slots import FieldSlot, StringSlot

if TYPE_CHECKING:
    from chartkit.presets.preset import Preset


def document_of(preset: Preset) -> dict[str, Any]:
    """A preset as the document of a file, less the data of its example."""
    found: dict[str, Any] = {"description": preset.description} if preset.description else {}
    if preset.fields:
        found["fields"] = {name: field_document(slot) for name, slot in preset.fields.items()}
    if preset.strings:
        found["strings"] = {name: string_document(slot) for name, slot in preset.strings.items()}
    if preset.example is not None:
        filled = {"fields": preset.example.fields, "strings": preset.example.strings}
        found["example"] = {key: value for key, value in filled.items() if value}
    if preset.overflow != Overflow():
        found["overflow"] = {key: value for key, value in preset.overflow._asdict().items() if value is not None}
    return {**found, "spec": preset.spec.plain()}


def field_document(slot: FieldSlot) -> dict[str, Any]:
    """A field slot as a header declares it, less what is its default."""
    found: dict[str, Any] = {"type": slot.types[0] if len(slot.types) == 1 else list(slot.types)}
    if slot.required != (slot.default is None):
        found["required"] = slot.required
    given = {"many": slot.many, "default": slot.default, "description": slot.description}
    tables = {"table": slot.tables[0] if len(slot.tables) == 1 else list(slot.tables)} if slot.tables else {}
    return {**found, **{key: value for key, value in given.items() if value not in (None, False, "")}, **tables}


def string_document(slot: StringSlot) -> dict[str, Any]:
    """A string slot as a header declares it, less what is its default."""
    of_default = slot.choices[0] if slot.choices else slot.default
    is_text = slot.type == "text" or isinstance(of_default, (bool, int, float))
    given = {
        "type": None if is_text else slot.type,
        "default": slot.default,
        "choices": list(slot.choices) or None,
        "minimum": slot.minimum,
        "maximum": slot.maximum,
        "required": slot.required or None,
        "description": slot.description or None,
    }
    return {key: value for key, value in given.items() if value is not None}

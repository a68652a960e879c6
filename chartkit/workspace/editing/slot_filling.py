"""Slots and the columns that fill them: takes a preset and tables, gives a column for each slot nobody filled.

A column is guessed by its name (the slot's own, or the one that the example has there), then, for slots that must be
filled, by what it holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from chartkit.compiler.types import type_fault
from chartkit.presets import FieldSlot, Preset

if TYPE_CHECKING:
    from chartkit.data import Column, Dataset


def guessed_fields(
    preset: Preset, tables: Mapping[str, Dataset], given: Mapping[str, Any], is_example: bool = False
) -> dict[str, Any]:
    """What fills each field slot: what is given, null included, else a guess; an example is taken as it is written."""
    filled = {name: value for name, value in given.items() if name in preset.fields}
    taken = {name for value in filled.values() for name in _listed(value)}
    for slot in preset.fields.values():
        if slot.name in given or (is_example and not slot.required) or slot.default is not None:
            continue
        column = _guess(preset, slot, tables, taken)
        if column is not None:
            filled[slot.name] = [column] if slot.many else column
            taken.add(column)
    return {**filled, **{name: value for name, value in given.items() if name not in preset.fields}}


def slots_of(preset: Preset, fields: Mapping[str, Any], strings: Mapping[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """The slots as JSON, each with what fills it."""
    return {
        "fields": [
            {
                "name": slot.name,
                "types": list(slot.types),
                "required": slot.required,
                "many": slot.many,
                "default": slot.default,
                "description": slot.description,
                "value": fields.get(slot.name),
            }
            for slot in preset.fields.values()
        ],
        "strings": [
            {
                "name": slot.name,
                "type": slot.type,
                "required": slot.required and slot.default is None,
                "default": slot.default,
                "choices": list(slot.choices),
                "minimum": slot.minimum,
                "maximum": slot.maximum,
                "description": slot.description,
                "value": strings.get(slot.name),
            }
            for slot in preset.strings.values()
        ],
    }


def _guess(preset: Preset, slot: FieldSlot, tables: Mapping[str, Dataset], taken: set[str]) -> str | None:
    named = preset.example.fields.get(slot.name) if preset.example else None
    usual = (slot.name, *_listed(named))
    its_tables = [tables[name] for name in slot.tables or (preset.table,)]
    columns = [column for column in its_tables[0].columns if not type_fault(slot, column)]
    fitting = [column.name for column in sorted(columns, key=lambda column: _is_odd(slot, column))]
    fitting = [name for name in fitting if all(name in table.names for table in its_tables)]
    by_name = next((name for name in usual if name in fitting), None)
    if by_name is not None or not slot.required:
        return by_name
    return next((name for name in fitting if name not in taken), None)


def _is_odd(slot: FieldSlot, column: Column) -> bool:
    """Whether a column fits a slot of names, but is numbers or times."""
    return "nominal" in slot.types and column.kind not in ("nominal", "boolean")


def _listed(value: Any) -> tuple[str, ...]:
    """The columns that fill a slot."""
    names = cast("list[Any]", value) if isinstance(value, list) else [value]
    return tuple(name for name in names if isinstance(name, str))

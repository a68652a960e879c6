"""What a call fills: takes the dicts `fields` and `string_fields` as a script writes them, gives their faults.

Says what binding would say, at the key or value that is wrong.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple, cast

from chartkit.check.scripts.scopes import Scope
from chartkit.check.scripts.source import Script
from chartkit.check.scripts.values import UNKNOWN, Entries, Entry, Values
from chartkit.diagnostics import Diagnostic, shown
from chartkit.presets import FieldSlot, Preset, StringSlot
from chartkit.presets.string_values import wrong_string
from chartkit.schema import hint, nearest

Columns = Mapping[str, list[str] | None]
"""The columns of each table of the preset, None for those that only a run can tell."""


class Filled(NamedTuple):
    """One of the two dicts of a call: its parameter's name, the argument as it stands, what it fills."""

    name: str
    node: ast.expr
    entries: Entries


def not_a_mapping(script: Script, name: str, node: ast.expr, scope: Scope, values: Values) -> Iterator[Diagnostic]:
    """A text, number or list where a dict belongs."""
    found = values.constant(node, scope)
    if found is UNKNOWN or found is None:
        return
    message = f"{name} maps slots to what fills them; found {shown(found)}."
    yield Diagnostic("CK884", message, location=script.place(node), help='write a dict, as in {"x": "step"}')


def repeated_keys(script: Script, filled: Filled) -> Iterator[Diagnostic]:
    """A key that stands twice: Python keeps the last."""
    first: dict[str, Entry] = {}
    for entry in filled.entries.entries:
        before = first.setdefault(entry.key, entry)
        if before is not entry:
            line = script.place(before.node).line
            message = (
                f"{filled.name} has the key {entry.key!r} twice; Python keeps this one and drops that of line {line}."
            )
            yield Diagnostic("CK885", message, location=script.place(entry.node), help="keep one of them")


def unknown_slots(script: Script, preset: Preset, filled: Filled) -> Iterator[Diagnostic]:
    """A key that is no slot of this kind, naming the slot meant."""
    is_fields = filled.name == "fields"
    own, other = (preset.fields, preset.strings) if is_fields else (preset.strings, preset.fields)
    kind, elsewhere = ("field", "string_fields") if is_fields else ("string", "fields")
    for entry in filled.entries.entries:
        if entry.key not in own:
            known = hint(entry.key, own, f"its {kind} slots") or f"it has no {kind} slots"
            help = f"{entry.key!r} is a slot for {elsewhere}" if entry.key in other else known
            message = f"{_called(preset)} has no {kind} slot {shown(entry.key)}."
            yield Diagnostic("CK882", message, location=script.place(entry.node), help=help)


def missing_slots(
    script: Script, preset: Preset, name: str, filled: Filled | None, node: ast.expr, values: Values
) -> Iterator[Diagnostic]:
    """A slot that every call fills and this one does not, at the dict, or at `node` where there is none."""
    is_fields = name == "fields"
    slots = preset.fields if is_fields else preset.strings
    given = {entry.key: entry for entry in filled.entries.entries} if filled else {}
    for slot in slots.values():
        entry = given.get(slot.name)
        is_empty = entry is not None and filled is not None and _is_none(entry, filled.entries.scope, values)
        lacks = is_empty if entry else filled is None or filled.entries.is_whole
        if slot.required and slot.default is None and lacks and not _is_meant(slot.name, filled, slots):
            place = (entry.value or entry.node) if entry else filled.node if filled else node
            needed = "a column" if is_fields else "a value"
            message = f"{_called(preset)} needs {needed} for its {'' if is_fields else 'string '}slot {slot.name!r}."
            yield Diagnostic("CK883", message, location=script.place(place), help=_fill(name, slot, given.keys()))


def wrong_values(
    script: Script, preset: Preset, filled: Filled, columns: Columns, values: Values
) -> Iterator[Diagnostic]:
    """A value that its slot cannot take, or a column that the written table does not have."""
    for entry in filled.entries.entries:
        value = values.constant(entry.value, filled.entries.scope)
        if value is UNKNOWN or value is None or entry.value is None:
            continue
        if filled.name == "fields" and (slot := preset.fields.get(entry.key)):
            yield from _wrong_column(script, slot, entry.value, value, columns)
        elif filled.name != "fields" and (string := preset.strings.get(entry.key)):
            wrong = wrong_string(string, value)
            if wrong:
                message = f"string slot {string.name!r} {wrong}."
                yield Diagnostic("CK884", message, location=script.place(entry.value))


def _wrong_column(
    script: Script, slot: FieldSlot, node: ast.expr, value: Any, columns: Columns
) -> Iterator[Diagnostic]:
    is_list, is_name = isinstance(value, list), isinstance(value, (str, int)) and not isinstance(value, bool)
    if (is_list and not slot.many) or not (is_list or is_name):
        needed = "a list of column names" if slot.many else "one column name"
        names = cast("list[Any]", value) if is_list else []
        help = f"write {names[0]!r} without brackets" if len(names) == 1 else None
        message = f"slot {slot.name!r} takes {needed}; found {shown(value)}."
        yield Diagnostic("CK884", message, location=script.place(node), help=help)
        return
    names = [str(name) for name in (cast("list[Any]", value) if is_list else [value])]
    if slot.required and not names:
        message = f"slot {slot.name!r} needs at least one column; found an empty list."
        yield Diagnostic("CK883", message, location=script.place(node))
    items = node.elts if isinstance(node, (ast.List, ast.Tuple)) else [node] * len(names)
    for name, item in zip(names, items, strict=True):
        yield from unknown_column(script, f"slot {slot.name!r}", name, item, slot.tables, columns)


def unknown_column(
    script: Script, who: str, name: str, node: ast.expr, tables: tuple[str, ...], columns: Columns
) -> Iterator[Diagnostic]:
    """A column that a table of the slot is known not to have; `who` names it."""
    for table, has in columns.items():
        if has is not None and name not in has and (not tables or table in tables):
            called = "the table" if len(columns) == 1 else f"the table {table!r}"
            message = f"{who} names the column {name!r}, which {called} does not have."
            help = hint(name, has, "columns") or f"{called} has no columns"
            yield Diagnostic("CK886", message, location=script.place(node), help=help)


def _called(preset: Preset) -> str:
    return "this preset" if preset.name.startswith("<") else f"preset {preset.name!r}"


def _is_meant(slot: str, filled: Filled | None, slots: Collection[str]) -> bool:
    """Whether a key of the dict is this slot's name misspelt, which is said at the key."""
    unknown = [entry.key for entry in filled.entries.entries if entry.key not in slots] if filled else []
    return any(nearest(key, slots, 1) == [slot] for key in unknown)


def _is_none(entry: Entry, scope: Scope, values: Values) -> bool:
    return values.constant(entry.value, scope) is None


def _fill(name: str, slot: FieldSlot | StringSlot, given: Any) -> str:
    """The way out: the entry to write, with what fits."""
    if isinstance(slot, StringSlot):
        what = f"one of {', '.join(map(repr, slot.choices))}" if slot.choices else f"a {slot.type}"
    else:
        kind = "" if "any" in slot.types else f"{' or '.join(slot.types)} "
        what = f"{'names of' if slot.many else 'the name of a'} {kind}{'columns' if slot.many else 'column'}"
    return f"add {slot.name!r} to {name}: {what}"

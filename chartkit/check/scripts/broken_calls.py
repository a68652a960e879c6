"""Calls that broke with their preset: takes a script and what changed, gives each argument that misses it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from chartkit.check.history.preset_changes import PresetChange
from chartkit.check.history.slot_changes import SlotChange
from chartkit.check.scripts.calls import Arguments, ChartCall, arguments, chart_calls
from chartkit.check.scripts.plot_call import function_of
from chartkit.check.scripts.script_presets import library_of
from chartkit.check.scripts.source import Script
from chartkit.check.scripts.values import UNKNOWN, Values
from chartkit.diagnostics import Diagnostic, Edit, Fix, Location
from chartkit.presets import FieldSlot, Library, StringSlot
from chartkit.presets.library import SUFFIXES
from chartkit.presets.string_values import wrong_string


class _Call(NamedTuple):
    script: Script
    call: ChartCall
    given: Arguments
    values: Values
    ref: str


def broken_calls(script: Script, changes: Sequence[PresetChange], ref: str, library: Library) -> Iterator[Diagnostic]:
    """One CK889 for each argument of the script's calls that a change since `ref` broke, in the order of lines."""
    by_name = {change.name: change for change in changes}
    calls, values = chart_calls(script)
    own = library_of(script.path, library) if calls else library
    for chart_call in calls:
        function = function_of(chart_call)
        if chart_call.function != "plot_table" or function is None:
            continue
        call = _Call(script, chart_call, arguments(chart_call.node, function), values, ref)
        node = call.given.given.get("vega_spec_name")
        change = by_name.get(_named(node, call, by_name)) if node is not None else None
        if change is None or node is None:
            continue
        if change.new_name != change.name and not _is_found(change.name, own):
            yield _lost_preset(change, node, call)
        for slot in change.slots:
            if slot.breaks:
                yield from _of_slot(change, slot, call)


def _named(node: ast.expr, call: _Call, names: Any) -> str:
    """The preset that a call names; a path by its name in the tree."""
    written = call.values.constant(node, call.call.scope)
    if not isinstance(written, str):
        return ""
    bare = written.removeprefix("./")
    if bare in names or not bare.endswith(SUFFIXES):
        return bare
    parts = bare.rpartition(".")[0].split("/")
    start = max((index + 1 for index, part in enumerate(parts[:-1]) if part == "presets"), default=0)
    return "/".join(parts[start:])


def _is_found(name: str, library: Library) -> bool:
    return not name.endswith(SUFFIXES) and next(library.find(name), None) is not None


def _lost_preset(change: PresetChange, node: ast.expr, call: _Call) -> Diagnostic:
    if change.new_name is None:
        message = f"preset {change.name!r} was removed since {call.ref}."
        return _at(node, message, "name another preset, or bring it back", call)
    message = f"preset {change.name!r} is called {change.new_name!r} since {call.ref}."
    return _at(node, message, f"write {change.new_name!r}", call, change.new_name)


def _of_slot(change: PresetChange, slot: SlotChange, call: _Call) -> Iterator[Diagnostic]:
    """The fault of one changed slot in a call, if it has one."""
    node = call.given.given.get(slot.section)
    entries = call.values.entries(node, call.call.scope)
    by_key = {entry.key: entry for entry in entries.entries} if entries else {}
    preset = f"preset {change.new_name!r}"
    kind = "slot" if slot.section == "fields" else "string slot"
    old = by_key.get(slot.old.name) if slot.old else None
    if slot.kind == "renamed" and old and slot.old and slot.new:
        message = f"{kind} {slot.old.name!r} of {preset} is called {slot.new.name!r} since {call.ref}."
        yield _at(old.node, message, f"write {slot.new.name!r}", call, slot.new.name)
    elif slot.kind == "removed" and old and slot.old:
        message = f"{preset} has no {kind} {slot.old.name!r} since {call.ref}."
        yield _at(old.node, message, "take it out", call)
    elif slot.kind in ("added", "required") and slot.new and slot.new.name not in by_key:
        if entries.is_whole if entries else node is None and call.given.is_whole:
            message = f"{preset} needs its {kind} {slot.new.name!r} since {call.ref}."
            help = f"add {slot.new.name!r} to {slot.section}{_fitting(slot)}"
            yield _at(node or call.call.node.func, message, help, call)
    elif slot.kind == "narrowed" and slot.new and (entry := by_key.get(slot.new.name)) and entries:
        value = call.values.constant(entry.value, entries.scope)
        if entry.value is not None and _is_wrong(slot, value):
            yield _at(entry.value, f"{preset} since {call.ref}: {slot.words}.", None, call)


def _fitting(slot: SlotChange) -> str:
    types = slot.new.types if isinstance(slot.new, FieldSlot) else ()
    return f": the name of a {' or '.join(types)} column" if types and "any" not in types else ""


def _is_wrong(slot: SlotChange, value: Any) -> bool:
    """Whether a value that is written out filled the slot and does not now."""
    if value is UNKNOWN or value is None:
        return False
    if isinstance(slot.old, StringSlot) and isinstance(slot.new, StringSlot):
        return not wrong_string(slot.old, value) and bool(wrong_string(slot.new, value))
    return isinstance(slot.new, FieldSlot) and not slot.new.many and isinstance(value, list)


def _at(
    node: ast.expr | ast.keyword, message: str, help: str | None, call: _Call, instead: str | None = None
) -> Diagnostic:
    place = call.script.place(node)
    fix = _fix(node, place, instead, call) if instead else None
    return Diagnostic("CK889", message, location=place, help=help, fix=fix)


def _fix(node: ast.expr | ast.keyword, place: Location, instead: str, call: _Call) -> Fix | None:
    """The text itself replaced, where it stands plain on one line of a script."""
    if place.file is None or place.line is None or place.column is None or place.file.endswith(".ipynb"):
        return None
    line = call.script.lines[node.lineno - 1].text
    written = line[place.column - 1 : place.column - 1 + place.length]
    if isinstance(node, ast.keyword):
        text = instead if instead.isidentifier() else ""
    else:
        is_plain = isinstance(node, ast.Constant) and written[:1] in "\"'" and written[1:-1] == node.value
        text = f"{written[0]}{instead}{written[0]}" if is_plain else ""
    edit = Edit(place.file, place.line, place.column, place.line, place.column + place.length, text)
    return Fix((edit,), f"write {instead!r}") if text else None

"""Columns drawn by name become slots: takes a spec over the table, gives the spec with `${field:…}` in their places.

A column becomes a slot only where every place that names it is known to mean the table's own: names that transforms
make, that other data has, that a param's value or a signal is keyed by, stay as they are written. A title that is the
name of its channel's column follows the slot.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from chartkit.diagnostics import JsonPath
from chartkit.expressions.tokens import member_keys, tokenize
from chartkit.presets.importing.places import Place, is_channel, is_of_datum, places_in
from chartkit.presets.importing.slot_types import type_of_column
from chartkit.presets.nodes import from_plain
from chartkit.presets.outputs import outputs_of
from chartkit.presets.slots import FieldSlot, is_slot_name
from chartkit.schema.json_types import is_list, is_object

Spec = dict[str, Any]
Rows = list[dict[str, Any]]
Columns = dict[str, tuple[str, FieldSlot]]

_TITLED = ((), ("axis",), ("legend",), ("header",))


def slotted(spec: Spec, rows: Rows, is_vega: bool) -> tuple[Spec, Columns]:
    """The spec with slots, and for each slot its column and what it takes, in the order of their first places.

    Without rows every field that the spec draws and does not make counts as a column; raw Vega, whose fields have no
    fixed places, is slotted only by the names of its rows.
    """
    columns = {name for row in rows for name in row}
    if is_vega and not columns:
        return spec, {}
    places, foreign = places_in(spec, is_vega)
    made = outputs_of(from_plain(spec)) | foreign
    wanted = [name for place in places for name in place.names if name not in made and _can_be_slot(name)]
    slots = _slot_names(name for name in dict.fromkeys(wanted) if not columns or name in columns)
    for place in places:
        spec = _put(spec, place.path, _rewritten(place, slots))
    for place in places:
        if place.channel is not None and place.names[0] in slots:
            spec = _with_titles(spec, place.channel, place.names[0], slots[place.names[0]])
            spec = spec if is_vega else _with_type(spec, place.channel, place.type)
    types = {
        name: type_of_column([place.type for place in places if name in place.names], rows, name) for name in slots
    }
    return spec, {slot: (name, FieldSlot(slot, (types[name],))) for name, slot in slots.items()}


def _can_be_slot(name: str) -> bool:
    """Names that an expression writes otherwise than a field stay as they are."""
    return bool(name) and not set(name) & set("\\'\"")


def _slot_names(names: Iterable[str]) -> dict[str, str]:
    """A slot's name for each column: the column's own, its characters being those of a slot."""
    found: dict[str, str] = {}
    for name in names:
        base = name if is_slot_name(name) and name == name.strip() else re.sub(r"[^\w -]", "_", name).strip() or "field"
        number, slot = 1, base
        while slot in found.values():
            number += 1
            slot = f"{base}_{number}"
        found[name] = slot
    return found


def _rewritten(place: Place, slots: Mapping[str, str]) -> str:
    if place.kind == "field":
        name = place.names[0]
        return f"${{field:{slots[name]}}}" if name in slots else place.text
    tokens = tokenize(place.text)
    members = member_keys(tokens)
    written: list[str] = []
    before: list[str] = []
    for index, token in enumerate(tokens):
        name = token.text[1:-1] if token.kind == "string" else token.text
        text = token.text
        if index in members and name in slots and is_of_datum(before):
            text = f"'${{field:{slots[name]}}}'"
            if members[index] == "dot":
                written = [*written[: _last_dot(written)], "["]
                text += "]"
        written.append(text)
        if token.kind != "space":
            before.append(token.text)
    return "".join(written)


def _last_dot(written: list[str]) -> int:
    return max(index for index, text in enumerate(written) if text == ".")


def _with_type(spec: Spec, channel: JsonPath, type_: str | None) -> Spec:
    """`spec` with the type that Vega-Lite gives a channel of a field alone; a preset gives it its column's."""
    own = _at(spec, channel)
    if type_ is None or not is_channel(channel) or {"type", "aggregate", "bin", "timeUnit"} & own.keys():
        return spec
    return _put(spec, channel, {**own, "type": type_})


def _with_titles(spec: Spec, channel: JsonPath, name: str, slot: str) -> Spec:
    for inner in _TITLED:
        path = (*channel, *inner, "title")
        if _at(spec, path) == name:
            spec = _put(spec, path, f"${{field:{slot}}}")
    return spec


def _at(value: Any, path: JsonPath) -> Any:
    for step in path:
        if is_object(value) and isinstance(step, str):
            value = value.get(step)
        else:
            value = value[step] if is_list(value) and isinstance(step, int) else None
    return value


def _put(value: Any, path: JsonPath, new: Any) -> Any:
    """`value` with `new` at `path`, everything around it copied."""
    if not path:
        return new
    if is_object(value):
        return {key: _put(child, path[1:], new) if key == path[0] else child for key, child in value.items()}
    return [_put(child, path[1:], new) if index == path[0] else child for index, child in enumerate(value)]

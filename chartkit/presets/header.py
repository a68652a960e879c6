"""The header of a preset: takes its nodes, gives declared slots and the example; every fault goes into one bucket."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from chartkit.diagnostics import listed, shown
from chartkit.presets.faults import Faults, found_at
from chartkit.presets.nodes import Mark, Node, Scalar
from chartkit.presets.preset import ExampleData
from chartkit.presets.slots import FIELD_TYPES, STRING_TYPES, FieldSlot, StringSlot, is_slot_name
from chartkit.presets.string_values import type_of, wrong_string
from chartkit.presets.type_words import meant_type, type_hint
from chartkit.schema import hint, nearest

HEADER_KEYS = ("description", "fields", "strings", "example", "extends", "overflow", "spec")
FIELD_KEYS = ("type", "required", "many", "description", "default", "table")
STRING_KEYS = ("type", "default", "choices", "minimum", "maximum", "required", "description")
EXAMPLE_KEYS = ("data", "values", "fields", "strings")
VIEW_KEYS = ("mark", "marks", "layer", "facet", "repeat", "concat", "hconcat", "vconcat")
"""The keys of which every Vega-Lite or Vega spec has one."""

_PLAIN_TEXT = re.compile(r"[A-Za-z][\w ./-]*(?<! )\Z")
_IN_WORDS = {bool: "true or false", str: "text", float: "a number"}


def has_header(root: Node) -> bool:
    """Whether `root` declares its slots; else it is a bare spec, as W&B's editor shows one."""
    keys = root.entries.keys()
    bare = {"$schema", "data", "encoding", *VIEW_KEYS}
    is_spec_elsewhere = not keys & bare and any(nearest(key, ("spec",)) for key in keys)
    return bool(keys & {"fields", "strings", "extends", "example"}) or is_spec_elsewhere


def read_fields(node: Node | None, tables: tuple[str, ...], faults: Faults) -> dict[str, FieldSlot]:
    """The slots declared under `fields:`, in their order; each may say which of the spec's `tables` it stands in."""
    slots = _slots(node, "fields", FIELD_KEYS, faults)
    return {name: _field_slot(name, slot, mark, tables, faults) for name, slot, mark in slots}


def read_strings(node: Node | None, faults: Faults) -> dict[str, StringSlot]:
    """The slots declared under `strings:`, in their order."""
    slots = _slots(node, "strings", STRING_KEYS, faults)
    return {name: _string_slot(name, slot, mark, faults) for name, slot, mark in slots}


def read_example(
    node: Node, folder: Path | None, tables: tuple[str, ...], faults: Faults
) -> tuple[ExampleData | dict[str, ExampleData] | None, dict[str, Any], dict[str, Any]]:
    """The example's data (a file in `folder`, or rows), what fills its fields, and its strings.

    The data of a preset of several `tables` is one for each, by name.
    """
    if not faults.is_map(node, "the example"):
        return None, {}, {}
    faults.unknown_keys(node, EXAMPLE_KEYS, "the example")
    data = _example_data(node, folder, tables, faults)
    fields, strings = (
        {key: child.plain() for key, child in _entries(node.get(section), f"example: {section}", faults).items()}
        for section in ("fields", "strings")
    )
    return data, fields, strings


def _example_data(
    node: Node, folder: Path | None, tables: tuple[str, ...], faults: Faults
) -> ExampleData | dict[str, ExampleData] | None:
    key = "values" if node.get("values") else "data"
    given = node.get(key)
    marks = [node.key_marks.get(each) for each in ("data", "values")]
    if all(marks) and len({mark.file for mark in marks if mark}) == 1:  # values may stand over the data of a base
        message = "the example has both 'data' and 'values'; it takes one of them."
        faults.add("CK106", message, marks[0], "take one of the two out")
    if given is None:
        return None
    if len(tables) == 1:
        return _one_data(key, given, folder, faults)
    if given.entries.keys() ^ {*tables}:
        needed = f"the example of this preset gives data for its tables {listed(tables)}"
        found = listed(given.entries) if given.entries else shown(given.plain())
        help = f"write a map: {{{', '.join(f'{name}: …' for name in tables)}}}"
        faults.add("CK106", f"{needed}; found {found}.", given.mark, help)
        return None
    each = {name: _one_data(key, given.entries[name], folder, faults) for name in tables}
    return {name: data for name, data in each.items() if data is not None}


def _one_data(key: str, node: Node, folder: Path | None, faults: Faults) -> ExampleData | None:
    return node.plain() if key == "values" else _data_file(node, folder, faults)


def _slots(
    node: Node | None, section: str, keys: Collection[str], faults: Faults
) -> Iterator[tuple[str, Node, Mark | None]]:
    """Each slot of a section with what it says and where its name stands."""
    for name, slot in _entries(node, section, faults).items():
        mark = node.key_marks.get(name) if node else None
        if not is_slot_name(name):
            faults.add("CK112", f"a slot name holds letters, digits, _, - and spaces; found {name!r}.", mark)
        if faults.is_map(slot, f"slot {name!r}", _as_slot(section, slot)):
            faults.unknown_keys(slot, keys, f"slot {name!r}")
            yield name, slot, mark
        else:
            yield name, Node({}, slot.mark), mark  # declared all the same: its uses are no faults


def _as_slot(section: str, slot: Node) -> str | None:
    """How a slot is written out whose type or default alone stands there."""
    if slot.value is None or isinstance(slot.value, (list, dict)):
        return None
    key = "type" if section == "fields" else "default"
    value = (meant_type(str(slot.value), FIELD_TYPES) if key == "type" else None) or slot.plain()
    return f"write {{{key}: {_plain(value)}}}"


def _plain(value: Any) -> str:
    """A value as YAML has it; a text that it would read otherwise in quotes."""
    if isinstance(value, bool):
        return str(value).lower()
    return repr(value) if isinstance(value, str) and not _PLAIN_TEXT.match(value) else str(value)


def _field_slot(name: str, slot: Node, mark: Mark | None, tables: tuple[str, ...], faults: Faults) -> FieldSlot:
    default = _typed(slot, "default", str, name, faults)
    required = _typed(slot, "required", bool, name, faults)
    return FieldSlot(
        name,
        _types(name, slot.get("type"), faults),
        required=default is None if required is None else required,
        many=_typed(slot, "many", bool, name, faults) or False,
        default=default,
        description=_typed(slot, "description", str, name, faults) or "",
        mark=mark,
        tables=_slot_tables(name, slot.get("table"), tables, faults),
    )


def _slot_tables(name: str, node: Node | None, tables: tuple[str, ...], faults: Faults) -> tuple[str, ...]:
    """The datasets that a slot says it stands in: one, or a list of them."""
    if node is None:
        return ()
    found = [item.value for item in node.items or [node]]
    for each in found:
        if each not in tables:
            message = f"slot {name!r} stands in the table {shown(each)}, which the spec does not have."
            faults.add("CK106", message, node.mark, hint(str(each), tables, "its tables"))
    return tuple(each for each in tables if each in found)


def _types(name: str, node: Node | None, faults: Faults) -> tuple[str, ...]:
    if node is None:
        return ("any",)
    for item in node.items or [node]:
        if item.value not in FIELD_TYPES:
            help = type_hint(str(item.value), FIELD_TYPES)
            faults.add("CK106", f"slot {name!r} has the type {shown(item.plain())}.", item.mark or node.mark, help)
            return ("any",)
    return tuple(str(item.value) for item in node.items or [node])


def _string_slot(name: str, slot: Node, mark: Mark | None, faults: Faults) -> StringSlot:
    choices = _choices(name, slot.get("choices"), faults)
    default = _scalar(name, "default", slot.get("default"), faults)
    type_node = slot.get("type")
    type_ = type_of(choices[0] if choices else default) if type_node is None else type_node.value
    if type_ not in STRING_TYPES:
        help = type_hint(str(type_), STRING_TYPES)
        faults.add("CK106", f"slot {name!r} has the type {shown(type_)}.", type_node.mark if type_node else None, help)
        type_ = type_of(choices[0] if choices else default)
    found = StringSlot(
        name,
        str(type_),
        required=_typed(slot, "required", bool, name, faults) or False,
        default=default,
        choices=choices,
        minimum=_typed(slot, "minimum", float, name, faults),
        maximum=_typed(slot, "maximum", float, name, faults),
        description=_typed(slot, "description", str, name, faults) or "",
        mark=mark,
    )
    if default is not None and (wrong := wrong_string(found, default)):
        faults.add("CK106", f"the default of slot {name!r} {wrong}.", (slot.get("default") or slot).mark)
    return found


def _choices(name: str, node: Node | None, faults: Faults) -> tuple[str | int | float | bool, ...]:
    if node is None:
        return ()
    found = [_scalar(name, "choices", item, faults) for item in node.items]
    if not found or None in found:
        message = f"slot {name!r}: choices is a list of texts, numbers or booleans; found {shown(node.plain())}."
        faults.add("CK106", message, node.mark)
    return tuple(choice for choice in found if choice is not None)


def _scalar(name: str, key: str, node: Node | None, faults: Faults) -> Scalar:
    if node is not None and isinstance(node.value, (list, dict)):
        faults.add("CK106", f"slot {name!r}: {key} is one value; found {shown(node.plain())}.", node.mark)
        return None
    return node.value if node is not None and not isinstance(node.value, (list, dict)) else None


def _data_file(node: Node, folder: Path | None, faults: Faults) -> Path | None:
    """The file beside the preset; a name that would leave the folder is refused."""
    if isinstance(node.value, (dict, list)):
        found = found_at(node)
        faults.add(
            "CK106", f"example data is the name of a file; found {found}.", node.mark, "write rows under values:"
        )
        return None
    name = str(node.value)
    if not name or Path(name).is_absolute() or ".." in Path(name).parts or "\0" in name:
        faults.add("CK108", f"example data stands beside its preset; found {name!r}.", node.mark)
        return None
    return (folder or Path()) / name


def _entries(node: Node | None, what: str, faults: Faults) -> dict[str, Node]:
    if node is None or node.value is None or not faults.is_map(node, what, _as_entries(node)):
        return {}
    return node.entries


def _as_entries(node: Node) -> str | None:
    """How a list of names is written as a map."""
    names = [item.value for item in node.items if isinstance(item.value, str) and is_slot_name(item.value)]
    return f"write {{{', '.join(f'{name}: …' for name in names[:5])}}}" if names else None


def _typed(slot: Node, key: str, kind: type[bool] | type[str] | type[float], name: str, faults: Faults) -> Any:
    """The value of `key`, None where it is not given; a fault where it is of another type than `kind`."""
    node = slot.get(key)
    if node is None or node.value is None:
        return None
    value = node.value
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if is_number if kind is float else isinstance(value, kind):
        return value
    faults.add("CK106", f"slot {name!r}: {key} is {_IN_WORDS[kind]}; found {shown(node.plain())}.", node.mark)
    return None

"""What the word under the pointer means: takes the text of a preset and an offset, gives a heading and Markdown.

Keys and words are explained by the schema that editors read, slots by the preset's own header.
"""

from __future__ import annotations

from typing import Any, NamedTuple, cast

from chartkit.diagnostics import JsonPath
from chartkit.presets.slots import SlotUse, split_slots
from chartkit.workspace.editing.cursor import Place, cursor_at
from chartkit.workspace.editing.schema_walk import Schema, described, keys_of, schemas_at
from chartkit.workspace.editing.tree import map_of

_WORD = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_$-/.")


class Hover(NamedTuple):
    """What stands between two offsets: its path as a heading, and what is to be known about it, in Markdown."""

    start: int
    end: int
    title: str
    text: str


def hover(text: str, offset: int, is_json: bool = False) -> Hover | None:
    """What is known of the word at `offset`; None of blanks, comments, and what no schema and no header describes."""
    slot = _slot_at(text, offset)
    start, end = slot[:2] if slot else _word_at(text, offset)
    if start == end:
        return None
    place = cursor_at(text, end, is_json)
    if place is None:
        return None
    if slot:
        return _of_slot(slot[2], place, start, end)
    is_key = place.kind == "key" or text[place.end : place.end + 2].lstrip('"').startswith(":")
    key = text[place.start : place.end] if place.kind == "key" and is_key else None
    path = place.path if key is None else (*place.path, key)
    known = _described(key, place)
    return Hover(place.start, place.end, _title(path), known) if known else None


def _described(key: str | None, place: Place) -> str:
    schemas = schemas_at(place.path, place.root)
    if key is None:
        return described(schemas)
    named: list[Schema] = keys_of(schemas).get(key, [])
    return described(named) if named else _own_slot(key, place)


def _own_slot(name: str, place: Place) -> str:
    """The description of a slot by its name in the example; what any slot is under `fields:` and `strings:`."""
    section = str(place.path[-1]) if place.path else ""
    slot = map_of(map_of(place.root).get(section)).get(name)
    return str(map_of(slot).get("description", ""))


def _of_slot(use: SlotUse, place: Place, start: int, end: int) -> Hover | None:
    slot = map_of(map_of(map_of(place.root).get(f"{use.kind}s")).get(use.name))
    types = slot.get("type", "any column" if use.kind == "field" else "text")
    shape = " or ".join(map(str, cast("list[Any]", types) if isinstance(types, list) else [types]))
    needed = (
        ""
        if use.kind == "run"
        else " · optional"
        if slot.get("required") is False or "default" in slot
        else " · required"
    )
    told = str(slot.get("description", "")) or {"run": "What the run is called, or its colour."}.get(use.kind, "")
    filled = map_of(map_of(map_of(place.root).get("example")).get(f"{use.kind}s")).get(use.name)
    example = f"\n\nThe example fills it with `{filled}`." if filled is not None else ""
    return Hover(start, end, f"{use.kind} slot {use.name}", f"{shape}{needed}\n\n{told}{example}".strip())


def _slot_at(text: str, offset: int) -> tuple[int, int, SlotUse] | None:
    """The slot whose text the offset lies in, with its place."""
    start = text.rfind("${", 0, offset + 1)
    end = text.find("}", start) + 1
    if start < 0 or not end or offset >= end or "\n" in text[start:end]:
        return None
    use = split_slots(text[start:end])[0]
    return (start, end, use) if isinstance(use, SlotUse) else None


def _word_at(text: str, offset: int) -> tuple[int, int]:
    start = end = offset
    while start > 0 and text[start - 1] in _WORD:
        start -= 1
    while end < len(text) and text[end] in _WORD:
        end += 1
    return start, end


def _title(path: JsonPath) -> str:
    return " › ".join(str(step) for step in path if isinstance(step, str)) or "preset"

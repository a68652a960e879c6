"""What may stand at a cursor: takes the text of a preset, an offset and the table's columns, gives options.

Keys and words come from the schema that editors read; slots from the preset's own header; presets, data files, columns
and the functions of expressions from what there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from chartkit.compiler.positions import position_of
from chartkit.data.files import READERS
from chartkit.expressions.functions import CONSTANTS, FUNCTIONS
from chartkit.presets.slots import RUN_SLOTS
from chartkit.workspace.editing.cursor import Place, cursor_at, open_slot
from chartkit.workspace.editing.options import Option, quoted, written
from chartkit.workspace.editing.schema_words import schema_words
from chartkit.workspace.editing.tree import last_key, listed, map_of, value_at

MOST_OPTIONS = 600
_HEADER = (("description",), ("fields",), ("strings",), ("example",), ("extends",), ("overflow",))
_IDENTIFIER = re.compile(r"[A-Za-z_][\w]*\Z")


class Surroundings(NamedTuple):
    """What completion knows beside the text: the table's columns with their kinds, the presets there are, the file."""

    columns: Mapping[str, str] = {}
    presets: Sequence[str] = ()
    file: Path | None = None


class Completion(NamedTuple):
    """The options for the word between two offsets."""

    start: int
    end: int
    options: tuple[Option, ...]


def complete(text: str, offset: int, around: Surroundings, is_json: bool = False) -> Completion | None:
    """The options at `offset`; None where the text before it cannot be read, in comments, and where nothing is known.

    In an expression the word is the identifier that the cursor ends.
    """
    place = cursor_at(text, offset, is_json)
    if place is None:
        return None
    if (slot := open_slot(place)) is not None:
        start = place.start + len(place.word) - len(slot)
        closing = text[offset : offset + 1] == "}"
        return _completion(start, offset + closing, _slots(place, is_quoted=True))
    if place.kind == "value" and _position(place) == "expression" and (place.word or place.quote):
        name = _IDENTIFIER.search(place.word)
        start = place.start + (name.start() if name else len(place.word))
        return _completion(start, offset, [*_expression_words(around), *_slots(place, is_quoted=True)])
    options = (*_header_words(place, around), *schema_words(place), *_texts(place, around))
    return _completion(place.start, place.end, options)


def _completion(start: int, end: int, options: Iterable[Option]) -> Completion | None:
    found = {option.label: option for option in reversed([*options])}
    return Completion(start, end, tuple([*found.values()][::-1][:MOST_OPTIONS])) if found else None


def _header_words(place: Place, around: Surroundings) -> Iterator[Option]:
    """What the header has beyond its schema: presets to build on, slots to fill, columns that fill them, data files."""
    path = place.path
    if path == ("extends",):
        yield from (Option(name, "preset", quoted(name, place)) for name in around.presets)
    if path[:1] != ("example",) or len(path) < 2:
        return
    root, section = map_of(place.root), path[1]
    if section in ("fields", "strings") and len(path) == 2 and (place.kind == "key" or place.is_alone):
        filled = map_of(value_at(root, path))
        for name, slot in map_of(root.get(str(section))).items():
            if name not in filled:
                info = str(map_of(slot).get("description", ""))
                yield Option(name, "slot", name if place.quote else f"{name}: ", "slot", info)
    if section == "fields" and len(path) >= 3 and place.kind == "value":
        yield from (Option(name, "column", quoted(name, place), kind) for name, kind in around.columns.items())
    if section == "strings" and len(path) == 3:
        choices = map_of(map_of(root.get("strings")).get(str(path[2]))).get("choices")
        words = map(written, listed(choices if choices is not None else ()))
        yield from (Option(word, "word", word) for word in words)
    if section == "data" and place.kind == "value":
        yield from (Option(name, "file", quoted(name, place)) for name in _data_files(around.file))


def _texts(place: Place, around: Surroundings) -> Iterator[Option]:
    """What a text of the spec may hold: slots, in expressions functions as well."""
    if place.kind != "value" or place.path[:1] in _HEADER:
        return
    position = _position(place)
    slots = [*_slots(place, is_quoted=False)]
    if position == "field":
        yield from (slot for slot in slots if slot.detail.endswith("field slot"))
        yield from (Option(name, "column", quoted(name, place), kind) for name, kind in around.columns.items())
    yield from slots


def _position(place: Place) -> str:
    """Whether an expression, a field, a text or a constant stands there."""
    parent = map_of(value_at(place.root, place.path[:-1]))
    return "plain" if place.path[:1] in _HEADER else position_of(last_key(place.path), parent.keys())


def _expression_words(around: Surroundings) -> Iterator[Option]:
    """What an expression can name: the row's columns, functions, constants."""
    yield from (Option(f"datum[{name!r}]", "column", f"datum[{name!r}]", kind) for name, kind in around.columns.items())
    yield from (Option(name, "function", f"{name}(") for name in sorted(FUNCTIONS))
    yield from (Option(name, "constant", name) for name in CONSTANTS)


def _slots(place: Place, is_quoted: bool) -> Iterator[Option]:
    """Every slot that the text can name, in quotes unless it stands in some."""
    root = map_of(place.root)
    named = [("field", name, slot) for name, slot in map_of(root.get("fields")).items()]
    named += [("string", name, slot) for name, slot in map_of(root.get("strings")).items()]
    named += [("run", name, {}) for name in RUN_SLOTS] if place.word else []
    for kind, name, slot in named:
        text = f"${{{kind}:{name}}}"
        said = map_of(slot)
        types = " or ".join(map(str, listed(said.get("type", ()))))
        detail = f"{types} {kind} slot".strip() if kind != "run" else "of the run"
        yield Option(
            text, "slot", text if is_quoted or place.quote else f'"{text}"', detail, str(said.get("description", ""))
        )


def _data_files(file: Path | None) -> list[str]:
    """The tables beside the preset."""
    if file is None or not file.parent.is_dir():
        return []
    return sorted(
        path.name
        for path in file.parent.iterdir()
        if path.suffix.lower() in READERS and not path.name.endswith((".expected.vl.json", ".expected.vg.json"))
    )

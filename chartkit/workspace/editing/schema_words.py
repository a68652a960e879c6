"""What the schema has at a cursor: takes a place, gives its keys and words as options."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, cast

from chartkit.workspace.editing.cursor import Place
from chartkit.workspace.editing.options import Option, quoted, written
from chartkit.workspace.editing.schema_walk import Schema, described, keys_of, resolved, schemas_at
from chartkit.workspace.editing.tree import listed, value_at


def schema_words(place: Place) -> Iterator[Option]:
    """The keys and words that the schema has here; keys that are written already are left out."""
    schemas = schemas_at(place.path, place.root)
    before = value_at(place.root, place.path)
    if place.kind == "key" or (place.is_alone and before is None):
        has = set(cast("dict[str, Any]", before)) if isinstance(before, dict) else set[str]()
        for key, values in keys_of(schemas).items():
            if key not in has:
                yield Option(key, "key", _key_text(key, place), _shape(values), described(values))
    if place.kind == "value":
        yield from _values(schemas, place)


def _values(schemas: Sequence[Schema], place: Place) -> Iterator[Option]:
    for schema in schemas:
        words = [schema["const"]] if "const" in schema else schema.get("enum", ())
        for word in words:
            yield Option(
                written(word), "word", quoted(written(word), place) if isinstance(word, str) else written(word)
            )
        types = schema.get("type", ())
        if "boolean" in ((types,) if isinstance(types, str) else types):
            yield from (Option(word, "word", word) for word in ("true", "false"))


def _key_text(key: str, place: Place) -> str:
    if place.quote:
        return key
    return f"{key}: " if key[0] != "$" or place.kind == "key" or place.is_alone else key


def _shape(values: list[Schema]) -> str:
    """What stands behind a key, in a few words."""
    found = resolved(values)
    words = list(dict.fromkeys(str(word) for schema in found for word in schema.get("enum", ())))
    if words:
        return " | ".join(words[:4]) + (" | …" if len(words) > 4 else "")
    types = dict.fromkeys(name for schema in found for name in listed(schema.get("type", ())) if name not in ("null",))
    return " or ".join(list(types)[:3])

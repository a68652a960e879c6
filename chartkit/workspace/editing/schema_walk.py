"""What the schema of presets says of a place: takes a path and its document, gives the schemas that hold there.

The schema is the one that editors read (`schemas/preset.schema.json`). Of several branches those are followed that the
document does not contradict, so that the marks of a bar are not offered to a `scale`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, cast
from urllib.parse import unquote

from chartkit.diagnostics import JsonPath
from chartkit.files import data_folder

Schema = Mapping[str, Any]

_BRANCHES = ("anyOf", "oneOf", "allOf")
_MOST_BRANCHES = 400
_TYPES: dict[str, type | tuple[type, ...]] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "number": (int, float),
    "integer": int,
    "null": type(None),
}


@cache
def preset_schema() -> Schema:
    """The schema, read once: some 1 MB of JSON."""
    import orjson

    return orjson.loads((data_folder("schemas") / "preset.schema.json").read_bytes())


def schemas_at(path: JsonPath, document: Any) -> list[Schema]:
    """The schemas of the value at `path`, references and branches resolved; [] where nothing is known."""
    found, value = _flat([preset_schema()], document), document
    for step in path:
        value = _child(value, step)
        found = _flat([child for schema in found for child in _children(schema, step)], value)
    return found


def keys_of(schemas: list[Schema]) -> dict[str, list[Schema]]:
    """Every key that the schemas name, with what is said of its value."""
    keys: dict[str, list[Schema]] = {}
    for schema in schemas:
        for key, child in schema.get("properties", {}).items():
            if child is not False:
                keys.setdefault(key, []).append(child if child is not True else {})
    return keys


def described(schemas: list[Schema], depth: int = 3) -> str:
    """The first description among the schemas, as Markdown; of what they refer to where they have none."""
    for schema in schemas:
        text = schema.get("markdownDescription") or schema.get("description")
        if isinstance(text, str) and text:
            return text
    if not depth:
        return ""
    return described([target for schema in schemas for target in _referred(schema)], depth - 1) if schemas else ""


def resolved(schemas: list[Schema], value: Any = None) -> list[Schema]:
    """The schemas with their references and branches resolved, for a value that is `value`."""
    return _flat(schemas, value)


def _flat(schemas: list[Schema], value: Any) -> list[Schema]:
    found: list[Schema] = []
    seen: set[int] = set()
    stack = [*reversed(schemas)]
    while stack and len(seen) < _MOST_BRANCHES:
        schema = stack.pop()
        if id(schema) in seen:
            continue
        seen.add(id(schema))
        if not _may_hold(schema, value):
            continue
        found.append(schema)
        stack += reversed([*_referred(schema), *_branches(schema, value)])
    return found


def _referred(schema: Schema) -> Iterator[Schema]:
    if isinstance(name := schema.get("$ref"), str):
        yield preset_schema()["definitions"][unquote(name.removeprefix("#/definitions/"))]


def _branches(schema: Schema, value: Any) -> Iterator[Schema]:
    for word in _BRANCHES:
        yield from schema.get(word, ())
    if "if" in schema:
        words = ("then", "else") if value is None else ("then",) if holds(schema["if"], value) else ("else",)
        yield from (schema[word] for word in words if isinstance(schema.get(word), Mapping))


def _children(schema: Schema, step: str | int) -> Iterator[Schema]:
    if isinstance(step, int):
        items = schema.get("items")
        if isinstance(items, list):
            listed = cast("list[Any]", items)
            items = listed[step] if step < len(listed) else None
        if isinstance(items, Mapping):
            yield cast("Schema", items)
        return
    if isinstance(named := schema.get("properties", {}).get(step), Mapping):
        yield cast("Schema", named)
        return
    patterns = [child for pattern, child in schema.get("patternProperties", {}).items() if re.search(pattern, step)]
    yield from (child for child in patterns if isinstance(child, Mapping))
    if not patterns and isinstance(others := schema.get("additionalProperties"), Mapping):
        yield cast("Schema", others)


def _child(value: Any, step: str | int) -> Any:
    if isinstance(step, str):
        return cast("dict[str, Any]", value).get(step) if isinstance(value, dict) else None
    return cast("list[Any]", value)[step] if isinstance(value, list) and step < len(cast("list[Any]", value)) else None


def _may_hold(schema: Schema, value: Any) -> bool:
    """Whether the document does not contradict the schema: what it has not written yet may still be anything."""
    if value is None:
        return True
    if "type" in schema and not _is_of(value, schema["type"]):
        return False
    if not isinstance(value, dict):
        return True
    written = cast("dict[str, Any]", value)
    known: Mapping[str, Any] = schema.get("properties", {})
    if schema.get("additionalProperties") is False and known and any(key not in known for key in written):
        return False
    return all(_may_be(known[key], child) for key, child in written.items() if key in known)


def _may_be(schema: Any, value: Any) -> bool:
    """Whether a word is one of those that the schema lists; slots and what is not listed may always be."""
    if not isinstance(schema, Mapping) or value is None or (isinstance(value, str) and "${" in value):
        return True
    stated = cast("Schema", schema)
    if "const" in stated:
        return stated["const"] == value
    return "enum" not in stated or value in stated["enum"]


def holds(condition: Any, value: Any) -> bool:
    """Whether `value` meets the `if` of a schema, as far as presets' schema has words in such a place."""
    if not isinstance(condition, Mapping):
        return condition is True
    wanted = cast("Schema", condition)
    if isinstance(name := wanted.get("$ref"), str):
        return holds(preset_schema()["definitions"][unquote(name.removeprefix("#/definitions/"))], value)
    keys = cast("dict[str, Any]", value) if isinstance(value, dict) else None
    return (
        ("type" not in wanted or _is_of(value, wanted["type"]))
        and ("const" not in wanted or wanted["const"] == value)
        and ("enum" not in wanted or value in wanted["enum"])
        and ("pattern" not in wanted or not isinstance(value, str) or bool(re.search(wanted["pattern"], value)))
        and ("required" not in wanted or keys is None or all(key in keys for key in wanted["required"]))
        and (keys is None or all(holds(s, keys[k]) for k, s in wanted.get("properties", {}).items() if k in keys))
        and ("not" not in wanted or not holds(wanted["not"], value))
        and ("anyOf" not in wanted or any(holds(each, value) for each in wanted["anyOf"]))
        and all(holds(each, value) for each in wanted.get("allOf", ()))
    )


def _is_of(value: Any, types: str | list[str]) -> bool:
    names = [types] if isinstance(types, str) else types
    return any(
        isinstance(value, _TYPES[name]) and not (isinstance(value, bool) and name in ("number", "integer"))
        for name in names
    )

"""Makes the JSON schema of preset files, for editors, from the stripped schemas of Vega-Lite and Vega.

Takes both schemas, gives one draft-07 schema: the header of a preset file, and a `spec` in which a slot may
stand wherever a value may.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from chartkit.presets.header import VIEW_KEYS
from chartkit.presets.overflow import NOTE_PLACES, POLICIES
from chartkit.schema.json_types import Schema

SLOT_PATTERN = r"\$\{(field|string|run):[^}]+\}"
SLOT = {"$ref": "#/definitions/slot"}
SLOT_NAMES = {"pattern": "^[^:{}]+$"}
NAMED = ("properties", "patternProperties")
UNION = {"oneOf": "anyOf", "anyOf": "anyOf"}
HEADER_KEYS = ("fields", "strings", "example", "extends")
BARE_SPEC_KEYS = ("$schema", *VIEW_KEYS, "encoding", "data")


def build(vega_lite: Schema, vega: Schema) -> Schema:
    """The preset schema; the same input gives the same keys in the same order."""
    definitions: Schema = {"slot": {"type": "string", "pattern": SLOT_PATTERN}, **header_definitions()}
    definitions |= _Slotted(vega_lite["definitions"], "lite.").definitions()
    definitions |= _Slotted(vega["definitions"], "vega.").definitions()
    vega_root = {key: value for key, value in vega.items() if key in ("type", "allOf")}
    definitions["vega"] = _Slotted(vega["definitions"], "vega.").rewritten(vega_root)
    definitions["spec"] = {
        "if": is_vega(),
        "then": {"$ref": "#/definitions/vega"},
        "else": {"$ref": "#/definitions/lite.TopLevelSpec"},
    }
    bare = {"allOf": [_has_any(BARE_SPEC_KEYS), {"not": _has_any(HEADER_KEYS)}]}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "chartkit preset",
        "type": "object",
        "if": bare,
        "then": {"$ref": "#/definitions/spec"},
        "else": {"$ref": "#/definitions/preset"},
        "definitions": definitions,
    }


def is_vega() -> Schema:
    """True for a spec whose `$schema` says Vega, or that has none and a list of marks at the top."""
    says_so = {"properties": {"$schema": {"pattern": "/schema/vega/"}}, "required": ["$schema"]}
    looks_so = {
        "not": {"required": ["$schema"]},
        "properties": {"marks": {"type": "array"}},
        "required": ["marks"],
    }
    return {"anyOf": [says_so, looks_so]}


def header_definitions() -> Schema:
    """The definitions of everything in a preset that is not its spec."""
    text = {"type": "string"}
    scalar = {"type": ["string", "number", "boolean", "null"]}
    columns = {"anyOf": [text, {"type": "array", "items": text}, {"type": "null"}]}
    kinds = {"enum": ["quantitative", "temporal", "nominal", "ordinal", "any"]}
    field = {
        "type": {"anyOf": [kinds, {"type": "array", "items": kinds, "minItems": 1, "uniqueItems": True}]},
        "required": {"type": "boolean", "default": True},
        "many": {"type": "boolean", "default": False},
        "description": text,
        "default": text,
        "table": {"anyOf": [text, {"type": "array", "items": text, "minItems": 1, "uniqueItems": True}]},
    }
    string = {
        "type": {"enum": ["text", "integer", "number", "boolean"], "default": "text"},
        "default": scalar,
        "choices": {"type": "array", "items": scalar, "minItems": 1},
        "minimum": {"type": "number"},
        "maximum": {"type": "number"},
        "required": {"type": "boolean"},
        "description": text,
    }
    rows = {"type": "array", "items": {"type": "object"}}
    example = {
        "data": {"anyOf": [text, _by_table(text)]},
        "values": {"anyOf": [rows, _by_table(rows)]},
        "fields": _slots(columns),
        "strings": _slots(scalar),
    }
    preset = {
        "description": text,
        "fields": _slots({"$ref": "#/definitions/fieldSlot"}),
        "strings": _slots({"$ref": "#/definitions/stringSlot"}),
        "example": {"$ref": "#/definitions/example"},
        "extends": text,
        "overflow": {"anyOf": [{"enum": list(POLICIES)}, {"$ref": "#/definitions/overflow"}]},
        "spec": {"type": "object"},
    }
    closed = _closed(preset)
    # A preset that extends another gives only the parts of the spec that it changes.
    closed |= {
        "if": {"required": ["extends"]},
        "else": {"required": ["spec"], "properties": {"spec": {"$ref": "#/definitions/spec"}}},
    }
    return {
        "preset": closed,
        "fieldSlot": _closed(field),
        "stringSlot": _closed(string),
        "example": _closed(example),
        "overflow": _closed({"policy": {"enum": list(POLICIES)}, "note": {"enum": list(NOTE_PLACES)}}),
    }


def _has_any(keys: tuple[str, ...]) -> Schema:
    return {"anyOf": [{"required": [key]} for key in keys]}


def _closed(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _by_table(value: Schema) -> Schema:
    """One for each table, in a preset of several."""
    return {"type": "object", "additionalProperties": value, "minProperties": 2}


def _slots(value: Schema) -> Schema:
    return {"type": ["object", "null"], "propertyNames": SLOT_NAMES, "additionalProperties": value}


class _Slotted:
    """One source schema with its definitions renamed by a prefix and slots allowed at every value."""

    def __init__(self, source: Schema, prefix: str) -> None:
        self.source = source
        self.prefix = prefix

    def definitions(self) -> Schema:
        """Every definition that a value may refer to, slots allowed; top-level specs stay as they are."""
        return {
            self.prefix + name: self.rewritten(node) if name.startswith("TopLevel") else self.value(node)
            for name, node in self.source.items()
        }

    def value(self, node: Any) -> Any:
        """The schema of a value, rewritten so that it takes a slot too."""
        if not isinstance(node, dict) or "$ref" in node or self.takes_any_string(node):
            return self.rewritten(node)
        changed = self.rewritten(node)
        if set(changed) == {"anyOf"}:
            return {"anyOf": [*changed["anyOf"], SLOT]}
        return {"anyOf": [changed, SLOT]}

    def rewritten(self, node: Any) -> Any:
        """The same schema over the renamed definitions, its inner values taking slots."""
        if not isinstance(node, dict):
            return node
        return {UNION.get(key, key): self.part(key, inner) for key, inner in node.items()}

    def part(self, key: str, inner: Any) -> Any:
        if key == "$ref":
            return "#/definitions/" + self.prefix + inner.removeprefix("#/definitions/")
        if key in NAMED:
            return {name: self.value(node) for name, node in inner.items()}
        if key in ("items", "additionalProperties"):
            return [self.value(node) for node in inner] if isinstance(inner, list) else self.value(inner)
        if key in ("anyOf", "oneOf", "allOf"):
            return [self.rewritten(node) for node in inner]
        return self.rewritten(inner) if key == "not" else inner

    def takes_any_string(self, node: Schema) -> bool:
        """True when every string is valid already, so that a slot needs no place of its own."""
        if "$ref" in node:
            return self.takes_any_string(self.source[unquote(node["$ref"].removeprefix("#/definitions/"))])
        branches = [*node.get("anyOf", []), *node.get("oneOf", [])]
        if branches:
            return any(self.takes_any_string(branch) for branch in branches)
        kinds = node.get("type", "string" if not node else ())
        narrowed = {"enum", "const", "pattern", "format", "maxLength", "minLength"} & set(node)
        return "string" in ([kinds] if isinstance(kinds, str) else kinds) and not narrowed

"""Makes the JSON schema of preset files, for editors, from the schemas of Vega-Lite and Vega.

Takes both schemas, Vega-Lite's with its texts, gives one draft-07 schema: the header of a preset file, and a `spec` in
which a slot may stand wherever a value may. It accepts what the source schemas accept; it is shaped so that an editor
has little to say: alternatives are told apart by their keys before they are compared, texts stand where editors look
for them (`texts.py`), and what is the same is written once.
"""

from __future__ import annotations

from chartkit.presets.header import VIEW_KEYS
from preset_schema.branches import Unions
from preset_schema.header import header_definitions
from preset_schema.sharing import reached, shared
from preset_schema.slots import SLOT_DEFINITION, Slotted
from preset_schema.texts import kept_apart, texts_at_keys
from preset_schema.words import Schema

HEADER_KEYS = ("fields", "strings", "example", "extends")
BARE_SPEC_KEYS = ("$schema", *VIEW_KEYS, "encoding", "data")


def build(vega_lite: Schema, vega: Schema) -> Schema:
    """The preset schema; the same input gives the same keys in the same order."""
    lite_definitions = Slotted(texts_at_keys(vega_lite["definitions"]), "").definitions()
    full = Slotted(texts_at_keys(vega["definitions"]), "vega.")
    root = {key: value for key, value in vega.items() if key in ("type", "allOf")}
    specs = {"slot": SLOT_DEFINITION} | lite_definitions | full.definitions() | {"vega": full.rewritten(root)}
    unions = Unions(specs)
    definitions = header_definitions(unions.keys_of("TopLevelSpec")) | unions.definitions()
    definitions["spec"] = {
        "if": is_vega(),
        "then": {"$ref": "#/definitions/vega"},
        "else": {"$ref": "#/definitions/TopLevelSpec"},
    }
    bare = {"allOf": [_has_any(BARE_SPEC_KEYS), {"not": _has_any(HEADER_KEYS)}]}
    schema: Schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "type": "object",
        "if": bare,
        "then": {"$ref": "#/definitions/spec"},
        "else": {"$ref": "#/definitions/preset"},
    }
    return schema | {"definitions": shared(reached(schema, kept_apart(definitions)))}


def is_vega() -> Schema:
    """True for a spec whose `$schema` says Vega, or that has none and a list of marks at the top."""
    says_so = {"properties": {"$schema": {"pattern": "/schema/vega/"}}, "required": ["$schema"]}
    looks_so = {
        "not": {"required": ["$schema"]},
        "properties": {"marks": {"type": "array"}},
        "required": ["marks"],
    }
    return {"anyOf": [says_so, looks_so]}


def _has_any(keys: tuple[str, ...]) -> Schema:
    return {"anyOf": [{"required": [key]} for key in keys]}

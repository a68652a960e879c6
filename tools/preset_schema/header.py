"""The part of the preset schema that is not Vega-Lite's or Vega's: the header of a preset file, with its texts."""

from __future__ import annotations

from chartkit.presets.overflow import NOTE_PLACES, POLICIES
from preset_schema.words import Schema

SLOT_NAMES: Schema = {
    "pattern": "^[^:{}]+$",
    "errorMessage": "A slot name holds letters, digits, _, - and spaces.",
}
KINDS: Schema = {"enum": ["quantitative", "temporal", "nominal", "ordinal", "any"]}
TEXT: Schema = {"type": "string"}
SCALAR: Schema = {"type": ["string", "number", "boolean", "null"]}


def header_definitions(spec_keys: Schema) -> Schema:
    """The definitions of everything in a preset that is not its spec; `spec_keys` are the keys a spec may have."""
    return {
        "preset": _preset(),
        "fieldSlot": _closed(_field_slot()),
        "stringSlot": _closed(_string_slot()),
        "example": _closed(_example()),
        "overflow": _closed(
            {
                "policy": _told("What is done; chartkit chooses when it is left out.", {"enum": [*POLICIES]}),
                "note": _told("Where the chart says so.", {"enum": [*NOTE_PLACES]}),
            }
        ),
        "changes": {"type": "object", "properties": spec_keys},
    }


def _preset() -> Schema:
    overflow: Schema = {"anyOf": [{"enum": [*POLICIES]}, {"$ref": "#/definitions/overflow"}]}
    keys = {
        "description": _told("One sentence that `chartkit presets list` shows.", TEXT),
        "fields": _told(
            'Slots that columns fill, by name: `x: {type: quantitative}`. The spec uses one as `"${field:x}"`.',
            _slots({"markdownDescription": "A slot that a column fills.", "$ref": "#/definitions/fieldSlot"}),
        ),
        "strings": _told(
            "Slots that texts, numbers and booleans fill, by name: `title: {default: Loss}`. "
            'The spec uses one as `"${string:title}"`.',
            _slots({"markdownDescription": "A slot that a value fills.", "$ref": "#/definitions/stringSlot"}),
        ),
        "example": _told(
            "Data and the columns that fill the slots. `check`, `preview`, `render` and the golden draw it.",
            {"$ref": "#/definitions/example"},
        ),
        "extends": _told(
            "The name of the preset that this one builds on, as `wandb/line/v0`; `spec` then gives only the changes.",
            TEXT,
        ),
        "overflow": _told("What a chart does with more rows than it can carry.", overflow),
        "spec": _told("The chart: Vega-Lite 6 or Vega 6, by its `$schema`, with slots.", {"type": "object"}),
    }
    # A preset that extends another gives only the parts of the spec that it changes.
    return _closed(keys) | {
        "if": {"required": ["extends"]},
        "then": {"properties": {"spec": {"$ref": "#/definitions/changes"}}},
        "else": {"required": ["spec"], "properties": {"spec": {"$ref": "#/definitions/spec"}}},
    }


def _field_slot() -> Schema:
    several: Schema = {"type": "array", "items": KINDS, "minItems": 1, "uniqueItems": True}
    tables: Schema = {"anyOf": [TEXT, {"type": "array", "items": TEXT, "minItems": 1, "uniqueItems": True}]}
    return {
        "type": _told("What the column may be: one kind or a list of them.", {"anyOf": [KINDS, several]}),
        "required": _told("Whether the slot must be filled; `false` with a default.", {"type": "boolean"}),
        "many": _told("Takes a list of columns.", {"type": "boolean"}),
        "description": _told("One sentence that `chartkit presets show` shows.", TEXT),
        "default": _told("The column taken when none is given.", TEXT),
        "table": _told("The dataset, or list of datasets, that has the column: for presets of several tables.", tables),
    }


def _string_slot() -> Schema:
    types: Schema = {"enum": ["text", "integer", "number", "boolean"]}
    return {
        "type": _told("Text, when neither the default nor the first choice is a number or boolean.", types),
        "default": _told("What stands there when nothing is given.", SCALAR),
        "choices": _told("The only values allowed.", {"type": "array", "items": SCALAR, "minItems": 1}),
        "minimum": _told("The least number allowed.", {"type": "number"}),
        "maximum": _told("The greatest number allowed.", {"type": "number"}),
        "required": _told("Whether a value must be given.", {"type": "boolean"}),
        "description": _told("One sentence that `chartkit presets show` shows.", TEXT),
    }


def _example() -> Schema:
    rows: Schema = {"type": "array", "items": {"type": "object"}}
    columns: Schema = {"anyOf": [TEXT, {"type": "array", "items": TEXT}, {"type": "null"}]}
    data: Schema = {"anyOf": [TEXT, _by_table(TEXT)]}
    return {
        "data": _told("A file beside the preset: CSV, JSON, Parquet. For several tables one by each name.", data),
        "values": _told("The rows themselves, in place of a file.", {"anyOf": [rows, _by_table(rows)]}),
        "fields": _told("The column that fills each field slot.", _slots(columns)),
        "strings": _told("What fills each string slot.", _slots(SCALAR)),
    }


def _told(text: str, schema: Schema) -> Schema:
    return {"markdownDescription": text, **schema}


def _closed(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _by_table(value: Schema) -> Schema:
    """One for each table, in a preset of several."""
    return {"type": "object", "additionalProperties": value, "minProperties": 2}


def _slots(value: Schema) -> Schema:
    return {"type": ["object", "null"], "propertyNames": SLOT_NAMES, "additionalProperties": value}

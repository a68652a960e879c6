"""Moves the texts of a schema to the keys they are about: takes definitions, gives the same with texts at keys only.

An editor shows the innermost text that it finds for a value, so a text at a definition, such as "A ValueDef with
Condition", would hide the one that says what the channel does.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

Schema = dict[str, Any]
MAPS_OF_SCHEMAS = ("properties", "patternProperties")


def texts_at_keys(definitions: Schema) -> Schema:
    """The definitions with each key's text, its own or that of what it refers to, as `markdownDescription`."""
    return {name: _plain(node, definitions) for name, node in definitions.items()}


def _plain(node: Any, definitions: Schema) -> Any:
    """The same schema; texts stay at the keys inside it and go from everywhere else."""
    if isinstance(node, list):
        return [_plain(item, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    kept: Schema = {}
    for word, inner in node.items():
        if word in MAPS_OF_SCHEMAS:
            kept[word] = {key: _told(value, definitions) for key, value in inner.items()}
        elif word in ("enum", "const", "default", "required"):
            kept[word] = inner
        elif word != "description":
            kept[word] = _plain(inner, definitions)
    return kept


def _told(node: Any, definitions: Schema) -> Any:
    """The schema of a key's value, with the key's text first."""
    plain = _plain(node, definitions)
    text = _text(node, definitions)
    return {"markdownDescription": text, **plain} if text else plain


def _text(node: Any, definitions: Schema) -> str | None:
    """A schema's own text, or that of the definition it refers to, or of the first alternative written out in it."""
    if not isinstance(node, dict):
        return None
    if "description" in node:
        return node["description"]
    if "$ref" in node:
        return _text(definitions[unquote(node["$ref"].removeprefix("#/definitions/"))], definitions)
    written_out = (one["description"] for one in node.get("anyOf", []) if "description" in one)
    return next(written_out, None)

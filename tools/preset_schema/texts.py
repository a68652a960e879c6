"""Moves the texts of a schema to the keys they are about: takes definitions, gives the same with texts at keys only.

An editor shows the innermost text that it finds for a value, so a text at a definition, such as "A ValueDef with
Condition", would hide the one that says what the channel does. And where it takes a value for all the alternatives at
once it shows their texts in place of the key's; it compares schemas by title and description, so these are kept apart.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from preset_schema.words import DEFINITIONS, MAPS_OF_SCHEMAS, Schema

# The channels that layers share have no texts in Vega-Lite's schema; they are those of one view.
_LIKE = {"SharedEncoding": "Encoding"}


def texts_at_keys(definitions: Schema) -> Schema:
    """The definitions with each key's text, its own or that of what it refers to, as `markdownDescription`."""
    told = {name: _plain(node, definitions) for name, node in definitions.items()}
    for name, other in _LIKE.items():
        for key, value in told.get(name, {}).get("properties", {}).items():
            text = told[other]["properties"][key].get("markdownDescription")
            if text:
                told[name]["properties"][key] = {"markdownDescription": text, **value}
    return told


def kept_apart(definitions: Schema) -> Schema:
    """The definitions, where an editor never takes a value for all the alternatives of a key that has a text.

    A key that refers to a union refers to a second definition of it, whose alternatives are kept apart.
    """
    apart = {
        f"{name}.apart": {"anyOf": _marked(node["anyOf"])} for name, node in definitions.items() if "anyOf" in node
    }
    return {name: _kept_apart(node, apart) for name, node in (definitions | apart).items()}


def _kept_apart(node: Any, apart: Schema) -> Any:
    if isinstance(node, list):
        return [_kept_apart(item, apart) for item in node]
    if not isinstance(node, dict):
        return node
    kept = {word: _kept_apart(inner, apart) for word, inner in node.items()}
    if "markdownDescription" not in kept:
        return kept
    if "anyOf" in kept:
        return kept | {"anyOf": _marked(kept["anyOf"])}
    name = kept.get("$ref", "").removeprefix(DEFINITIONS) + ".apart"
    return kept | {"$ref": DEFINITIONS + name} if name in apart else kept


def _marked(alternatives: list[Schema]) -> list[Schema]:
    """The alternatives with empty texts, so that the first is unlike the others and none is like what they hold."""
    first, *others = alternatives
    return [{"description": "", **first}, *({"title": "", **other} for other in others)]


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
        return _text(definitions[unquote(node["$ref"].removeprefix(DEFINITIONS))], definitions)
    written_out = (one["description"] for one in node.get("anyOf", []) if "description" in one)
    return next(written_out, None)

"""Allows slots in a schema: takes definitions, gives them renamed, a slot allowed wherever a value may stand."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import unquote

from preset_schema.words import DEFINITIONS, MAPS_OF_SCHEMAS, Schema

SLOT_DEFINITION: Schema = {
    "type": "string",
    "pattern": r"\$\{(field|string|run):[^}]+\}",
    "errorMessage": "No slot is written like this: ${field:NAME}, ${string:NAME} or ${run:name}.",
}
SLOT: Schema = {"$ref": "#/definitions/slot"}
_UNIONS = ("anyOf", "oneOf")


class Slotted:
    """The definitions of one source schema, their names plain and after `prefix`, slots allowed at every value."""

    def __init__(self, source: Schema, prefix: str) -> None:
        self.source = source
        self.prefix = prefix

    def definitions(self) -> Schema:
        """Every definition; a slot is allowed where one is used, so definitions stay of one kind."""
        made = {self.name(name): self.rewritten(node) for name, node in self.source.items()}
        if len(made) != len(self.source):
            raise SystemExit("two definitions have the same plain name: change Slotted.name.")
        return made

    def name(self, name: str) -> str:
        """A definition's name as editors show it, without what a reference would have to escape."""
        plain = re.sub(r"[^A-Za-z0-9_]", "-", name.replace("[]", "List")).strip("-")
        return self.prefix + plain

    def value(self, node: Any) -> Any:
        """The schema of a value, rewritten so that it takes a slot too."""
        if not isinstance(node, dict) or self.takes_any_string(node):
            return self.rewritten(node)
        changed = self.rewritten(node)
        text = {key: changed.pop(key) for key in ("markdownDescription",) if key in changed}
        alternatives = changed["anyOf"] if set(changed) == {"anyOf"} else [changed]
        return {**text, "anyOf": [*alternatives, SLOT]}

    def rewritten(self, node: Any) -> Any:
        """The same schema over the renamed definitions, its inner values taking slots."""
        if not isinstance(node, dict):
            return node
        return {"anyOf" if key == "oneOf" else key: self.part(key, inner) for key, inner in node.items()}

    def part(self, key: str, inner: Any) -> Any:
        """What the keyword `key` holds, rewritten."""
        if key == "$ref":
            return DEFINITIONS + self.name(_target(inner))
        if key in MAPS_OF_SCHEMAS:
            return {name: self.value(node) for name, node in inner.items()}
        if key in ("items", "additionalProperties"):
            return [self.value(node) for node in inner] if isinstance(inner, list) else self.value(inner)
        if key in (*_UNIONS, "allOf"):
            return [self.rewritten(node) for node in inner]
        return self.rewritten(inner) if key == "not" else inner

    def takes_any_string(self, node: Schema) -> bool:
        """True when every string is valid already, so that a slot needs no place of its own."""
        if "$ref" in node:
            return self.takes_any_string(self.source[_target(node["$ref"])])
        branches = [branch for union in _UNIONS for branch in node.get(union, [])]
        if branches:
            return any(self.takes_any_string(branch) for branch in branches)
        kinds = node.get("type", () if set(node) - {"markdownDescription"} else "string")
        narrowed = {"enum", "const", "pattern", "format", "maxLength", "minLength"} & set(node)
        return "string" in ([kinds] if isinstance(kinds, str) else kinds) and not narrowed


def _target(reference: str) -> str:
    return unquote(reference.removeprefix(DEFINITIONS))

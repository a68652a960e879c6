"""Writes once what a schema says again and again: takes definitions, gives the same ones and those they share."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

from preset_schema.words import MAPS_OF_SCHEMAS, Schema

_HOLDERS = ("items", "additionalProperties", "not", "if", "then", "else", "anyOf", "allOf")
_SHORTEST = 120


def shared(definitions: Schema) -> Schema:
    """The definitions with every value's schema of over 120 characters that stands twice as a definition of its own.

    Such a one is named after the first key it stands at, so `title.2` is the second of the keys `title` that differ.
    """
    sharing = _Sharing(definitions)
    return {name: sharing.inside(node) for name, node in definitions.items()} | sharing.made


def reached(root: Schema, definitions: Schema) -> Schema:
    """The definitions that the schema `root` refers to, itself or through others, in their order."""
    found: set[str] = set()
    waiting = _references(root)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting |= _references(definitions[name])
    return {name: node for name, node in definitions.items() if name in found}


class _Sharing:
    def __init__(self, definitions: Schema) -> None:
        self.made: Schema = {}
        self.taken = {*definitions}
        self.names: dict[str, str] = {}
        self.counts: Counter[str] = Counter()
        for node in definitions.values():
            self.count(node)

    def count(self, node: Any) -> None:
        if isinstance(node, list):
            for item in node:
                self.count(item)
        elif isinstance(node, dict):
            for word, inner in node.items():
                if word in MAPS_OF_SCHEMAS:
                    for value in inner.values():
                        self.counts[_text(value)] += 1
                        self.count(value)
                elif word in _HOLDERS:
                    self.count(inner)

    def inside(self, node: Any) -> Any:
        """The same schema, the values of its keys replaced by references where they stand elsewhere too."""
        if isinstance(node, list):
            return [self.inside(item) for item in node]
        if not isinstance(node, dict):
            return node
        return {word: self.part(word, inner) for word, inner in node.items()}

    def part(self, word: str, inner: Any) -> Any:
        if word in MAPS_OF_SCHEMAS:
            return {key: self.value(key, value) for key, value in inner.items()}
        return self.inside(inner) if word in _HOLDERS else inner

    def value(self, key: str, node: Any) -> Any:
        text = _text(node)
        if len(text) < _SHORTEST or self.counts[text] < 2:
            return self.inside(node)
        if text not in self.names:
            name = self.names[text] = self.free_name(key)
            self.made[name] = self.inside(node)
        return {"$ref": f"#/definitions/{self.names[text]}"}

    def free_name(self, key: str) -> str:
        plain = "".join(letter for letter in key if letter.isalnum())
        number = 1
        while f"{plain}.{number}" in self.taken:
            number += 1
        self.taken.add(f"{plain}.{number}")
        return f"{plain}.{number}"


def _references(node: Any) -> set[str]:
    """The names of the definitions that a schema refers to."""
    return set(re.findall(r'"\$ref": "#/definitions/([^"]+)"', json.dumps(node)))


def _text(node: Any) -> str:
    return json.dumps(node, separators=(",", ":"))

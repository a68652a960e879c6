"""Tells alternatives apart before they are compared: takes definitions, gives equal ones with `if` in their unions.

An editor that finds none of seven alternatives fitting says what it takes for the nearest, which is often not the one
that was meant, and compares all seven to find that out. Here it is told first which of them a value can be
(`conditions.py`); the last resort is the union as it was.
"""

from __future__ import annotations

import json
from typing import Any

from preset_schema.conditions import ALONE, Alternative, keys_of, told_apart, words_of
from preset_schema.words import DEFINITIONS, MAPS_OF_SCHEMAS, Schema

_SLOT: Schema = {"$ref": DEFINITIONS + "slot"}


class Unions:
    """The unions of some definitions; those of objects become conditions."""

    def __init__(self, source: Schema) -> None:
        self.source = _all_named(source)
        self.named: Schema = {}
        self.names: dict[str, str] = {}

    def definitions(self) -> Schema:
        """The definitions rewritten, then those that alternatives without a name got."""
        return {name: self.rewritten(node, name) for name, node in self.source.items()} | self.named

    def keys_of(self, name: str) -> Schema:
        """The keys that the objects of a union may have, with their texts and nothing said of their values."""
        return keys_of([self.resolved(each) for each in self.flat([{"$ref": DEFINITIONS + name}])])

    def rewritten(self, node: Any, name: str) -> Any:
        """The same schema with its unions rewritten; `name` is for alternatives that have none of their own."""
        if not isinstance(node, dict):
            return node
        return {word: self.part(word, inner, name) for word, inner in node.items()}

    def part(self, word: str, inner: Any, name: str) -> Any:
        """What the keyword `word` holds, rewritten."""
        if word in MAPS_OF_SCHEMAS:
            return {key: self.rewritten(value, f"{name}.{key}") for key, value in inner.items()}
        if word == "anyOf":
            return self.union(inner, name)
        if word in ("allOf", "items") and isinstance(inner, list):
            return [self.rewritten(item, f"{name}.{index}") for index, item in enumerate(inner)]
        return self.rewritten(inner, name) if word in ("items", "additionalProperties", "not") else inner

    def union(self, alternatives: list[Schema], name: str) -> list[Schema]:
        """The alternatives that are no objects, then one that holds an object against those it can be, then a slot."""
        flat = self.flat(alternatives) if sum(map(self.has_objects, alternatives)) > 1 else alternatives
        objects = [each for each in flat if _is_object(self.resolved(each))]
        chain = self.chain(objects, name) if len(objects) > 1 else None
        if chain is None:
            return [self.rewritten(each, f"{name}.{index}") for index, each in enumerate(alternatives)]
        plain = [each for each in flat if each not in objects and each != _SLOT]
        others = [self.rewritten(each, f"{name}.other{index}") for index, each in enumerate(plain)]
        return [*others, self.once(chain, f"{name}.objects"), *[_SLOT for each in flat if each == _SLOT]]

    def chain(self, objects: list[Schema], name: str) -> Schema | None:
        """One schema for an object that is one of `objects`, or None where nothing tells them apart."""
        targets = [self.resolved(each) for each in objects]
        choices = [
            Alternative(self.reference(each, f"{name}.{index}"), target, words_of(target, self.plain_value))
            for index, (each, target) in enumerate(zip(objects, targets, strict=True))
        ]
        conditions = told_apart(choices)
        return None if conditions is None else _held_against(conditions)

    def plain_value(self, node: Schema) -> Schema:
        """What a value has to be when it is no slot: its one alternative, resolved; empty where there are several."""
        inner = [one for one in node.get("anyOf", [node]) if one != _SLOT]
        return self.resolved(inner[0]) if len(inner) == 1 else {}

    def flat(self, alternatives: list[Schema], around: tuple[int, ...] = ()) -> list[Schema]:
        """The alternatives with those of unions that they refer to in their place, each once."""
        found: dict[str, Schema] = {}
        for each in alternatives:
            target = self.resolved(each)
            is_union = set(target) == {"anyOf"} and id(target) not in around and self.has_objects(target)
            inner = self.flat(target["anyOf"], (*around, id(target))) if is_union else [each]
            found |= {json.dumps(one, sort_keys=True): one for one in inner}
        return list(found.values())

    def has_objects(self, node: Schema, around: tuple[int, ...] = ()) -> bool:
        """True for an object with known keys, and for a union that has one among its alternatives."""
        target = self.resolved(node)
        if id(target) in around:
            return False
        inner = (*around, id(target))
        return _is_object(target) or any(self.has_objects(each, inner) for each in target.get("anyOf", ()))

    def resolved(self, node: Schema) -> Schema:
        """The schema itself, or the definition it refers to."""
        while "$ref" in node:
            node = self.source[node["$ref"].removeprefix(DEFINITIONS)]
        return node

    def reference(self, node: Schema, name: str) -> Schema:
        """A reference to the alternative, which gets a definition where it has none."""
        if "$ref" in node:
            return node
        return self.once(self.rewritten(node, name), name)

    def once(self, node: Schema, name: str) -> Schema:
        """A reference to the definition that is `node`, which is called `name` where there is none yet."""
        name = self.names.setdefault(json.dumps(node), name)
        self.named[name] = node
        return {"$ref": DEFINITIONS + name}


def _all_named(definitions: Schema) -> Schema:
    """The definitions where each union's objects are definitions too, so that what refers to a union can go on."""
    named: Schema = {}
    for name, node in definitions.items():
        alternatives: list[Schema] = []
        for index, each in enumerate(node.get("anyOf", [])):
            if _is_object(each):
                named[f"{name}.{index}"] = each
            alternatives.append({"$ref": f"{DEFINITIONS}{name}.{index}"} if _is_object(each) else each)
        named[name] = node | {"anyOf": alternatives} if alternatives else node
    return named


def _is_object(node: Schema) -> bool:
    """True for the schema of an object whose keys are known, some of them at least."""
    return node.get("type") == "object" and "properties" in node


def _held_against(conditions: Schema) -> Schema:
    """An object by its conditions; each key counts as one that fits, so that an object is never taken for a text."""
    return {
        "type": ["object"],
        "errorMessage": 'Incorrect type. Expected "object".',
        "patternProperties": {"": {**ALONE}},
        "if": {"type": "object", **ALONE},
        "then": conditions,
    }

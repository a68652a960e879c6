"""Conditions that say which of several objects a value can be: takes the objects, gives a chain of `if` and `else`.

A word at `type` that only one of them allows tells, and so does a key that only some of closed objects have. A schema
inside a condition is marked as `ALONE`: see `texts.kept_apart`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from preset_schema.slots import SLOT_DEFINITION
from preset_schema.words import Schema

_WORDS_THAT_TELL = ("type", "input")
ALONE: Schema = {"title": "", "description": ""}
_ANY_TYPE = ["string", "object", "array", "number", "boolean", "null"]


class Alternative(NamedTuple):
    """An object that a value can be: a reference to it, its schema, the words it allows at each key that may tell."""

    reference: Schema
    schema: Schema
    words: dict[str, list[str]]

    @property
    def keys(self) -> Schema:
        return self.schema["properties"]

    @property
    def needed(self) -> list[str]:
        return self.schema.get("required", [])


class Case(NamedTuple):
    """Which of the alternatives, by their places, a value can be when it meets `condition`; the key it must have."""

    condition: Schema
    owners: list[int]
    key: str | None = None


def told_apart(choices: list[Alternative]) -> Schema | None:
    """The schema of an object that is one of `choices`, or None where nothing tells them apart."""
    if len(choices) == 1:
        return choices[0].reference
    word = next((word for word in _WORDS_THAT_TELL if _tells(word, choices)), None)
    cases = [*_by_word(word, choices)] if word else []
    if all(choice.schema.get("additionalProperties") is False for choice in choices):
        cases += _by_key(choices, {index for case in cases for index in case.owners})
    if not cases:
        return None
    chain = _last(choices, cases, word)
    for case in reversed(cases):
        owners = [choices[index] for index in case.owners]
        then = told_apart(owners) or {"anyOf": [owner.reference for owner in owners]}
        chain = {"if": case.condition, "then": then, "else": chain}
    return chain


def words_of(node: Schema, plain: Callable[[Schema], Schema]) -> dict[str, list[str]]:
    """The words that an object allows at the keys that may tell; `plain` gives what a value is when it is no slot."""
    found: dict[str, list[str]] = {}
    for key in _WORDS_THAT_TELL:
        value = plain(node["properties"].get(key, {}))
        words = value.get("enum", [value["const"]] if "const" in value else [])
        if words and all(isinstance(word, str) for word in words):
            found[key] = words
    return found


def keys_of(objects: list[Schema]) -> Schema:
    """The keys of some objects with the text of the first that has it; what the values have to be is not said."""
    keys: Schema = {}
    for key, value in (pair for one in objects for pair in one["properties"].items()):
        text = value.get("markdownDescription")
        keys.setdefault(key, ({"markdownDescription": text} if text else {}) | {"type": _ANY_TYPE})
    return keys


def _tells(word: str, choices: list[Alternative]) -> bool:
    """True when the key `word` says which it is: none of the alternatives allows any text there."""
    named = [choice for choice in choices if word in choice.words]
    others = [choice for choice in choices if word not in choice.words]
    closed = all(word not in one.keys and one.schema.get("additionalProperties") is False for one in others)
    return len(named) > 1 and closed


def _by_word(key: str, choices: list[Alternative]) -> Iterator[Case]:
    """A case for each alternative whose words at `key` no other has.

    They are patterns, since an editor that completes takes a word half written for every word it may become.
    """
    for index, choice in enumerate(choices):
        own = choice.words.get(key, [])
        others = {word for other in choices if other is not choice for word in other.words.get(key, [])}
        if own and not others & {*own}:
            pattern = f"^(?:{'|'.join(map(_literal, own))})$"
            value = {"type": "string", "pattern": pattern, **ALONE}
            yield Case({"properties": {key: value}, "required": [key]}, [index])


def _literal(word: str) -> str:
    """The word as a pattern in every dialect: JavaScript's refuses the `\\-` that Python writes for a hyphen."""
    return re.escape(word).replace(r"\-", "-")


def _by_key(choices: list[Alternative], told: set[int]) -> Iterator[Case]:
    """A case for each key that all who know it need, then one for the keys that one alternative alone knows."""
    told = {*told}
    for key in dict.fromkeys(key for choice in choices for key in choice.needed):
        owners = [index for index, choice in enumerate(choices) if key in choice.keys]
        are_needing = all(key in choices[index].needed for index in owners)
        if are_needing and len(owners) < len(choices) and not told & {*owners}:
            told |= {*owners}
            yield Case({"required": [key], **ALONE}, owners, key)
    for index, choice in enumerate(choices):
        others = {key for other in choices if other is not choice for key in other.keys}
        own = [{"required": [key], **ALONE} for key in choice.keys if key not in others]
        if own and index not in told:
            yield Case({"anyOf": own, **ALONE}, [index])


def _last(choices: list[Alternative], cases: list[Case], word: str | None) -> Schema:
    """The schema of an object that meets no case: one thing is said of it where one thing is missing or misspelt."""
    union: Schema = {"anyOf": [choice.reference for choice in choices]}
    needed = [case.key for case in cases if case.key]
    if {index for case in cases if case.key for index in case.owners} == {*range(len(choices))}:
        return _without_key(choices, needed)
    if word is None or not all(word in choice.words for choice in choices):
        return union
    is_word = {"type": "string", "not": {"pattern": SLOT_DEFINITION["pattern"], **ALONE}, **ALONE}
    is_misspelt = {"properties": {word: is_word}, "required": [word]}
    return {"if": is_misspelt, "then": _with_words(choices, word), "else": union}


def _without_key(choices: list[Alternative], needed: list[str]) -> Schema:
    """What is said of an object that has none of the keys that it needs one of."""
    keys = keys_of([choice.schema for choice in choices])
    lacking = {"required": [needed[0]], "errorMessage": f"One of these keys is needed here: {', '.join(needed)}."}
    known = {"propertyNames": {"enum": [*keys]}, **ALONE}
    return {"if": known, "then": lacking, "properties": keys, "additionalProperties": False}


def _with_words(choices: list[Alternative], key: str) -> Schema:
    """What is said of an object whose word at `key` none of the alternatives allows."""
    words = [word for choice in choices for word in choice.words[key]]
    return {"properties": keys_of([choice.schema for choice in choices]) | {key: {"enum": [*dict.fromkeys(words)]}}}

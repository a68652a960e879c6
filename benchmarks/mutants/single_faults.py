"""One fault anywhere in a spec: a misspelt key or value, another type, a key too few, a key too many."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from edits import Edit, Path, edited, value_at
from typos import slip

Maker = Callable[[Any, Path, random.Random], Edit | None]
_VALUES: list[Any] = [7, True, "some text", {}, [], ["some text"], None]
_FOREIGN = ("foo", "colour", "label", "xlabel", "kind", "chart", "ticks", "hover", "dataSource", "chartType", "options")


def key_typo(spec: Any, path: Path, chance: random.Random) -> Edit | None:
    """The last key of `path` with a letter wrong."""
    wrong = slip(path[-1], chance) if isinstance(path[-1], str) else ""
    if not wrong or wrong in value_at(spec, path[:-1]):
        return None
    return Edit("key typo", path, "rename", wrong, str(path[-1]))


def value_typo(spec: Any, path: Path, chance: random.Random) -> Edit | None:
    """The word at `path` with a letter wrong."""
    word = value_at(spec, path)
    return Edit("enum typo", path, "replace", slip(word, chance), word) if isinstance(word, str) and word else None


def wrong_type(spec: Any, path: Path, chance: random.Random) -> Edit:
    """Something of another JSON type at `path`."""
    kind = _kind(value_at(spec, path))
    return Edit("wrong type", path, "replace", chance.choice([other for other in _VALUES if _kind(other) != kind]))


def missing_key(spec: Any, path: Path, chance: random.Random) -> Edit | None:
    """The last key of `path` left out."""
    return Edit("missing key", path, "remove") if isinstance(path[-1], str) else None


def extra_key(names: list[str], is_valid: Callable[[Any], bool]) -> Maker:
    """Makes objects with a key too many, whatever its value: one of `names`, which belong elsewhere, or none."""

    def make(spec: Any, path: Path, chance: random.Random) -> Edit | None:
        owner = value_at(spec, path)
        name = chance.choice([chance.choice(names), chance.choice(_FOREIGN)])
        if not isinstance(owner, dict) or name in owner:
            return None
        edits = [Edit("extra key", (*path, name), "add", value) for value in _VALUES]
        return None if any(is_valid(edited(spec, [edit])) for edit in edits) else chance.choice(edits)

    return make


def _kind(value: Any) -> type:
    return float if type(value) is int else type(value)


def names_of(schema: Any) -> list[str]:
    """Every name of a property in a schema, sorted."""
    found: set[str] = set()
    waiting = [schema]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            found.update(part["properties"] if isinstance(part.get("properties"), dict) else ())
            waiting += part.values()
        elif isinstance(part, list):
            waiting += part
    return sorted(found)

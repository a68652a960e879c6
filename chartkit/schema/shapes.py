"""Schemas read once: what each asks of a value, its references followed and choices inside choices joined.

Takes a schema (draft-07 as Vega-Lite and Vega use it), gives a `Shape` for any part of it, made when first asked for
and kept, so that judging a value takes a few look-ups in sets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from chartkit.schema.json_types import EVERY_KIND, KINDS_OF, Kind, Schema, is_list, is_object, kind_of
from chartkit.schema.limits import LIMITED

Kinds = frozenset[Kind]
_NONE: Kinds = frozenset()
_OF_OBJECTS = {"properties", "required", "additionalProperties", "patternProperties"}


class Shapes:
    """The shapes of one schema."""

    def __init__(self, schema: Schema) -> None:
        self._definitions: Schema = schema.get("definitions", {})
        self._made: dict[int, Shape] = {}
        self.root = self.of(schema)

    def of(self, schema: Schema) -> Shape:
        """The shape of a part of the schema; the same object for every reference to it."""
        while "$ref" in schema:
            schema = self._definitions[unquote(schema["$ref"].removeprefix("#/definitions/"))]
        shape = self._made.get(id(schema))
        if shape is None:
            shape = self._made[id(schema)] = Shape(schema, self)
        return shape

    def branches(self, schemas: Iterable[Schema], joined: bool) -> tuple[Shape, ...]:
        """The shapes of alternatives, each once; those that are nothing but alternatives give way to theirs."""
        found: dict[int, Shape] = {}
        for schema in schemas:
            shape = self.of(schema)
            inner = shape.any_of if joined and shape.is_choice else ()
            found.update((id(each), each) for each in inner or (shape,))
        return tuple(found.values())


class Shape:
    """What one schema asks of a value.

    `possible` are the kinds of value that it may take, `always` those of which it takes any, `texts` strings that it
    takes whatever else it says, and no others when `is_listed`. `required` are keys that it needs; `is_closed` when it
    takes none but the `known` ones; `is_choice` when it is nothing but the alternatives of `any_of`; `is_plain`
    when it has none of the rarer demands: one branch exactly, several schemas at once, one that is not allowed, bounds.
    """

    def __init__(self, schema: Schema, shapes: Shapes) -> None:
        self.schema = schema
        self._shapes = shapes
        self.known: Mapping[str, Schema] = schema.get("properties", {})
        self.required: tuple[str, ...] = tuple(schema.get("required", ()))
        self.is_closed = schema.get("additionalProperties") is False and "patternProperties" not in schema
        self.values: tuple[Any, ...] | None = _values(schema)
        self.any_of = shapes.branches(schema.get("anyOf", ()), joined=True)
        self.is_choice = schema.keys() == {"anyOf"}
        self.one_of = shapes.branches(schema.get("oneOf", ()), joined=False)
        self.all_of = tuple(shapes.of(part) for part in schema.get("allOf", ()))
        self.excluded = shapes.of(schema["not"]) if "not" in schema else None
        self.is_limited = bool(LIMITED & schema.keys())
        self.is_plain = not (self.one_of or self.all_of or self.excluded or self.is_limited)
        self.possible = self._possible()
        self.always = self._always()
        self.texts = self._texts()
        self.is_listed = self._is_listed()
        self.children: dict[str, Shape] = {}

    def child(self, key: str) -> Shape | None:
        """The shape of the value at `key`, or None when no such key is allowed."""
        found = self.children.get(key)
        if found is not None:
            return found
        if key in self.known:
            return self.at(key)
        for pattern, wanted in self.schema.get("patternProperties", {}).items():
            if re.search(pattern, str(key)):
                return self._shapes.of(wanted)
        additional = self.schema.get("additionalProperties", True)
        if is_object(additional):
            return self._shapes.of(additional)
        return ANYTHING if additional else None

    def at(self, key: str) -> Shape:
        """The shape of the value at a known key; anything goes at one of which no more is said."""
        shape = self.children[key] = self._shapes.of(self.known[key]) if key in self.known else ANYTHING
        return shape

    def demands(self, key: str) -> tuple[Shape, ...]:
        """What the shape and those it is made of say of the value at `key` by that name."""
        own = (self.at(key),) if key in self.known else ()
        return (*own, *(demand for part in self.all_of for demand in part.demands(key)))

    def under(self, key: str) -> tuple[Shape, ...]:
        """What each object that the shape may take says of the value at `key` by that name."""
        if key not in self._names:
            return ()
        own = (self.at(key),) if key in self.known else ()
        return (*own, *(found for part in self._parts for found in part.under(key)))

    def in_items(self, key: str) -> tuple[Shape, ...]:
        """The same of the objects in a list that the shape may take."""
        own = self.items.under(key) if isinstance(self.items, Shape) else ()
        return (*own, *(found for part in self._parts if "array" in part.possible for found in part.in_items(key)))

    def keys_of_word(self, word: str) -> tuple[str, ...]:
        """The keys of the objects that the shape may take at which `word` is one of the words listed."""
        own = (key for key in self.known if word in self.at(key).texts)
        return tuple(dict.fromkeys((*own, *(key for part in self._parts for key in part.keys_of_word(word)))))

    @cached_property
    def _names(self) -> frozenset[str]:
        """Every key of every object that the shape may take."""
        return frozenset(self.known).union(*(part._names for part in self._parts))

    @cached_property
    def _parts(self) -> tuple[Shape, ...]:
        return (*self.any_of, *self.one_of, *self.all_of)

    def unknown_in(self, value: dict[str, Any]) -> set[str]:
        """The keys of an object that a closed shape does not know."""
        return value.keys() - self.known.keys() if self.is_closed else set()

    @cached_property
    def items(self) -> Shape | tuple[Shape, ...]:
        """The shape of every item of a list, or of each in turn."""
        items = self.schema.get("items")
        if is_list(items):
            return tuple(self._shapes.of(item) for item in items)
        return ANYTHING if items is None else self._shapes.of(items)

    @cached_property
    def alternatives(self) -> dict[Kind, tuple[Shape, ...]]:
        """The branches of `anyOf` that may take a value of each kind."""
        return {kind: tuple(each for each in self.any_of if kind in each.possible) for kind in EVERY_KIND}

    @cached_property
    def words(self) -> tuple[str, ...] | None:
        """The strings there are to choose from, none for what takes no string; None where any string may do."""
        if "string" not in self.possible:
            return ()
        if self.values is not None:
            return tuple(value for value in self.values if isinstance(value, str))
        branches = [each.words for each in (*self.any_of, *self.one_of)]
        listed = [words for words in branches if words is not None]
        is_choice = branches and len(listed) == len(branches)
        return tuple(dict.fromkeys(word for words in listed for word in words)) if is_choice else None

    def _possible(self) -> Kinds:
        kinds = kinds_of(self.schema.get("type"))
        if self.values is not None:
            kinds &= {kind_of(value) for value in self.values}
        for branches in filter(None, (self.any_of, self.one_of)):
            kinds &= _NONE.union(*(each.possible for each in branches))
        return kinds.intersection(*(part.possible for part in self.all_of))

    def _always(self) -> Kinds:
        """The kinds of which every value will do."""
        if self.values is not None or self.excluded is not None:
            return _NONE
        kinds = self.possible - _constrained(self.schema)
        if self.any_of:
            kinds &= _NONE.union(*(each.always for each in self.any_of))
        if self.one_of:
            kinds &= {kind for kind in kinds if _is_sole(kind, self.one_of)}
        return kinds.intersection(*(part.always for part in self.all_of))

    def _texts(self) -> frozenset[str]:
        if not self.is_plain:
            return frozenset()
        if self.values is not None:
            return frozenset(value for value in self.values if isinstance(value, str) and "string" in self.possible)
        return frozenset[str]().union(*(each.texts for each in self.any_of if "string" in self.possible))

    def _is_listed(self) -> bool:
        if not self.is_plain:
            return False
        branches = [each for each in self.any_of if "string" in each.possible]
        return self.values is not None or (bool(branches) and all(each.is_listed for each in branches))


def _values(schema: Schema) -> tuple[Any, ...] | None:
    if "const" in schema:
        return (schema["const"],)
    return tuple(schema["enum"]) if "enum" in schema else None


def kinds_of(types: str | list[str] | None) -> Kinds:
    """The kinds of value that JSON Schema's `type` names; all of them without one."""
    if types is None:
        return EVERY_KIND
    return _NONE.union(*(KINDS_OF[name] for name in ([types] if isinstance(types, str) else types)))


def _constrained(schema: Schema) -> Kinds:
    """The kinds of value whose insides the schema says something about."""
    kinds = _NONE.union(*(LIMITED_KINDS[keyword] for keyword in LIMITED & schema.keys()))
    if _OF_OBJECTS & schema.keys():
        kinds |= KINDS_OF["object"]
    return kinds | KINDS_OF["array"] if "items" in schema else kinds


def _is_sole(kind: Kind, branches: tuple[Shape, ...]) -> bool:
    """Whether one branch takes every value of that kind and no other branch any."""
    possible = [branch for branch in branches if kind in branch.possible]
    return len(possible) == 1 and kind in possible[0].always


LIMITED_KINDS: dict[str, Kinds] = {keyword: KINDS_OF[kind] for keyword, kind in LIMITED.items()}
ANYTHING = Shapes({}).root

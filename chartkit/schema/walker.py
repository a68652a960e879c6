"""Finds the author's mistakes: walks a schema beside an invalid spec, choosing branches by the best fit.

Takes a schema (draft-07 as Vega-Lite and Vega use it) and a value, gives the mistakes of the branches that the author
most likely meant. A known key with a wrong value always costs less than an unknown key, so a branch that knows the
author's keys wins over one that does not, however much is wrong deeper down.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import repeat
from typing import Any
from urllib.parse import unquote

from chartkit.schema.branches import best_of, by_discriminator, promising_first
from chartkit.schema.checks import LIMITED, kind_or_value, limits, other_object
from chartkit.schema.json_types import Schema, is_list, is_object
from chartkit.schema.mistakes import VALID, Fit, Mistake, added
from chartkit.schema.suggestions import distance_between, nearest

_ANYTHING: Schema = {}
MAX_DEPTH = 60
_MOST_IN_A_LIST = 20
_UNKNOWN, _MISSING = 1.0, 1.0
_MISSPELT, _PER_LETTER = 0.5, 0.1


class Walker:
    """One walk over one spec; fits are remembered per schema and value, both alive as long as the walk."""

    def __init__(self, schema: Schema) -> None:
        self._definitions: Schema = schema.get("definitions", {})
        self._root = schema
        self._fits: dict[tuple[int, int], Fit] = {}
        self._targets: dict[str, Schema] = {}
        self.is_sure = True

    def mistakes(self, spec: object) -> tuple[Mistake, ...]:
        """The mistakes in `spec`, in its own order; none when it is valid.

        Nothing is said of what lies deeper than 60 levels; `is_sure` is false when there is such a thing.
        """
        try:
            return self._fit(self._root, spec, 0).mistakes
        except RecursionError:  # called by code that is itself hundreds of calls deep
            self.is_sure = False
            return ()

    def _fit(self, schema: Schema, value: Any, depth: int) -> Fit:
        schema = self._resolved(schema)
        memory = (id(schema), id(value))
        if depth > MAX_DEPTH:
            self.is_sure = False
            return VALID
        if memory not in self._fits:
            self._fits[memory] = self._checked(schema, value, depth)
        return self._fits[memory]

    def _resolved(self, schema: Schema) -> Schema:
        while "$ref" in schema:
            reference = schema["$ref"]
            if reference not in self._targets:
                name = unquote(reference.removeprefix("#/definitions/"))
                self._targets[reference] = self._definitions[name]
            schema = self._targets[reference]
        return schema

    def _checked(self, schema: Schema, value: Any, depth: int) -> Fit:
        mismatch = kind_or_value(schema, value)
        if mismatch is not None:
            return mismatch
        fits = [
            self._alternatives(schema[word], value, depth, exactly_one=word == "oneOf")
            for word in ("anyOf", "oneOf")
            if word in schema
        ]
        fits += [self._fit(part, value, depth) for part in schema.get("allOf", ())]
        if is_object(value):
            fits.append(self._object(schema, value, depth))
        elif is_list(value):
            fits.append(self._array(schema, value, depth))
        if LIMITED & schema.keys():
            fits.append(limits(schema, value))
        if "not" in schema and not self._fit(schema["not"], value, depth).cost:
            fits.append(Fit(1.0, (Mistake("limit", rule="is not allowed here"),)))
        return added(fits)

    def _alternatives(self, branches: list[Schema], value: Any, depth: int, exactly_one: bool) -> Fit:
        likely = by_discriminator([self._resolved(branch) for branch in branches], value, self._resolved)
        n_valid = 0
        for branch in promising_first(likely, value):
            n_valid += not self._fit(branch, value, depth).cost
            if n_valid and not exactly_one:
                return VALID
        if n_valid > 1:
            return Fit(1.0, (Mistake("limit", rule="fits more than one of its alternatives"),))
        return VALID if n_valid else best_of([self._fit(branch, value, depth) for branch in likely])

    def _array(self, schema: Schema, value: list[Any], depth: int) -> Fit:
        items = schema.get("items", _ANYTHING)
        wanted_items: Iterable[Schema] = items if is_list(items) else repeat(items)
        cost, mistakes = 0.0, list[Mistake]()
        for index, (item, wanted) in enumerate(zip(value, wanted_items, strict=False)):
            fit = self._fit(wanted, item, depth + 1)
            if fit.cost:
                cost += _bent(fit.cost)
                mistakes += [mistake.under(index) for mistake in fit.mistakes]
            if len(mistakes) >= _MOST_IN_A_LIST:
                break
        return Fit(cost, tuple(mistakes)) if mistakes else VALID

    def _object(self, schema: Schema, value: Schema, depth: int) -> Fit:
        known: Schema = schema.get("properties", {})
        missing = [name for name in schema.get("required", ()) if name not in value]
        cost, recognised, mistakes = 0.0, not known, list[Mistake]()
        for key, item in value.items():
            wanted = _schema_of(schema, known, key)
            if wanted is not None:
                recognised = True
                fit = self._fit(wanted, item, depth + 1)
                found, part = [mistake.under(key) for mistake in fit.mistakes], _bent(fit.cost)
            else:
                meant = self._meant(known, value, key, item, depth)
                recognised |= meant is not None
                found, part = self._unknown(known, key, item, meant, depth)
                if meant in missing:
                    missing.remove(meant)
                    found[0] = found[0]._replace(names=())
            cost += part
            mistakes += found
        if missing and len(mistakes) == 1:
            missing, mistakes = self._taken_for(missing, mistakes, known, value, depth)
        if missing:
            if value and not recognised:
                return Fit(1.0, (other_object(schema),), alike=False)
            mistakes.append(Mistake("missing", names=tuple(missing)))
            cost += _MISSING * len(missing)
        return Fit(cost, tuple(mistakes)) if mistakes else VALID

    def _unknown(
        self, known: Schema, key: str, item: Any, meant: str | None, depth: int
    ) -> tuple[list[Mistake], float]:
        """An unknown key's mistakes and cost, with those inside its value when a key near it was meant."""
        mistakes = [Mistake("key", (key,), names=tuple(known), meant=meant)]
        if meant is None:
            return mistakes, _UNKNOWN
        fit = self._fit(known[meant], item, depth + 1)
        if fit.alike:
            mistakes += [mistake.under(key) for mistake in fit.mistakes]
        distance = distance_between(key, meant) or 0.0
        return mistakes, _MISSPELT + _PER_LETTER * distance + _bent(fit.cost) / 3

    def _meant(self, known: Schema, value: Schema, key: str, item: Any, depth: int) -> str | None:
        """The key that the author most likely meant: near in spelling and, if one is, fit for the value."""
        near = nearest(key, (name for name in known if name not in value))
        fitting = (name for name in near if not self._fit(known[name], item, depth + 1).cost)
        return next(fitting, near[0] if near else None)

    def _taken_for(
        self, missing: list[str], mistakes: list[Mistake], known: Schema, value: Schema, depth: int
    ) -> tuple[list[str], list[Mistake]]:
        """One missing key and one unknown key whose value fits it are one mistake, however they are spelt."""
        (mistake,) = mistakes
        lone = mistake.kind == "key" and mistake.meant is None and len(missing) == 1 and len(value) > 1
        if not lone or self._fit(known[missing[0]], value[str(mistake.path[0])], depth + 1).cost:
            return missing, mistakes
        return [], [mistake._replace(meant=missing[0], names=())]


def _bent(cost: float) -> float:
    """A cost inside a known key, bent to stay under the cost of an unknown key."""
    return 0.9 * cost / (cost + 0.5)


def _schema_of(schema: Schema, known: Schema, key: Any) -> Schema | None:
    """The schema of the value at `key`, or None when no such key is allowed."""
    if key in known:
        return known[key]
    for pattern, wanted in schema.get("patternProperties", {}).items():
        if re.search(pattern, str(key)):
            return wanted
    additional = schema.get("additionalProperties", True)
    if is_object(additional):
        return additional
    return _ANYTHING if additional else None

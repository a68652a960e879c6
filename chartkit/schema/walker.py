"""Finds the author's mistakes: walks a schema beside an invalid spec, choosing branches by the best fit.

Takes the shapes of a schema and a value, gives the mistakes of the branches that the author most likely meant. A known
key with a wrong value always costs less than an unknown key, so a branch that knows the author's keys wins over one
that does not, however much is wrong deeper down. Only what is not accepted as it stands is looked into.
"""

from __future__ import annotations

from itertools import repeat
from math import inf
from typing import Any

from chartkit.schema.acceptance import Acceptance
from chartkit.schema.branches import MISSPELT, best_of, by_discriminator, least_cost
from chartkit.schema.checks import kind_or_value, limits, other_object
from chartkit.schema.json_types import is_list, is_object
from chartkit.schema.mistakes import VALID, Fit, Mistake, added
from chartkit.schema.shapes import Shape, Shapes
from chartkit.schema.suggestions import distance_between, nearest

_MOST_IN_A_LIST = 20
_UNKNOWN, _MISSING = 1.0, 1.0
_PER_LETTER = 0.1


class Walker:
    """One walk over one spec; fits are remembered per schema and value, both alive as long as the walk."""

    def __init__(self, shapes: Shapes) -> None:
        self._root = shapes.root
        self._acceptance = Acceptance()
        self._fits: dict[tuple[int, int], Fit] = {}

    @property
    def is_sure(self) -> bool:
        """False when something lies deeper than 60 levels, of which nothing is said."""
        return self._acceptance.is_sure

    def mistakes(self, spec: object) -> tuple[Mistake, ...]:
        """The mistakes in `spec`, in its own order; none when it is valid."""
        try:
            return self._fit(self._root, spec, 0).mistakes
        except RecursionError:  # called by code that is itself hundreds of calls deep
            self._acceptance.is_sure = False
            return ()

    def _fit(self, shape: Shape, value: Any, depth: int) -> Fit:
        if self._acceptance.accepts(shape, value, depth):
            return VALID
        memory = (id(shape), id(value))
        if memory not in self._fits:
            self._fits[memory] = self._refused(shape, value, depth)
        return self._fits[memory]

    def _refused(self, shape: Shape, value: Any, depth: int) -> Fit:
        """The fit of a value that the shape does not accept."""
        mismatch = kind_or_value(shape, value)
        if mismatch is not None:
            return mismatch
        fits = [self._fit(part, value, depth) for part in shape.all_of]
        if shape.any_of:
            fits.append(self._any_of(shape, value, depth))
        if shape.one_of:
            fits.append(self._one_of(shape, value, depth))
        if is_object(value):
            fits.append(self._object(shape, value, depth))
        elif is_list(value):
            fits.append(self._array(shape, value, depth))
        if shape.is_limited:
            fits.append(limits(shape.schema, value))
        if shape.excluded is not None and self._acceptance.accepts(shape.excluded, value, depth):
            fits.append(Fit(1.0, (Mistake("limit", rule="is not allowed here"),)))
        return added(fits)

    def _any_of(self, shape: Shape, value: Any, depth: int) -> Fit:
        if any(self._acceptance.accepts(branch, value, depth) for branch in shape.any_of):
            return VALID
        return self._best(shape.any_of, value, depth)

    def _one_of(self, shape: Shape, value: Any, depth: int) -> Fit:
        n_valid = sum(self._acceptance.accepts(branch, value, depth) for branch in shape.one_of)
        if n_valid > 1:
            return Fit(1.0, (Mistake("limit", rule="fits more than one of its alternatives"),))
        return VALID if n_valid else self._best(shape.one_of, value, depth)

    def _best(self, branches: tuple[Shape, ...], value: Any, depth: int) -> Fit:
        """The fit of the best branch; those that cost more by the value's keys alone are not looked into."""
        looked_into: dict[int, Fit] = {}
        lowest = inf
        likely = by_discriminator(branches, value)
        least = [least_cost(branch, value) for branch in likely]
        for index in sorted(range(len(likely)), key=least.__getitem__):
            if least[index] > lowest:
                break
            fit = looked_into[index] = self._fit(likely[index], value, depth)
            lowest = min(lowest, fit.cost) if fit.alike else lowest
        return best_of(likely, value, [looked_into[index] for index in sorted(looked_into)])

    def _array(self, shape: Shape, value: list[Any], depth: int) -> Fit:
        wanted_items = shape.items if isinstance(shape.items, tuple) else repeat(shape.items)
        cost, mistakes = 0.0, list[Mistake]()
        for index, (item, wanted) in enumerate(zip(value, wanted_items, strict=False)):
            fit = self._fit(wanted, item, depth + 1)
            if fit.cost:
                cost += _bent(fit.cost)
                mistakes += [mistake.under(index) for mistake in fit.mistakes]
            if len(mistakes) >= _MOST_IN_A_LIST:
                break
        return Fit(cost, tuple(mistakes)) if mistakes else VALID

    def _object(self, shape: Shape, value: dict[str, Any], depth: int) -> Fit:
        missing = [name for name in shape.required if name not in value]
        cost, recognised, mistakes = 0.0, not shape.known, list[Mistake]()
        for key, item in value.items():
            wanted = shape.child(key)
            if wanted is not None:
                recognised = True
                fit = self._fit(wanted, item, depth + 1)
                if fit is VALID:
                    continue
                found, part = [mistake.under(key) for mistake in fit.mistakes], _bent(fit.cost)
            else:
                meant = self._meant(shape, value, key, item, depth)
                recognised |= meant is not None
                found, part = self._unknown(shape, key, item, meant, depth)
                if meant in missing:
                    missing.remove(meant)
                    found[0] = found[0]._replace(names=())
            cost += part
            mistakes += found
        if missing and len(mistakes) == 1:
            missing, mistakes = self._taken_for(missing, mistakes, shape, value, depth)
        if missing:
            if value and not recognised:
                return Fit(1.0, (other_object(shape.schema),), alike=False)
            mistakes.append(Mistake("missing", names=tuple(missing)))
            cost += _MISSING * len(missing)
        return Fit(cost, tuple(mistakes)) if mistakes else VALID

    def _unknown(self, shape: Shape, key: str, item: Any, meant: str | None, depth: int) -> tuple[list[Mistake], float]:
        """An unknown key's mistakes and cost, with those inside its value when a key near it was meant."""
        mistakes = [Mistake("key", (key,), names=tuple(shape.known), meant=meant)]
        if meant is None:
            return mistakes, _UNKNOWN
        fit = self._fit(shape.at(meant), item, depth + 1)
        if fit.alike:
            mistakes += [mistake.under(key) for mistake in fit.mistakes]
        distance = distance_between(key, meant) or 0.0
        return mistakes, MISSPELT + _PER_LETTER * distance + _bent(fit.cost) / 3

    def _meant(self, shape: Shape, value: dict[str, Any], key: str, item: Any, depth: int) -> str | None:
        """The key that the author most likely meant: near in spelling and, if one is, fit for the value."""
        near = nearest(key, (name for name in shape.known if name not in value))
        fitting = (name for name in near if self._acceptance.accepts(shape.at(name), item, depth + 1))
        return next(fitting, near[0] if near else None)

    def _taken_for(
        self, missing: list[str], mistakes: list[Mistake], shape: Shape, value: dict[str, Any], depth: int
    ) -> tuple[list[str], list[Mistake]]:
        """One missing key and one unknown key whose value fits it are one mistake, however they are spelt."""
        (mistake,) = mistakes
        lone = mistake.kind == "key" and mistake.meant is None and len(missing) == 1 and len(value) > 1
        if not lone or not self._acceptance.accepts(shape.at(missing[0]), value[str(mistake.path[0])], depth + 1):
            return missing, mistakes
        return [], [mistake._replace(meant=missing[0], names=())]


def _bent(cost: float) -> float:
    """A cost inside a known key, bent to stay under the cost of an unknown key."""
    return 0.9 * cost / (cost + 0.5)

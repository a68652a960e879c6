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
from chartkit.schema.branches import MISSING, MISSPELT, best_of, has_foreign, least_cost
from chartkit.schema.checks import kind_or_value, limits, other_object
from chartkit.schema.discriminators import by_discriminator, by_own_key
from chartkit.schema.json_types import OBJECT_WORD, is_list, is_object
from chartkit.schema.mistakes import VALID, Fit, Mistake, added
from chartkit.schema.shapes import ANYTHING, Shape, Shapes
from chartkit.schema.suggestions import distance_between, is_slip, nearest
from chartkit.schema.synonyms import meant_by

_MOST_IN_A_LIST = 20
# What mistakes cost: a key that is near none, each letter by which a key is misspelt, taking a key for the one that is
# missing, a wrong value under a key of the author's own; and the share that counts of what is wrong in a misspelt key.
_UNKNOWN, _PER_LETTER, _TAKEN, _OWN = 1.0, 0.1, 0.25, 0.9
_INSIDE = 0.6


class Walker:
    """One walk over one spec; fits are remembered per schema and value, both alive as long as the walk."""

    def __init__(self, shapes: Shapes) -> None:
        self._root = shapes.root
        self._acceptance = Acceptance()
        self._fits: dict[tuple[int, int], Fit] = {}
        self._in_lists: dict[int, list[Any]] = {}

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
        return VALID if self._acceptance.accepts(shape, value, depth) else self._refused(shape, value, depth)

    def _refused(self, shape: Shape, value: Any, depth: int) -> Fit:
        """The fit of a value that the shape does not accept."""
        memory = (id(shape), id(value))
        fit = self._fits.get(memory)
        if fit is None:
            fit = self._fits[memory] = self._reshaped(shape, value, self._looked_into(shape, value, depth), depth)
        return fit

    def _reshaped(self, shape: Shape, value: Any, fit: Fit, depth: int) -> Fit:
        """The fit, which says so where the value in another shape would be accepted."""
        is_wrong_itself = any(mistake.kind == "value" and not mistake.path for mistake in fit.mistakes)
        reshape = self._reshape(shape, value, depth) if is_wrong_itself or is_list(value) else ""
        if not reshape:
            return fit
        if is_list(value) and is_object(value[0]):
            return fit._replace(mistakes=(Mistake("value", types=(OBJECT_WORD,), reshape=reshape),))
        mistakes = (
            mistake if mistake.path or mistake.kind != "value" else mistake._replace(reshape=reshape)
            for mistake in fit.mistakes
        )
        return fit._replace(mistakes=tuple(mistakes))

    def _reshape(self, shape: Shape, value: Any, depth: int) -> str:
        """The shape in which the value would be accepted, as `Mistake` says it; empty where there is none."""
        if is_list(value):
            is_item = len(value) == 1 and value[0] not in (None, {})
            return "item" if is_item and self._acceptance.accepts(shape, value[0], depth) else ""
        keys = shape.keys_of_word(value) if isinstance(value, str) and "object" in shape.possible else ()
        if len(keys) == 1:
            return keys[0]
        if "array" in shape.possible and value is not None:
            in_list = self._in_lists.setdefault(id(value), [value])
            if self._acceptance.accepts(shape, in_list, depth):
                return "list"
        if is_object(value) and value.keys() == {"value"} and self._acceptance.accepts(shape, value["value"], depth):
            return "value"
        return ""

    def _looked_into(self, shape: Shape, value: Any, depth: int) -> Fit:
        if shape.is_choice:
            return self._best(shape.any_of, value, depth)
        mismatch = kind_or_value(shape, value)
        if mismatch is not None:
            return mismatch
        fits = [self._fit(part, value, depth) for part in shape.all_of]
        if is_object(value):
            fits.append(self._object(shape, value, depth))
        elif is_list(value):
            fits.append(self._array(shape, value, depth))
        if shape.any_of and not any(self._acceptance.accepts(branch, value, depth) for branch in shape.any_of):
            fits.append(self._best(shape.any_of, value, depth))
        if shape.one_of:
            fits.append(self._one_of(shape, value, depth))
        if shape.is_limited:
            fits.append(limits(shape.schema, value))
        if shape.excluded is not None and self._acceptance.accepts(shape.excluded, value, depth):
            fits.append(Fit(1.0, (Mistake("limit", rule="is not allowed here"),)))
        return added(fits)

    def _one_of(self, shape: Shape, value: Any, depth: int) -> Fit:
        n_valid = sum(self._acceptance.accepts(branch, value, depth) for branch in shape.one_of)
        if n_valid > 1:
            return Fit(1.0, (Mistake("limit", rule="fits more than one of its alternatives"),))
        return VALID if n_valid else self._best(shape.one_of, value, depth)

    def _best(self, branches: tuple[Shape, ...], value: Any, depth: int) -> Fit:
        """The fit of a value to branches that all refuse it.

        A branch that costs more than another by the value's keys alone is not looked into, unless it needs one more
        and the others find keys inside that they do not have.
        """
        if not is_object(value):
            return best_of(branches, value, [self._refused(branch, value, depth) for branch in branches])
        likely = by_discriminator(branches, value)
        named = by_own_key(likely, value)
        least = [least_cost(branch, value) for branch in named]
        looked_into: dict[int, Fit] = {}
        lowest = inf
        is_foreign = False
        for index in sorted(range(len(named)), key=least.__getitem__):
            if least[index] > lowest and not (is_foreign and least[index] <= MISSING):
                break
            fit = looked_into[index] = self._refused(named[index], value, depth)
            lowest = min(lowest, fit.cost) if fit.alike else lowest
            is_foreign |= has_foreign(fit)
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
            if wanted is None or (wanted is ANYTHING and key not in shape.known and nearest(key, missing, 1)):
                meant = self._meant(shape, value, key, item, depth)
                recognised |= meant is not None
                found, part = self._unknown(shape, key, item, meant, depth)
                if meant in missing:
                    missing.remove(meant)
                    found[0] = found[0]._replace(names=())
            else:
                recognised |= wanted is not ANYTHING or key in shape.known
                fit = self._fit(wanted, item, depth + 1)
                if fit is VALID:
                    continue
                found = [mistake.under(key, shape) for mistake in fit.mistakes]
                part = _bent(fit.cost) if key in shape.known else _OWN
            cost += part
            mistakes += found
        if not missing:
            return Fit(cost, tuple(mistakes)) if mistakes else VALID
        if len(mistakes) == 1 and self._is_taken_for(missing, mistakes[0], shape, value, depth):
            return Fit(cost + _TAKEN, (mistakes[0]._replace(meant=missing[0], names=()),))
        if value and not recognised:
            return Fit(1.0, (other_object(shape.schema),), alike=False)
        return Fit(cost + MISSING * len(missing), (*mistakes, Mistake("missing", names=tuple(missing))))

    def _unknown(self, shape: Shape, key: str, item: Any, meant: str | None, depth: int) -> tuple[list[Mistake], float]:
        """An unknown key's mistakes and cost, with those inside its value when a key near it was meant."""
        mistakes = [Mistake("key", (key,), names=tuple(shape.known), meant=meant, inside=(shape,))]
        if meant is None:
            return mistakes, _UNKNOWN
        fit = self._fit(shape.at(meant), item, depth + 1)
        if fit.alike:
            mistakes += [mistake.under(key) for mistake in fit.mistakes]
        distance = distance_between(key, meant)
        if distance is None:
            return mistakes, _UNKNOWN
        return mistakes, MISSPELT + _PER_LETTER * distance + _bent(fit.cost) * _INSIDE

    def _meant(self, shape: Shape, value: dict[str, Any], key: str, item: Any, depth: int) -> str | None:
        """The key that the author most likely meant: near in spelling, and needed or fit for the value if one is.

        One letter may be meant as any other one. A word of another tool is one that is meant, not a far misspelling.
        """
        unused = [name for name in dict.fromkeys((*shape.known, *shape.required)) if name not in value]
        near = nearest(key, unused) or [name for name in unused if len(name) == len(key) == 1]
        if near and near[0] in shape.required:
            return near[0]
        others = meant_by(key, unused, is_key=True)
        near = [*near, *others] if not others or (near and is_slip(key, near[0])) else others
        fitting = (name for name in near if self._acceptance.accepts(shape.at(name), item, depth + 1))
        return next(fitting, near[0] if near else None)

    def _is_taken_for(
        self, missing: list[str], mistake: Mistake, shape: Shape, value: dict[str, Any], depth: int
    ) -> bool:
        """Whether one unknown key's value fits the one missing key: then they are one mistake, however spelt."""
        if mistake.kind != "key" or mistake.meant or len(missing) > 1 or len(value) < 2:
            return False
        return self._acceptance.accepts(shape.at(missing[0]), value[str(mistake.path[0])], depth + 1)


def _bent(cost: float) -> float:
    """A cost inside a known key, bent to stay under the cost of an unknown key."""
    return 0.9 * cost / (cost + 0.5)

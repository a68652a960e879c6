"""Chooses among the branches of an `anyOf` the one that the author meant, and joins what the others allow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from chartkit.schema.discriminators import by_words
from chartkit.schema.json_types import WORDS, json_key
from chartkit.schema.mistakes import Fit, Mistake
from chartkit.schema.shapes import Shape

MISSPELT, MISSING = 0.62, 0.95
"""The least that an unknown key costs, which is one near a known key; what a missing one costs."""


def least_cost(branch: Shape, value: dict[str, Any]) -> float:
    """What the value's own keys cost at least in a branch that is for objects; 0 for other branches."""
    cost = sum(least_cost(part, value) for part in branch.all_of) if branch.all_of else 0.0
    if not branch.known:
        return cost
    n_unknown = len(branch.unknown_in(value))
    n_missing = len(branch.required) and sum(name not in value for name in branch.required)
    return cost + n_unknown * MISSPELT + max(0, n_missing - n_unknown) * MISSING


def best_of(branches: tuple[Shape, ...], value: Any, fits: list[Fit]) -> Fit:
    """The fit of a value that no branch takes: the best one's, with what the others allow in its place.

    `fits` are those of the branches that were looked into.
    """
    alike = [fit for fit in fits if fit.alike]
    if not alike:
        mistake = _joined([mistake for fit in fits for mistake in fit.mistakes if not mistake.path])
        return Fit(1.0, (mistake,), alike=False)
    best = min(alike, key=lambda fit: fit.cost)
    if has_foreign(best):
        best = next(filter(_lacks_one, alike), best)
    if all(mistake.kind == "missing" and not mistake.path for mistake in best.mistakes):
        return Fit(best.cost, _missing_from(best, branches, value))
    paths = {mistake.path for mistake in best.mistakes}
    others = [fit for fit in fits if all(mistake.path in paths for mistake in fit.mistakes)]
    equals = [fit for fit in others if fit.cost == best.cost]
    mistakes = (_widened(mistake, others, branches) for mistake in _undecided(best, equals))
    return Fit(best.cost, tuple(_with_rival(mistake, branches, value) for mistake in mistakes))


def _undecided(best: Fit, equals: list[Fit]) -> Iterator[Mistake]:
    """The best fit's mistakes, with the keys of all that are as good where each lacks a key of its own."""
    needs = [
        mistake.names for fit in equals for mistake in fit.mistakes if mistake.kind == "missing" and not mistake.path
    ]
    is_open = len(set(needs)) > 1 and len(needs) == len(equals)
    for mistake in best.mistakes:
        if is_open and mistake.kind == "missing" and not mistake.path:
            yield mistake._replace(names=_one_of_each(needs), any_name=True)
        elif is_open and mistake.kind == "key" and len(mistake.path) == 1:
            names = (
                name for fit in equals for other in fit.mistakes if other.path == mistake.path for name in other.names
            )
            yield mistake._replace(names=tuple(dict.fromkeys(names)))
        else:
            yield mistake


def has_foreign(fit: Fit) -> bool:
    """Whether a key deeper down is unknown and none is near it."""
    return any(mistake.kind == "key" and not mistake.meant and len(mistake.path) > 1 for mistake in fit.mistakes)


def _lacks_one(fit: Fit) -> bool:
    """Whether all that is written is as it should be, and one key is missing."""
    return [(mistake.kind, mistake.path, len(mistake.names)) for mistake in fit.mistakes] == [("missing", (), 1)]


def _with_rival(mistake: Mistake, branches: tuple[Shape, ...], value: Any) -> Mistake:
    """An unknown key's mistake with what every branch says that knows the other keys, and with the key's rival.

    That is a key beside it, where each of them is what a branch is known by and no branch takes both.
    """
    if mistake.kind != "key" or len(mistake.path) != 1 or mistake.meant or mistake.rival:
        return mistake
    key = str(mistake.path[0])
    knowing = tuple(branch for branch in branches if branch.known and branch.unknown_in(value) <= {key})
    mistake = mistake._replace(inside=knowing or mistake.inside)
    needs = [branch.required for branch in branches if branch.required]
    special = _one_of_each(needs) if len(needs) > 1 else ()
    if key not in special:
        return mistake
    rivals = (name for name in value if name in special and name != key and not _takes_both(branches, key, name))
    return mistake._replace(rival=next(rivals, None))


def _takes_both(branches: tuple[Shape, ...], key: str, other: str) -> bool:
    return any(key in branch.known and other in branch.known for branch in branches)


def _widened(mistake: Mistake, fits: list[Fit], branches: tuple[Shape, ...]) -> Mistake:
    """A wrong value's mistake with the values and types that the other branches take at the same place.

    Where a word is wrong that tells all branches apart, those are every branch's words.
    """
    if mistake.kind != "value":
        return mistake
    if len(mistake.path) == 1 and (words := by_words(branches, str(mistake.path[0]))):
        others = (other for other in mistake.values if not isinstance(other, str))
        return mistake._replace(values=(*words, *others))
    same_place = [
        other for fit in fits for other in fit.mistakes if other.kind == "value" and other.path == mistake.path
    ]
    others = [other for other in same_place if other is not mistake]
    return _joined([mistake, *others])._replace(path=mistake.path) if others else mistake


def _joined(mistakes: list[Mistake]) -> Mistake:
    """One mistake for a value that is nothing of what several branches ask for."""
    types = dict.fromkeys(word for mistake in mistakes for word in mistake.types)
    values = {json_key(value): value for mistake in mistakes for value in mistake.values}
    if WORDS["string"] in types:
        values = {key: value for key, value in values.items() if not isinstance(value, str)}
    needs = dict.fromkeys(mistake.names for mistake in mistakes if mistake.names)
    choice = any(mistake.any_name for mistake in mistakes)
    names = tuple(dict.fromkeys(name for each in needs for name in each)) if choice else _one_of_each([*needs])
    return Mistake("value", (), names, tuple(values.values()), tuple(types), any_name=choice or len(needs) > 1)


def _missing_from(best: Fit, branches: tuple[Shape, ...], value: dict[str, Any]) -> tuple[Mistake, ...]:
    """What every branch needs that knows the keys of the value, and one of what they differ in."""
    knowing = [branch for branch in branches if "object" in branch.possible and not branch.unknown_in(value)]
    needs = [tuple(name for name in branch.required if name not in value) for branch in knowing]
    common = tuple(name for name in needs[0] if all(name in names for names in needs))
    if len(needs) == 1 or any(len(names) == len(common) for names in needs):
        return best.mistakes
    special = _one_of_each([tuple(name for name in names if name not in common) for names in needs])
    choice = Mistake("missing", names=special, any_name=True)
    return (Mistake("missing", names=common), choice) if common else (choice,)


def _one_of_each(needs: list[tuple[str, ...]]) -> tuple[str, ...]:
    """For each branch the name that fewest other branches need, which is the name it is known by."""
    counts: dict[str, int] = {}
    for name in (name for names in needs for name in names):
        counts[name] = counts.get(name, 0) + 1
    if len(needs) == 1:
        return needs[0]
    return tuple(dict.fromkeys(min(names, key=counts.__getitem__) for names in needs))

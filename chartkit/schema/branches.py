"""Chooses among the branches of an `anyOf` the one that the author meant, and joins what the others allow."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chartkit.schema.json_types import WORDS, Schema, is_object, json_key
from chartkit.schema.mistakes import Fit, Mistake

_DISCRIMINATORS = ("type", "input")


def by_discriminator(branches: list[Schema], value: Any, resolved: Callable[[Schema], Schema]) -> list[Schema]:
    """The branches whose `type` or `input` names the value's own, where any does; else all of them."""
    if not is_object(value):
        return branches
    for key in _DISCRIMINATORS:
        word = value.get(key)
        if not isinstance(word, str):
            continue
        allowed = [_words(branch, key, resolved) for branch in branches]
        if any(words is not None and word in words for words in allowed):
            branches = [
                branch for branch, words in zip(branches, allowed, strict=True) if words is None or word in words
            ]
    return branches


def promising_first(branches: list[Schema], value: Any) -> list[Schema]:
    """The branches with those first that a glance at the value does not rule out."""
    return sorted(branches, key=lambda branch: _is_ruled_out(branch, value))


def _is_ruled_out(branch: Schema, value: Any) -> bool:
    """True when the value is not in the branch's enum, lacks a key it needs, or has one it does not know."""
    if not is_object(value):
        return "const" in branch or value not in branch.get("enum", (value,))
    known = branch.get("properties")
    if known is None:
        return branch.get("type", "object") != "object"
    closed = branch.get("additionalProperties") is False
    return not value.keys() >= set(branch.get("required", ())) or (closed and not value.keys() <= known.keys())


def _words(branch: Schema, key: str, resolved: Callable[[Schema], Schema]) -> list[Any] | None:
    """The values the branch allows at `key`, or None when it does not list them."""
    wanted = branch.get("properties", {}).get(key)
    if wanted is None:
        return None
    wanted = resolved(wanted)
    return wanted.get("enum", [wanted["const"]] if "const" in wanted else None)


def best_of(fits: list[Fit]) -> Fit:
    """The fit of a value that no branch takes: the best one's, with what the others allow in its place."""
    alike = [fit for fit in fits if fit.alike]
    if not alike:
        mistake = _joined([mistake for fit in fits for mistake in fit.mistakes if not mistake.path])
        return Fit(1.0, (mistake,), alike=False)
    best = min(alike, key=lambda fit: fit.cost)
    if all(mistake.kind == "missing" and not mistake.path for mistake in best.mistakes):
        return Fit(best.cost, _missing_from(best, alike))
    others = [fit for fit in fits if fit.alike or len(fit.mistakes) == 1]
    return Fit(best.cost, tuple(_widened(mistake, others) for mistake in best.mistakes))


def _widened(mistake: Mistake, fits: list[Fit]) -> Mistake:
    """A wrong value's mistake with the values and types that the other branches take at the same place."""
    if mistake.kind != "value":
        return mistake
    same_place = [
        other for fit in fits for other in fit.mistakes if other.kind == "value" and other.path == mistake.path
    ]
    return _joined([mistake, *same_place])._replace(path=mistake.path)


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


def _missing_from(best: Fit, alike: list[Fit]) -> tuple[Mistake, ...]:
    """What every branch needs whose only fault is to lack something, and one of what they differ in."""
    needs = [
        tuple(name for mistake in fit.mistakes for name in mistake.names)
        for fit in alike
        if all(mistake.kind == "missing" and not mistake.path for mistake in fit.mistakes)
    ]
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

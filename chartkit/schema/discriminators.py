"""Keys that tell the branches of a choice apart, as `type` does: which branches a value's own words leave."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from chartkit.schema.scalars import takes_scalar
from chartkit.schema.shapes import Shape


def by_discriminator(branches: tuple[Shape, ...], value: dict[str, Any]) -> tuple[Shape, ...]:
    """The branches that a word of the value names, as its `type` does, where it names any; else all of them."""
    for key, word in value.items():
        if isinstance(word, str) and len(branches) > 1:
            branches = by_words(branches, key).get(word, branches)
    return branches


@lru_cache(maxsize=4096)
def by_words(branches: tuple[Shape, ...], key: str) -> dict[str, tuple[Shape, ...]]:
    """The branches for each word at `key`, where the key tells them apart: each branch lists words of its own.

    A branch that lists none tells itself apart where it takes none of those that others list.
    """
    demands = [branch.demands(key) for branch in branches]
    listed = [next((each.words for each in demand if each.words is not None), None) for demand in demands]
    every = list(dict.fromkeys(word for words in listed for word in words or ()))
    if len(every) < sum(len(words) for words in set(listed) if words):
        return {}
    taking = [
        {word for word in every if all(takes_scalar(each, word, "string") for each in demand)} for demand in demands
    ]
    open_ones = [
        taken for words, taken, demand in zip(listed, taking, demands, strict=True) if words is None and demand
    ]
    if any(open_ones) or all(len(taken) == len(every) for taken in taking):
        return {}
    return {
        word: tuple(branch for branch, taken in zip(branches, taking, strict=True) if word in taken) for word in every
    }

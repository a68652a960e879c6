"""Keys that tell the branches of a choice apart: which branches a value's own keys and words leave.

One does so by the word at it, as `type` does, or by standing there at all, as `calculate` does in a transform.
"""

from __future__ import annotations

from collections import Counter
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


def by_own_key(branches: tuple[Shape, ...], value: dict[str, Any]) -> tuple[Shape, ...]:
    """The one branch that keys of the value name, as `calculate` does, where it is one; else all of them."""
    named = _by_keys(branches) if len(branches) > 1 else {}
    found = {id(named[key]): named[key] for key in value if key in named}
    return tuple(found.values()) if len(found) == 1 else branches


@lru_cache(maxsize=4096)
def _by_keys(branches: tuple[Shape, ...]) -> dict[str, Shape]:
    """The branch for each key that it needs and no other knows."""
    n_knowing = Counter(key for branch in branches for key in branch.known)
    return {key: branch for branch in branches for key in branch.required if n_knowing[key] == 1}


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

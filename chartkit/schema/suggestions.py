"""Near names for a misspelt word, by weighted edit distance."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from chartkit.diagnostics import listed

_LONGEST = 60
_REPEATED = 0.5
_SWAPPED = 0.75
_OTHER_CASE = 0.1


def nearest(word: str, candidates: Iterable[str], most: int = 3) -> list[str]:
    """At most `most` of `candidates` that `word` may be a misspelling of, the nearest first.

    Costs one edit distance for each candidate of about the same length and letters; equal distances keep the order of
    `candidates`. A word of over 60 characters has no near names.
    Source: optimal string alignment distance, https://en.wikipedia.org/wiki/Damerau–Levenshtein_distance.

    >>> nearest("agregate", ["aggregate", "average", "field"])
    ['aggregate']
    """
    if not word or len(word) > _LONGEST:
        return []
    return list(_nearest(word, tuple(candidates))[:most])


def did_you_mean(word: str, candidates: Iterable[str]) -> str | None:
    """The question that names the nearest candidate, or None when none is near.

    >>> did_you_mean("colr", ["x", "y", "color"])
    "did you mean 'color'?"
    """
    near = nearest(word, candidates, 1)
    return f"did you mean {near[0]!r}?" if near else None


def hint(word: str, names: Iterable[str], label: str = "allowed", most: int = 12) -> str:
    """The way out for a name that is none of `names`: the nearest one where there is one, and `most` of what there is.

    >>> hint("colr", ["x", "color"]), hint("zzz", ["x", "color"], "channels")
    ("did you mean 'color'? allowed: 'x' and 'color'", "channels: 'x' and 'color'")
    """
    candidates = list(names)
    near = did_you_mean(word, candidates)
    known = f"{label}: {listed(candidates, most=most)}" if candidates else ""
    return " ".join(part for part in (near, known) if part)


@lru_cache(maxsize=4096)
def _nearest(word: str, candidates: tuple[str, ...]) -> tuple[str, ...]:
    ranked: list[tuple[float, bool, int]] = []
    for index, candidate in enumerate(candidates):
        distance = distance_between(word, candidate)
        if distance is not None:
            ranked.append((distance, candidate[:1] != word[:1], index))
    return tuple(candidates[index] for _, _, index in sorted(ranked))


@lru_cache(maxsize=4096)
def distance_between(word: str, candidate: str) -> float | None:
    """How far `word` is from `candidate`, 0 to about 5, or None when it is no misspelling of it."""
    limit = min(4, max(1, len(word) // 3))
    distance = _near_distance(_plain(word), _plain(candidate), limit)
    if distance is None:
        return None
    return distance + (0 if word in candidate or candidate in word else _OTHER_CASE)


def _plain(name: str) -> str:
    return name.lower().replace("_", "").replace("-", "").replace(" ", "")


def _near_distance(word: str, candidate: str, limit: int) -> float | None:
    """The distance when it is at most `limit`; a word of three letters is also near what it abbreviates."""
    if not candidate:
        return None
    if abs(len(word) - len(candidate)) <= limit and len(set(word) - set(candidate)) <= limit:
        distance = _distance(word, candidate, limit)
        if distance <= limit and distance < max(len(word), len(candidate)):
            return distance
    return limit + 0.5 if len(word) >= 3 and _abbreviates(word, candidate) else None


def _abbreviates(word: str, candidate: str) -> bool:
    """True when the letters of `word` stand in this order in `candidate`, its first letter included."""
    if len(candidate) > 3 * len(word) or word[0] != candidate[0]:
        return False
    letters = iter(candidate)
    return all(letter in letters for letter in word)


def _distance(word: str, other: str, limit: int) -> float:
    """Insertions, deletions and substitutions cost 1, a repeated letter 0.5, two swapped letters 0.75.

    Stops early, with some number over `limit`, when the distance cannot be within it.
    """
    left_out, put_in = _costs(word), _costs(other)
    before: list[float] = []
    row = [0.0]
    for cost in put_in:
        row.append(row[-1] + cost)
    for index, letter in enumerate(word):
        before, previous = row, before
        row = [before[0] + left_out[index]]
        for column, wanted in enumerate(other):
            cost = min(
                before[column] + (letter != wanted),
                before[column + 1] + left_out[index],
                row[column] + put_in[column],
            )
            if index and column and letter == other[column - 1] and word[index - 1] == wanted != letter:
                cost = min(cost, previous[column - 1] + _SWAPPED)
            row.append(cost)
        if min(row) > limit + 1:
            return min(row)
    return row[-1]


def _costs(word: str) -> list[float]:
    """What leaving out each letter costs."""
    return [_REPEATED if index and word[index - 1] == letter else 1.0 for index, letter in enumerate(word)]

"""Near names for a misspelt word, by weighted edit distance."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from chartkit.diagnostics import listed

_LONGEST = 60
_REPEATED = 0.5
_SWAPPED = 0.75
_OTHER_CASE = 0.1
_SLIP = 1.2


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


class _Word(NamedTuple):
    """A name in small letters without what joins its words, and the set of its letters."""

    text: str
    letters: frozenset[str]


@lru_cache(maxsize=4096)
def _plain(name: str) -> _Word:
    text = name.lower().replace("_", "").replace("-", "").replace(" ", "")
    return _Word(text, frozenset(text))


@lru_cache(maxsize=4096)
def _nearest(word: str, candidates: tuple[str, ...]) -> tuple[str, ...]:
    ranked: list[tuple[float, bool, int]] = []
    for index, candidate in enumerate(candidates):
        distance = distance_between(word, candidate)
        if distance is not None:
            ranked.append((distance, candidate[:1] != word[:1], index))
    return tuple(candidates[index] for _, _, index in sorted(ranked))


def distance_between(word: str, candidate: str) -> float | None:
    """How far `word` is from `candidate`, 0 to about 5, or None when it is no misspelling of it.

    A word of three letters is also near what it abbreviates.
    """
    plain, wanted = _plain(word), _plain(candidate)
    limit = min(4, max(1, len(word) // 3))
    distance = limit + 1.0
    if -limit <= len(plain.text) - len(wanted.text) <= limit and _shares_letters(plain, wanted, limit):
        distance = _distance(plain.text, wanted.text, limit)
    if distance > limit or distance >= max(len(plain.text), len(wanted.text)):
        if not _abbreviates(plain.text, wanted.text):
            return None
        distance = limit + 0.5
    return distance + (0 if word in candidate or candidate in word else _OTHER_CASE)


def is_slip(word: str, candidate: str) -> bool:
    """Whether no more than a slip of the fingers lies between the two.

    >>> is_slip("colr", "color"), is_slip("linestyle", "fontStyle")
    (True, False)
    """
    distance = distance_between(word, candidate)
    return distance is not None and distance <= _SLIP


def _shares_letters(word: _Word, candidate: _Word, limit: int) -> bool:
    """Whether each has at most `limit` letters that the other lacks, each of which costs 1."""
    return len(word.letters - candidate.letters) <= limit and len(candidate.letters - word.letters) <= limit


def _abbreviates(word: str, candidate: str) -> bool:
    """True when the letters of `word` stand in this order in `candidate`, its first letter included."""
    if word[:1] != candidate[:1] or not 3 <= len(word) <= len(candidate) <= 3 * len(word):
        return False
    letters = iter(candidate)
    return all(letter in letters for letter in word)


def _distance(word: str, other: str, limit: int) -> float:
    """Insertions, deletions and substitutions cost 1, a repeated letter 0.5, two swapped letters 0.75.

    Letters that both begin or end with are passed over. Stops early, with some number over `limit`, when the distance
    cannot be within it.
    """
    left_out, put_in = _costs(word), _costs(other)
    start, end = _alike(word, other)
    word, left_out = word[start : len(word) - end], left_out[start : len(word) - end]
    other, put_in = other[start : len(other) - end], put_in[start : len(other) - end]
    before: list[float] = []
    row = [0.0]
    for cost in put_in:
        row.append(row[-1] + cost)
    for index, letter in enumerate(word):
        before, previous = row, before
        gap = left_out[index]
        least = cost = before[0] + gap
        row = [cost]
        for column, wanted in enumerate(other):
            cost = min(before[column] + (letter != wanted), before[column + 1] + gap, cost + put_in[column])
            if index and column and letter == other[column - 1] and word[index - 1] == wanted != letter:
                cost = min(cost, previous[column - 1] + _SWAPPED)
            row.append(cost)
            least = min(least, cost)
        if least > limit + 1:
            return least
    return row[-1]


def _costs(word: str) -> list[float]:
    """What leaving out each letter costs."""
    return [_REPEATED if index and word[index - 1] == letter else 1.0 for index, letter in enumerate(word)]


def _alike(word: str, other: str) -> tuple[int, int]:
    """How many letters both begin with, and how many of the rest both end with."""
    shorter = min(len(word), len(other))
    start = 0
    while start < shorter and word[start] == other[start]:
        start += 1
    end = 0
    while end < shorter - start and word[-1 - end] == other[-1 - end]:
        end += 1
    return start, end

"""Whether two drawings are the same picture: takes their items, gives a `Comparison` that names what differs."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import zip_longest
from typing import Literal, NamedTuple

from pictures.geometry import Drawing, Item

TOLERANCE_PX = 1e-3
"""How far two numbers of one picture may be apart."""

Kind = Literal["equal", "order", "different"]

_NUMBER = re.compile(r"[-+−]?\d[\d,]*\.?\d*(?:[eE][-+]?\d+)?")
_SLACK_PX = 1e-9  # numbers rounded to three digits may stand exactly a tolerance apart
_ARIA_RELATIVE = 1e-9


class Comparison(NamedTuple):
    """`order` is the same items drawn in another order: another picture where they overlap.

    `missing` are items of the first drawing that the second lacks, `extra` those only the second has; `aria` the texts
    for screen readers that differ, a pair each.
    """

    kind: Kind
    missing: tuple[Item, ...]
    extra: tuple[Item, ...]
    aria: tuple[tuple[str, str], ...] = ()


def compare_drawings(first: Drawing, second: Drawing) -> Comparison:
    """The two drawings compared in sequence, then, where that differs, as multisets. O(items) when they are equal."""
    aria = tuple(pair for pair in zip_longest(first.aria, second.aria, fillvalue="") if not _is_same_text(*pair))
    if len(first.items) == len(second.items) and all(map(is_same, first.items, second.items)):
        return Comparison("equal", (), (), aria)
    missing, extra = _unmatched(first.items, second.items)
    return Comparison("different" if missing or extra else "order", missing, extra, aria)


def is_same(first: Item, second: Item) -> bool:
    """Whether two items are alike to the letter, and their numbers within the tolerance."""
    return (
        first.what == second.what
        and len(first.numbers) == len(second.numbers)
        and all(abs(a - b) <= TOLERANCE_PX + _SLACK_PX for a, b in zip(first.numbers, second.numbers, strict=True))
    )


def _unmatched(first: Sequence[Item], second: Sequence[Item]) -> tuple[tuple[Item, ...], tuple[Item, ...]]:
    """What is left of both when each item of the first has taken a like one of the second. O(n²) in items of a kind."""
    left: dict[tuple[object, ...], list[Item]] = defaultdict(list)
    for item in second:
        left[_kind(item)].append(item)
    missing: list[Item] = []
    for item in first:
        candidates = left[_kind(item)]
        found = next((index for index, other in enumerate(candidates) if is_same(item, other)), None)
        if found is None:
            missing.append(item)
        else:
            del candidates[found]
    return tuple(missing), tuple(item for items in left.values() for item in items)


def _kind(item: Item) -> tuple[object, ...]:
    return (*item.what, len(item.numbers))


def _is_same_text(first: str, second: str) -> bool:
    """Whether two texts for screen readers say the same; sums added in another order differ in their last digits."""
    if first == second:
        return True
    if _NUMBER.sub("", first) != _NUMBER.sub("", second):
        return False
    pairs = zip(_numbers(first), _numbers(second), strict=True)
    return all(abs(a - b) <= _ARIA_RELATIVE * max(abs(a), abs(b)) for a, b in pairs)


def _numbers(text: str) -> list[float]:
    return [float(number.replace(",", "").replace("−", "-")) for number in _NUMBER.findall(text)]

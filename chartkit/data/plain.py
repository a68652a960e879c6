"""Takes a column, says whether JSON carries all its values as they are: the fast path of emitting and storing."""

from __future__ import annotations

from collections.abc import Sequence, Set
from math import isfinite
from typing import Any

LARGEST_EXACT_INTEGER = 2**53
"""JavaScript's numbers are doubles: up to here they hold every integer."""

LARGEST_JSON_INTEGER = 2**63 - 1
"""orjson writes and reads integers of 64 bits."""

_PLAIN_TYPES = frozenset({type(None), bool, int, float, str})


def is_plain(values: Sequence[Any], types: Set[type], largest_integer: int) -> bool:
    """True when all values are None, booleans, finite floats, integers within ± `largest_integer` or clean text.

    `types` are the exact types of the values. A few passes in C, none of them running Python code per value.
    """
    if not has_plain_numbers(values, types):
        return False
    if str in types and not _is_clean(_only(values, types, {str})):
        return False
    if int not in types:
        return True
    integers = _only(values, types, {int})
    return -largest_integer <= min(integers) and max(integers) <= largest_integer


def has_plain_numbers(values: Sequence[Any], types: Set[type]) -> bool:
    """True when all values are None, booleans, integers, finite floats or text: what orjson writes or refuses."""
    if not types <= _PLAIN_TYPES:
        return False
    if float not in types:
        return True
    try:
        return isfinite(sum(_only(values, types, {int, float})))
    except OverflowError:  # an integer beyond the largest double
        return False


def _only(values: Sequence[Any], types: Set[type], wanted: Set[type]) -> Sequence[Any]:
    return values if types <= wanted else [value for value in values if type(value) in wanted]


def _is_clean(texts: Sequence[str]) -> bool:
    try:
        "".join(texts).encode()
    except UnicodeEncodeError:
        return False
    return True

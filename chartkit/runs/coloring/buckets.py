"""Buckets of equal width: takes numbers and how many buckets, gives their edges and the bucket of a number."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction

FEWEST, MOST = 2, 8


def edges_between(numbers: Sequence[float], n_buckets: int) -> tuple[float, ...]:
    """The `n_buckets - 1` edges that cut the range of finite numbers in equal parts; none where all are equal.

    Worked out in fractions and rounded once, so that a number that lies on an edge equals it, and no range is too wide.

    >>> edges_between([0.0, 1.0, 8.0], 4)
    (2.0, 4.0, 6.0)
    """
    if not numbers:
        return ()
    low, high = Fraction(min(numbers)), Fraction(max(numbers))
    if low == high:
        return ()
    return tuple(float(low + (high - low) * index / n_buckets) for index in range(1, n_buckets))


def bucket_of(number: float, edges: Sequence[float]) -> int:
    """The bucket of a number, from 1: one on an edge is in the bucket above it; the first and the last are open.

    >>> bucket_of(2.0, (2.0, 4.0)), bucket_of(1.9, (2.0, 4.0)), bucket_of(99.0, (2.0, 4.0))
    (2, 1, 3)
    """
    return bisect_right(edges, number) + 1

"""Where an axis is labelled: takes the numbers on it, gives its ends and round numbers between them."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10

FEW = 7
"""So many different values are each labelled, and no other number is."""
_ABOUT = 5


def linear_ticks(numbers: Sequence[float]) -> list[float]:
    """Round numbers that reach from below the least to above the greatest; of few different values these.

    >>> linear_ticks([0.0, 3.3, 9.7, 1, 2, 4, 5, 6]), linear_ticks([16, 64, 32])
    ([0.0, 2.0, 4.0, 6.0, 8.0, 10.0], [16, 32, 64])
    """
    different = sorted(set(numbers))
    if len(different) <= FEW:
        return different
    step = _step((different[-1] - different[0]) / _ABOUT)
    if step == 0:  # numbers too near to each other for a step between them
        return [different[0], different[-1]]
    first, last = floor(different[0] / step), ceil(different[-1] / step)
    return [float(f"{place * step:.12g}") for place in range(first, last + 1)]


def log_ticks(numbers: Sequence[float]) -> list[float]:
    """Powers of ten that reach from below the least to above the greatest; of few different values these. All above 0.

    >>> log_ticks([0.002, 5, 1, 2, 3, 0.1, 0.2, 0.3, 0.01]), log_ticks([1e-4, 1e-2])
    ([0.001, 0.01, 0.1, 1.0, 10.0], [0.0001, 0.01])
    """
    different = sorted(set(numbers))
    if len(different) <= FEW:
        return different
    first, last = floor(log10(different[0])), ceil(log10(different[-1]))
    by = max(1, ceil((last - first) / _ABOUT))
    return [float(f"1e{power}") for power in range(first, last + by, by)]


def _step(wanted: float) -> float:
    """The step of 1, 2 or 5 times a power of ten that is next above."""
    if wanted <= 0:
        return 0.0
    power = 10.0 ** floor(log10(wanted))
    return power and next(power * times for times in (1, 2, 5, 10) if power * times >= wanted * 0.999)

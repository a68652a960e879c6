"""How far the axes of a panel reach: takes the values of its lines, gives the two ends of an axis."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.compiler.overflow.scales import nice_linear

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_MOST_LOOKED_AT = 1_000_000
_N_TICKS = 6
_ROOM = 0.05
_INNER = (5.0, 95.0)
_LEAST_SPAN = 2e-290
"""Between closer ends no axis has places: steps this small have no inverse."""
_MOST = 1.7e308

Ends = tuple[float, float]


class YDomain(NamedTuple):
    """The ends of y, and how many values lie beyond them."""

    ends: Ends
    n_outside: int


def extent(parts: Iterable[Floats], is_log: bool = False) -> Ends | None:
    """The lowest and highest of finite values, of those above zero for a log scale; None where there is none."""
    import numpy as np

    low, high = math.inf, -math.inf
    for part in parts:
        is_kept = np.isfinite(part)
        if is_log:
            is_kept &= part > 0
        kept = part if is_kept.all() else part[is_kept]
        if len(kept):
            low, high = min(low, float(kept.min())), max(high, float(kept.max()))
    return (low, high) if low <= high else None


def y_domain(parts: list[Any], is_log: bool, has_outliers: bool) -> YDomain | None:
    """The ends of y: all values, or without outliers; None where there is no value.

    Without outliers it is the range from the 5th to the 95th percentile and half as much again on either side, as far
    as there are values. Of more than a million values, evenly many are looked at.
    """
    import numpy as np

    whole = extent(parts, is_log)
    if whole is None:
        return None
    if has_outliers:
        return YDomain(_roomy(whole, is_log), 0)
    values = np.concatenate(parts)
    values = values[np.isfinite(values) & (values > 0)] if is_log else values[np.isfinite(values)]
    looked_at = np.log(values) if is_log else values
    low, high = np.percentile(looked_at[:: len(values) // _MOST_LOOKED_AT + 1], _INNER)
    ends = low - (high - low) / 2, high + (high - low) / 2
    low, high = (math.exp(end) for end in ends) if is_log else map(float, ends)
    inner = _roomy((max(low, whole[0]), min(high, whole[1])), is_log)
    return YDomain(inner, int(((values < inner[0]) | (values > inner[1])).sum()))


def _roomy(ends: Ends, is_log: bool) -> Ends:
    """The ends with room to draw in; round on a linear scale."""
    low, high = ends
    if is_log:
        room = (high / low) ** _ROOM if high > low else 2.0
        return max(low / room, 5e-324), min(high * room, _MOST)
    if high - low < _LEAST_SPAN:
        room = max(abs(low) * _ROOM, _LEAST_SPAN) if low or high else 1.0
        return max(low - room, -_MOST), min(high + room, _MOST)
    return ends if high - low > 1e300 else nice_linear(low, high, _N_TICKS)

"""Smoothed lines: takes the x and y of all points of a line, gives as many smoothed y; nothing is thinned before.

Values that are NaN or infinite stay as they are and count for nothing in those beside them.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from chartkit.workspace.lines.asked import Smoothing

    Floats = NDArray[np.float64]

VIEWPORT_SCALE = 1000.0
_LARGEST_WEIGHT = 0.999
_MOST_EXPONENT = 300.0
_REACH = 4.0


def smoothed(x: Floats, y: Floats, kind: Smoothing, weight: float, x_extent: float) -> Floats:
    """y smoothed; x is ascending, `x_extent` how far the panel's x axis reaches. O(n), of `gaussian` O(n · weight)."""
    import numpy as np

    if kind == "none" or weight <= 0 or not len(y):
        return y
    is_finite = np.isfinite(y)
    places = None if is_finite.all() else np.flatnonzero(is_finite)
    some_x, some_y = (x, y) if places is None else (x[places], y[places])
    if kind == "ema":
        found = exponential(some_x, some_y, weight, x_extent)
    else:
        found = running_average(some_y, weight) if kind == "average" else gaussian(some_y, weight)
    if places is None:
        return found
    whole = y.copy()
    whole[places] = found
    return whole


def exponential(x: Floats, y: Floats, weight: float, x_extent: float) -> Floats:
    """The time-weighted exponential moving average, without bias at the start.

    A point's weight shrinks with its distance on the x axis, a thousandth of which counts as one step, so that lines
    logged at different rates are smoothed alike. Points that lie so far back that doubles cannot hold their weight
    beside the newest count for nothing. **Source**: W&B, documentation of line plots, "Smoothing": `smoothingWeight =
    min(sqrt(weight), 0.999)`, each step raised to the distance in x over the range, times 1000.

    >>> import numpy as np
    >>> exponential(np.array([0.0, 1.0]), np.array([0.0, 1.0]), 0.25, 1000.0).round(4).tolist()
    [0.0, 0.6667]
    """
    import numpy as np

    rate = -math.log(min(math.sqrt(weight), _LARGEST_WEIGHT)) * VIEWPORT_SCALE / (x_extent if x_extent > 0 else 1.0)
    exponents: Floats = (x - x.item(0)) * rate
    found = np.empty_like(y)
    n, start = len(y), 0
    total: float = 0.0
    weights: float = 0.0
    at = 0.0
    while start < n:
        # Within a block the weights are powers that doubles hold; what came before it is one number.
        stop = int(np.searchsorted(exponents, exponents.item(start) + _MOST_EXPONENT, side="right"))
        powers = np.exp(exponents[start:stop] - exponents.item(start))
        kept = math.exp(at - exponents.item(start)) if start else 0.0
        sums = np.cumsum(y[start:stop] * powers) + total * kept
        counts = np.cumsum(powers) + weights * kept
        found[start:stop] = sums / counts
        at = exponents.item(stop - 1)
        total, weights = sums.item(-1) / powers.item(-1), counts.item(-1) / powers.item(-1)
        start = stop
    return found


def running_average(y: Floats, window: float) -> Floats:
    """The mean of the points around each, `window` of them; fewer at the ends.

    >>> import numpy as np
    >>> running_average(np.array([0.0, 3.0, 6.0, 0.0]), 3).tolist()
    [1.5, 3.0, 3.0, 3.0]
    """
    import numpy as np

    before = int(max(1.0, window)) // 2
    after = int(max(1.0, window)) - before
    n = len(y)
    middle = float(y.mean())  # sums of what is far from zero would lose digits
    sums = np.concatenate(([0.0], np.cumsum(y - middle)))
    first = np.maximum(np.arange(n) - before, 0)
    last = np.minimum(np.arange(n) + after, n)
    return (sums[last] - sums[first]) / (last - first) + middle


def gaussian(y: Floats, sigma: float) -> Floats:
    """The mean of the points around each by a bell of `sigma` points, cut off at four; at the ends of what is there."""
    import numpy as np

    reach = min(int(_REACH * sigma + 0.5), len(y) - 1)
    if reach < 1:
        return y
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2)
    upto = np.concatenate(([0.0], np.cumsum(kernel)))
    places = np.arange(len(y))
    first, last = reach - np.minimum(places, reach), reach + 1 + np.minimum(places[::-1], reach)
    return np.convolve(y, kernel)[reach : reach + len(y)] / (upto[last] - upto[first])

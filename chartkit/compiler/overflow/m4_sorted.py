"""M4 of one line whose x is sorted and whose y has no gap: pixel columns are slices, nothing is hashed or copied."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from chartkit.compiler.overflow.scales import PixelScale, pixel_scale

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from chartkit.compiler.overflow.line_views import LineView

_BLOCK = 1 << 17
"""Rows checked at a time: what fits a processor's cache is read once."""


def sorted_places(table: pl.DataFrame, view: LineView, width_px: float) -> NDArray[np.int64] | None:
    """The places of the rows to keep; None where x is not sorted or a value is missing. O(n), about two reads of y."""
    x, y = table[view.x], table[view.y]
    if x.null_count() or y.null_count() or not len(x):
        return None
    if x.dtype.is_temporal():
        values: NDArray[Any] = x.dt.epoch("us").to_numpy() / 1000
    else:
        values = x.to_numpy()
    return kept_places(values, y.to_numpy(), view, width_px)


def kept_places(
    x: NDArray[np.float64], y: NDArray[np.float64], view: LineView, width_px: float
) -> NDArray[np.int64] | None:
    """The places, ascending, of the first, last, lowest and highest point of every pixel column.

    None where x is not ascending or a number is NaN or infinite.

    Raises: NotOffered.
    """
    import numpy as np

    if not len(x) or not np.isfinite(x[0]) or not np.isfinite(x[-1]) or x[0] > x[-1]:
        return None
    extent = (float(x[0]), float(x[-1]))
    scale = pixel_scale(view.channel, "x", extent, width_px)
    scale.require_inside(extent, view.is_clipped)
    with ThreadPoolExecutor(1) as beside:
        is_ascending = beside.submit(_is_ascending, x)
        kept = _kept_in_slices(y, column_starts(x, scale))
        return kept if is_ascending.result() else None


def _kept_in_slices(y: NDArray[np.float64], starts: NDArray[np.int64]) -> NDArray[np.int64] | None:
    import numpy as np

    kept: list[int] = []
    for start, stop in pairwise(starts.tolist()):
        if start >= stop:
            continue
        part = y[start:stop]
        low, high = start + int(part.argmin()), start + int(part.argmax())
        if not np.isfinite(y[low]) or not np.isfinite(y[high]):
            return None
        kept += sorted({start, low, high, stop - 1})
    return np.asarray(kept, dtype=np.int64)


def column_starts(x: NDArray[np.float64], scale: PixelScale) -> NDArray[np.int64]:
    """Where each pixel column's slice begins, from the scale's start on; what lies outside the scale is kept as one."""
    import numpy as np

    side = "right" if scale.is_reversed else "left"
    inner = np.searchsorted(x, scale.edges(), side=side)
    return np.concatenate(([0], inner, [len(x)]))


def _is_ascending(x: NDArray[Any]) -> bool:
    """Whether no value is below the one before it; False where one is NaN."""
    for start in range(0, len(x) - 1, _BLOCK):
        block = x[start : start + _BLOCK + 1]
        if not (block[1:] >= block[:-1]).all():
            return False
    return True

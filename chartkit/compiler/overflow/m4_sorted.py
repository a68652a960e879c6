"""M4 of one line whose x is sorted and whose y has no gap: pixel columns are slices, nothing is hashed or copied."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from chartkit.compiler.overflow.scales import PixelScale, pixel_scale

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from chartkit.compiler.overflow.line_views import LineView

_GREATEST = 2.0**63 - 1024
"""The greatest double that 64 bits hold as a whole number."""
_BLOCK = 1 << 15
"""Rows checked at a time: what fits a processor's cache is read once."""


def kept_places(x: NDArray[Any], y: NDArray[Any], view: LineView, width_px: float) -> NDArray[np.int64] | None:
    """The places, ascending, of the first, last, lowest and highest point of every pixel column.

    None where x is not ascending or a number is NaN or infinite. O(n): both are read once, at the speed of memory,
    which two threads do not raise.

    Raises: NotOffered.
    """
    import numpy as np

    if not len(x) or not np.isfinite(x[0]) or not np.isfinite(x[-1]) or x[0] > x[-1]:
        return None
    extent = (float(x[0]), float(x[-1]))
    scale = pixel_scale(view.channel, "x", extent, width_px)
    scale.require_inside(extent, view.is_clipped)
    starts = column_starts(x, scale)
    kept = kept_in_slices(y, starts)
    return kept if np.isfinite(y[kept]).all() and _is_ascending(x) else None


def kept_in_slices(y: NDArray[Any], starts: NDArray[np.int64]) -> NDArray[np.int64]:
    """The places of the four points of each slice, ascending; of a slice with a NaN that NaN is one."""
    import numpy as np

    kept: list[int] = []
    # NumPy copies what is not writeable, as the columns of frames are, for each argmin and argmax: once is enough.
    room = np.empty(int(np.diff(starts).max()), dtype=y.dtype)
    for start, stop in pairwise(starts.tolist()):
        if start < stop:
            part = room[: stop - start]
            np.copyto(part, y[start:stop])
            kept += sorted({start, start + int(part.argmin()), start + int(part.argmax()), stop - 1})
    return np.asarray(kept, dtype=np.int64)


def column_starts(x: NDArray[Any], scale: PixelScale) -> NDArray[np.int64]:
    """Where each pixel column's slice begins, from the scale's start on; what lies outside the scale is kept as one."""
    import numpy as np

    side = "right" if scale.is_reversed else "left"
    edges = np.asarray(scale.edges())
    if x.dtype.kind == "i":
        # The same borders in whole numbers: searching integers for floats would copy all of them.
        edges = (np.floor(edges) if scale.is_reversed else np.ceil(edges)).clip(-(2.0**63), _GREATEST).astype(x.dtype)
    inner = np.searchsorted(x, edges, side=side)
    return np.concatenate(([0], inner, [len(x)]))


def _is_ascending(x: NDArray[Any]) -> bool:
    """Whether no value is below the one before it; False where one is NaN."""
    for start in range(0, len(x) - 1, _BLOCK):
        block = x[start : start + _BLOCK + 1]
        if not (block[1:] >= block[:-1]).all():
            return False
    return True

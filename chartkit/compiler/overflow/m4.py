"""M4: of every pixel column of every line the first, last, lowest and highest point.

Takes lines of any number of points, gives at most four points per line, pixel column and unbroken stretch: the line
drawn through them touches the same pixels. A missing y breaks a line, so that every stretch keeps its own points and
one missing row stands for each gap. **Source**: Jugel, Jerzak, Hackenbroich, Markl: M4, a visualization-oriented time
series data aggregation, PVLDB 7(10), 2014, doi:10.14778/2732951.2732953.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartkit.compiler.overflow.m4_batches import m4_in_batches
from chartkit.compiler.overflow.m4_engine import m4_in_engine
from chartkit.compiler.overflow.thinned import Thinned

if TYPE_CHECKING:
    from chartkit.compiler.overflow.line_views import LineView
    from chartkit.data.frame import Frame


def m4(frame: Frame, view: LineView, width_px: float) -> Thinned:
    """The kept rows, whole: lines in order of first appearance, each by x. O(n), or O(n log n) unsorted.

    Rows of equal x keep the table's order; in an engine without one, the lowest of them comes first in its pixel column
    and the highest last, and lines are sorted by what parts them.

    Raises: NotOffered.
    """
    if frame.engine != "polars":
        found = m4_in_engine(frame, view, width_px)
        if found is not None:
            return found
        frame = frame.in_polars("lines that break, or show more columns than they draw, are thinned in Polars")
    return m4_in_batches(frame.lazy.select(*frame.kinds).to_native(), view, width_px)

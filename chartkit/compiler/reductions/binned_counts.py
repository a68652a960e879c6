"""How many rows each bin holds, where Polars streams: takes one column of numbers, gives one row per bin.

What a histogram asks for. A bin's number is an index already, so that its rows are counted without hashing: one pass,
a batch in memory at a time. The groups are those that `grouped` makes, in order of first appearance, null among them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import TYPE_CHECKING

from chartkit.compiler.reductions.binning import EPSILON, Bins
from chartkit.data.engines.batches import batches
from chartkit.data.frame import Frame, FrameKind

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

_BATCH = 1 << 18
"""Rows that Polars hands over at a time."""
_BLOCK = 1 << 16
"""Rows that are numbered at a time: half a MiB of doubles, which stay near a core."""


def binned_counts(
    frame: Frame, field: str, bins: Bins, extent: tuple[float, float], name_out: str, counts: Iterable[str]
) -> Frame:
    """One row per bin of `field` that holds any: a value of the bin as `name_out`, its rows in each column of `counts`.

    `frame` is in Polars; `extent` is the least and greatest number of `field`. Runs at once.
    """
    import polars as pl

    counter = _Counter(bins, extent)
    for batch in batches(frame.lazy.to_native().select(pl.col(field).cast(pl.Float64)), _BATCH):
        counter.add(batch.to_series())
    values, n_rows = counter.found()
    rows = pl.DataFrame({name_out: values, **dict.fromkeys(counts, n_rows)})
    kinds: dict[str, FrameKind] = dict.fromkeys(rows.columns, "number")
    return frame.holding(rows, kinds)


class _Counter:
    """By place how many rows it holds and the number of the first: the bins, then below, above, null and NaN."""

    def __init__(self, bins: Bins, extent: tuple[float, float]) -> None:
        import numpy as np

        self._bins = bins
        self._is_inside = bins.start <= extent[0] and extent[1] <= bins.stop
        self._below, self._above, self._null, self._nan = range(bins.n_bins, bins.n_bins + 4)
        self._counts = np.zeros(bins.n_bins + 4, dtype=np.intp)
        self._firsts = np.zeros(bins.n_bins + 4, dtype=np.intp)
        self._n_rows = 0
        # Written again for each block: fresh pages from the system would cost more than the arithmetic.
        self._steps = np.empty(_BLOCK, dtype=np.float64)
        self._places = np.empty(_BLOCK, dtype=np.intp)

    def add(self, values: pl.Series) -> None:
        """Takes the next doubles of the column."""
        import numpy as np

        rows: NDArray[np.intp] | None = None
        if values.null_count():
            is_null = values.is_null().to_numpy()
            nulls, rows = np.flatnonzero(is_null), np.flatnonzero(~is_null)
            self._count(np.full(len(nulls), self._null), nulls)
        doubles = (values if rows is None else values.drop_nulls()).to_numpy()
        for at in range(0, len(doubles), _BLOCK):
            block = slice(at, at + _BLOCK)
            self._count(self._placed(doubles[block]), at if rows is None else rows[block])
        self._n_rows += len(values)

    def found(self) -> tuple[pl.Series, pl.Series]:
        """A value of each place that holds any, and how many rows, in order of first appearance."""
        import numpy as np
        import polars as pl

        held = np.flatnonzero(self._counts)
        held = held[np.argsort(self._firsts[held])]
        value_of = self._bins.midpoint
        other = {
            self._below: value_of(-math.inf),
            self._above: value_of(math.inf),
            self._null: None,
            self._nan: math.nan,
        }
        values = [other[place] if place in other else value_of(place) for place in held.tolist()]
        return pl.Series(values, dtype=pl.Float64), pl.Series(self._counts[held], dtype=pl.UInt32)

    def _count(self, places: NDArray[np.intp], rows: NDArray[np.intp] | int) -> None:
        """Counts rows by place; `rows` are their numbers in the batch, or the first of them where none is missing."""
        import numpy as np

        counts = np.bincount(places, minlength=len(self._counts))
        is_new = (counts > 0) & (self._counts == 0)
        if is_new.any():
            at = np.flatnonzero(is_new[places])[::-1]
            # The last that is assigned to a place, its first row, stays.
            self._firsts[places[at]] = self._n_rows + (at + rows if isinstance(rows, int) else rows[at])
        self._counts += counts

    def _placed(self, values: NDArray[np.float64]) -> NDArray[np.intp]:
        """The place of each value; valid until the next call."""
        import numpy as np

        start, stop = self._bins.start, self._bins.stop
        if self._is_inside and values.max() <= stop:  # which NaN is not
            return self._numbers(values)
        is_outside = ~((values >= start) & (values <= stop))
        places = self._numbers(np.where(is_outside, start, values))
        outside = values[is_outside]
        places[is_outside] = np.select([outside < start, outside > stop], [self._below, self._above], self._nan)
        return places

    def _numbers(self, values: NDArray[np.float64]) -> NDArray[np.intp]:
        """`Bins.index_of` of values inside; cut to the last bin in the end, for each operation is monotone."""
        import numpy as np

        steps, places = self._steps[: len(values)], self._places[: len(values)]
        np.subtract(values, self._bins.start, out=steps)
        np.divide(steps, self._bins.step, out=steps)
        np.add(steps, EPSILON, out=steps)
        np.minimum(steps, self._bins.n_bins - 1, out=steps)
        np.copyto(places, steps, casting="unsafe")  # cuts, which floors what is not below 0
        return places

"""How many rows each bin holds, where Polars streams: takes one column of numbers, gives one row per bin.

What a histogram asks for. A bin's number is an index already, so that its rows are counted without hashing: one pass,
a batch in memory at a time. The groups are those that `grouped` makes, in order of first appearance, null among them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from chartkit.compiler.reductions.binning import EPSILON, Bins
from chartkit.compiler.reductions.bins import bin_midpoint
from chartkit.compiler.reductions.small import small_frame
from chartkit.data.engines.batches import batches
from chartkit.data.frame import Frame, FrameKind

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

_BATCH = 1 << 18
"""Rows at a time: 2 MiB of doubles, which stay near a core."""


def binned_counts(frame: Frame, field: str, bins: Bins, name_out: str, counts: Iterable[str]) -> Frame:
    """One row per bin of `field` that holds any: a value of the bin as `name_out`, its rows in each column of `counts`.

    `frame` is in Polars. Runs at once.
    """
    import narwhals as nw
    import polars as pl

    counter = _Counter(bins)
    for batch in batches(frame.lazy.to_native().select(pl.col(field).cast(pl.Float64)), _BATCH):
        counter.add(batch.to_series())
    rows = nw.from_native(counter.rows())
    shown = {name_out: bin_midpoint(nw.col("index"), bins), **{name: nw.col("n") for name in counts}}
    kinds: dict[str, FrameKind] = dict.fromkeys(shown, "number")
    return small_frame(rows.select(**shown).to_native(), kinds, frame)


class _Counter:
    """By place how many rows it holds and the number of the first: the bins, then below, above, null and NaN."""

    def __init__(self, bins: Bins) -> None:
        import numpy as np

        self._bins = bins
        self._below, self._above, self._null, self._nan = range(bins.n_bins, bins.n_bins + 4)
        self._counts = np.zeros(bins.n_bins + 4, dtype=np.intp)
        self._firsts = np.zeros(bins.n_bins + 4, dtype=np.intp)
        self._n_rows = 0
        # Written again for each batch: fresh pages from the system would cost more than the arithmetic.
        self._steps = np.empty(0, dtype=np.float64)
        self._places = np.empty(0, dtype=np.intp)

    def add(self, values: pl.Series) -> None:
        """Takes the next doubles of the column."""
        import numpy as np

        n_nulls = values.null_count()
        places = self._placed((values.drop_nulls() if n_nulls else values).to_numpy())
        counts = np.bincount(places, minlength=len(self._counts))
        is_new = (counts > 0) & (self._counts == 0)
        if is_new.any():
            at = np.flatnonzero(is_new[places])[::-1]
            rows = np.flatnonzero(values.is_not_null().to_numpy())[at] if n_nulls else at
            self._firsts[places[at]] = rows + self._n_rows  # the last that is assigned to a place, its first row, stays
        if n_nulls and not self._counts[self._null]:
            self._firsts[self._null] = np.argmax(values.is_null().to_numpy()) + self._n_rows
        self._counts += counts
        self._counts[self._null] += n_nulls
        self._n_rows += len(values)

    def rows(self) -> pl.DataFrame:
        """`index` as `bin_index` has it, and `n`, in order of first appearance."""
        import numpy as np
        import polars as pl

        held = np.flatnonzero(self._counts)
        held = held[np.argsort(self._firsts[held])]
        outside = {self._below: -1.0, self._above: float(self._bins.n_bins), self._null: None, self._nan: np.nan}
        index = [outside.get(place, float(place)) for place in held.tolist()]
        return pl.DataFrame({"index": index, "n": self._counts[held]}, schema={"index": pl.Float64, "n": pl.UInt32})

    def _placed(self, values: NDArray[np.float64]) -> NDArray[np.intp]:
        """The place of each value; valid until the next call."""
        import numpy as np

        start, stop = self._bins.start, self._bins.stop
        if values.min(initial=start) >= start and values.max(initial=start) <= stop:
            return self._numbers(values)
        is_outside = ~((values >= start) & (values <= stop))
        places = self._numbers(np.where(is_outside, start, values))
        outside = values[is_outside]
        places[is_outside] = np.select([outside < start, outside > stop], [self._below, self._above], self._nan)
        return places

    def _numbers(self, values: NDArray[np.float64]) -> NDArray[np.intp]:
        """`Bins.index_of` of values inside; cut to the last bin in the end, for each operation is monotone."""
        import numpy as np

        n = len(values)
        if n > len(self._steps):
            self._steps, self._places = np.empty(n, dtype=np.float64), np.empty(n, dtype=np.intp)
        steps, places = self._steps[:n], self._places[:n]
        np.subtract(values, self._bins.start, out=steps)
        np.divide(steps, self._bins.step, out=steps)
        np.add(steps, EPSILON, out=steps)
        np.minimum(steps, self._bins.n_bins - 1, out=steps)
        np.copyto(places, steps, casting="unsafe")  # cuts, which floors what is not below 0
        return places

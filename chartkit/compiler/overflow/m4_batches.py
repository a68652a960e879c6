"""M4 where Polars streams: takes a lazy frame of any number of rows, gives the kept ones, a batch in memory at a time.

The four points of a pixel column are four of those of its parts, so that each batch is thinned by itself and what is
left once more. Only the pixel columns in which a line breaks are held whole: their stretches show in the end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from chartkit.compiler.overflow.m4_rows import X, kept_rows
from chartkit.compiler.overflow.m4_sorted import column_starts
from chartkit.compiler.overflow.overflowed import NotOffered
from chartkit.compiler.overflow.scales import PixelScale, pixel_scale
from chartkit.compiler.overflow.thinned import Thinned
from chartkit.data.engines.batches import batches
from chartkit.data.engines.failures import failures_of

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from chartkit.compiler.overflow.line_views import LineView

BATCH = 1 << 19
"""Rows at a time."""
_MOST_KEPT = 1 << 20
"""Rows that are kept of batches before they are thinned together."""
_FIRST = "__first"


def m4_in_batches(rows: pl.LazyFrame, view: LineView, width_px: float) -> Thinned:
    """The kept rows: lines in order of first appearance, each by x, rows of equal x in the table's order.

    Reads the rows twice, three times where y is missing somewhere.

    Raises: NotOffered.
    """
    names = rows.collect_schema().names()
    rows = _numbers(rows, view)
    extent = _extent_of(rows, view)
    scale = pixel_scale(view.channel, "x", (extent.low, extent.high), width_px)
    scale.require_inside((extent.low, extent.high), view.is_clipped)
    broken = _broken_columns(rows, view, scale) if extent.n_gaps and view.nulls == "break" else None
    kept = _Kept(view, scale, broken)
    for batch in batches(rows, BATCH):
        kept.add(batch)
    return Thinned(kept.rows().select(names), extent.n_rows)


class _Extent(NamedTuple):
    low: float
    high: float
    n_rows: int
    n_gaps: int


def _numbers(rows: pl.LazyFrame, view: LineView) -> pl.LazyFrame:
    """The rows with x as a float in `X`; what is NaN or infinite is missing."""
    import polars as pl

    x = x_number(rows.collect_schema()[view.x], view.x)
    y = pl.when(pl.col(view.y).is_finite()).then(pl.col(view.y))
    return rows.with_columns(pl.when(x.is_finite()).then(x).alias(X), y.alias(view.y))


def _extent_of(rows: pl.LazyFrame, view: LineView) -> _Extent:
    import polars as pl

    x, is_valid = pl.col(X), pl.col(view.y).is_not_null()
    drawn = x.filter(is_valid)
    n_gaps = (x.is_not_null() & ~is_valid).sum()
    found = rows.select(low=drawn.min(), high=drawn.max(), n_rows=pl.len(), n_gaps=n_gaps)
    with failures_of("polars"):
        extent = _Extent(*found.collect(engine="streaming").row(0))
    if not isinstance(extent.low, float):
        raise NotOffered("no row has both x and y")
    return extent


def _broken_columns(rows: pl.LazyFrame, view: LineView, scale: PixelScale) -> NDArray[np.bool_]:
    """For each pixel column, whether y is missing in it."""
    import numpy as np
    import polars as pl

    found = np.zeros(len(scale.edges()) + 1, dtype=bool)
    for batch in batches(rows.filter(pl.col(view.y).is_null() & pl.col(X).is_not_null()).select(X), BATCH):
        found |= np.diff(column_starts(batch[X].sort().to_numpy(), scale)) > 0
    return found


class _Kept:
    """What is left of the batches so far: thinned rows, and those of broken columns, which are held whole."""

    def __init__(self, view: LineView, scale: PixelScale, broken: NDArray[np.bool_] | None) -> None:
        self._view, self._scale, self._broken = view, scale, broken
        self._thinned: list[pl.DataFrame] = []
        self._held: list[pl.DataFrame] = []
        self._lines: pl.DataFrame | None = None
        self._most = _MOST_KEPT

    def add(self, batch: pl.DataFrame) -> None:
        """Takes the next rows of the table."""
        import polars as pl

        self._note_lines(batch)
        is_drawn = pl.col(X).is_not_null()
        if self._view.nulls == "filter":
            is_drawn &= pl.col(self._view.y).is_not_null()
        rows = batch.filter(is_drawn)
        if self._broken is not None:
            rows, held = self._parted(rows, self._broken)
            self._held.append(held)
        if len(rows):
            self._thinned.append(kept_rows(rows, self._view, self._scale))
        if sum(map(len, self._thinned)) > self._most:
            self._thinned = [kept_rows(pl.concat(self._thinned), self._view, self._scale)]
            self._most = 2 * len(self._thinned[0]) + _MOST_KEPT

    def rows(self) -> pl.DataFrame:
        """What is kept of all rows."""
        import polars as pl

        kept = kept_rows(pl.concat([*self._thinned, *self._held]), self._view, self._scale)
        if self._lines is None:
            return kept
        # Lines, legends and facets come in the order in which their rows first appear in the table.
        lines = self._lines.with_row_index(_FIRST)
        placed = kept.join(lines, on=self._view.series, nulls_equal=True, how="left", maintain_order="left")
        return placed.sort(_FIRST, maintain_order=True)

    def _note_lines(self, batch: pl.DataFrame) -> None:
        import polars as pl

        if self._view.series:
            found = batch.select(self._view.series).unique(maintain_order=True)
            known = found if self._lines is None else pl.concat([self._lines, found])
            self._lines = known.unique(maintain_order=True)

    def _parted(self, rows: pl.DataFrame, broken: NDArray[np.bool_]) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The rows of unbroken pixel columns, and those of broken ones, each sorted by x."""
        import numpy as np
        import polars as pl

        rows = rows.sort(X, maintain_order=True)
        starts = column_starts(rows[X].to_numpy(), self._scale)
        is_held = pl.Series(np.repeat(broken, np.diff(starts)))
        return rows.filter(~is_held), rows.filter(is_held)


def x_number(dtype: pl.DataType, name: str) -> pl.Expr:
    """The column as a float: its number, or the milliseconds of its time."""
    import polars as pl

    if dtype.is_temporal():
        return pl.col(name).dt.epoch("us").cast(pl.Float64) / 1000
    return pl.col(name).cast(pl.Float64)

"""M4 of rows in memory: takes rows of lines and the scale of x, gives those that draw the same picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chartkit.compiler.overflow.m4_sorted import column_starts, kept_in_slices

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    from chartkit.compiler.overflow.line_views import LineView
    from chartkit.compiler.overflow.scales import PixelScale

X = "__x"
_COLUMN, _STRETCH, _AT = "__column", "__stretch", "__at"


def kept_rows(rows: pl.DataFrame, view: LineView, scale: PixelScale) -> pl.DataFrame:
    """The rows to keep, by x, those of equal x in the order they had; all columns of `rows`. O(n), unsorted O(n log n).

    `X` holds x as a float, in every row. A missing y parts a line into stretches, and the first row of a gap stays.
    """
    import polars as pl

    if not rows[X].is_sorted():
        rows = rows.sort(X, maintain_order=True)
    starts = column_starts(rows[X].to_numpy(), scale)
    if not view.series and not rows[view.y].null_count():
        return rows[kept_in_slices(rows[view.y].to_numpy(), starts)]
    is_valid = pl.col(view.y).is_not_null()
    keyed = rows.select(
        *view.series,
        view.y,
        pl.when(is_valid).then(pl.Series(_columns_of(starts))).alias(_COLUMN),
        _stretch(view).alias(_STRETCH),
        pl.int_range(pl.len()).alias(_AT),
    )
    kept = keyed.group_by(*view.series, _STRETCH, _COLUMN).agg(_four_of(pl.col(view.y)))
    return rows[kept.select(pl.col(_AT).explode().drop_nulls().unique().sort())[_AT]]


def _columns_of(starts: NDArray[np.int64]) -> NDArray[Any]:
    """The number of each row's pixel column, from where the columns start."""
    import numpy as np

    return np.repeat(np.arange(len(starts) - 1), np.diff(starts))


def _stretch(view: LineView) -> pl.Expr:
    """A number for every unbroken stretch of a line, and for every gap."""
    import polars as pl

    is_valid = pl.col(view.y).is_not_null()
    number = (is_valid != is_valid.shift(1, fill_value=True)).cast(pl.Int64).cum_sum()
    return number.over(view.series) if view.series else number


def _four_of(y: pl.Expr) -> pl.Expr:
    """The places of the first, last, lowest and highest point; of a gap the first alone."""
    import polars as pl

    at = pl.col(_AT)
    last = pl.when(y.first().is_not_null()).then(at.last())
    return pl.concat_list(at.first(), last, at.get(y.arg_min()), at.get(y.arg_max())).alias(_AT)

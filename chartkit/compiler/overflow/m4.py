"""M4: of every pixel column of every line the first, last, lowest and highest point.

Takes lines of any number of points, gives at most four points per line, pixel column and unbroken stretch: the line
drawn through them touches the same pixels. A missing y breaks a line, so that every stretch keeps its own points and
one missing row stands for each gap. **Source**: Jugel, Jerzak, Hackenbroich, Markl: M4, a visualization-oriented time
series data aggregation, PVLDB 7(10), 2014, doi:10.14778/2732951.2732953.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from chartkit.compiler.overflow.line_views import LineView
from chartkit.compiler.overflow.m4_sorted import sorted_places
from chartkit.compiler.overflow.overflowed import NotOffered
from chartkit.compiler.overflow.scales import pixel_scale

if TYPE_CHECKING:
    import polars as pl

    from chartkit.data.frame import Frame

_X, _FIRST, _COLUMN, _STRETCH, _AT = "__x", "__first", "__column", "__stretch", "__at"


class Thinned(NamedTuple):
    """The rows kept of `n_in`."""

    rows: pl.DataFrame
    n_in: int


def m4(frame: Frame, view: LineView, width_px: float) -> Thinned:
    """The kept rows, whole: lines in order of first appearance, each by x. O(n), or O(n log n) unsorted.

    Raises: NotOffered.
    """
    table = frame.in_polars("M4 of lines runs in Polars").collect()
    n_in = len(table)
    places = None if view.series else sorted_places(table, view, width_px)
    if places is not None:
        return Thinned(table[places], n_in)
    return Thinned(_by_groups(table, view, width_px), n_in)


def _by_groups(table: pl.DataFrame, view: LineView, width_px: float) -> pl.DataFrame:
    import polars as pl

    is_valid = pl.col(view.y).is_not_null()
    x = x_number(table.schema[view.x], view.x).alias(_X)
    first = pl.col(_FIRST).first().over(view.series) if view.series else pl.lit(0).alias(_FIRST)
    rows = (
        table.with_row_index(_FIRST)
        .with_columns(x, first)
        .filter(pl.col(_X).is_not_null() & (is_valid if view.nulls == "filter" else True))
    )
    if not rows[_X].is_sorted():
        rows = rows.sort(_X, maintain_order=True)
    drawn = rows.filter(is_valid)[_X]
    if not len(drawn):
        raise NotOffered("no row has both x and y")
    extent = (float(drawn[0]), float(drawn[-1]))
    scale = pixel_scale(view.channel, "x", extent, width_px)
    scale.require_inside(extent, view.is_clipped)
    column = pl.when(is_valid).then(scale.column(pl.col(_X)))
    keyed = rows.lazy().select(
        *view.series, view.y, column.alias(_COLUMN), _stretch(view).alias(_STRETCH), pl.int_range(pl.len()).alias(_AT)
    )
    kept = keyed.group_by(*view.series, _STRETCH, _COLUMN).agg(_four_of(pl.col(view.y)))
    places = kept.select(pl.col(_AT).explode().drop_nulls().unique().sort()).collect()[_AT]
    # Lines, legends and facets come in the order in which their rows first appear in the table.
    return rows[places].sort(_FIRST, maintain_order=True).drop(_X, _FIRST)


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


def x_number(dtype: pl.DataType, name: str) -> pl.Expr:
    """The column as a float: its number, or the milliseconds of its time."""
    import polars as pl

    if dtype.is_temporal():
        return pl.col(name).dt.epoch("us").cast(pl.Float64) / 1000
    return pl.col(name).cast(pl.Float64)

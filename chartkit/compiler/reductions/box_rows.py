"""Rows that a box plot draws the same from: takes quartiles, whiskers and outliers of groups, gives rows.

With k one more than the outliers on either side, 4k+1 sorted values have their quartiles, which are linear between
neighbours, exactly at k, 2k and 3k:

    outliers below, whisker …, Q1 …, median …, Q3, whisker …, outliers above
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from chartkit.data.frame import ROW

if TYPE_CHECKING:
    import polars as pl

GROUP = "__group"
"""The number of a group, in order of first appearance."""

VALUE = "__value"
"""The summed column."""

SIDE = "__side"
"""-1 for outliers below, 1 for those above, 0 between the fences; null where a group has no values."""


def box_rows(boxes: pl.DataFrame, outliers: pl.DataFrame | None) -> pl.DataFrame:
    """Each group's rows but for its outliers: `GROUP`, `VALUE`, and in `ROW` the group's `first`.

    `boxes` holds `GROUP`, low, q1, median, q3, high and first, a group a row; `outliers` holds `GROUP` and `SIDE`.
    """
    import polars as pl

    counted = boxes.with_columns(n_low=pl.lit(0, pl.Int64), n_high=pl.lit(0, pl.Int64))
    if outliers is not None:
        side = pl.col(SIDE)
        counts = outliers.group_by(GROUP).agg(n_low=_count(side == -1), n_high=_count(side == 1))
        counted = boxes.join(counts, on=GROUP, how="left").with_columns(pl.col("n_low", "n_high").fill_null(0))
    k = pl.max_horizontal("n_low", "n_high") + 1
    one = pl.lit(1, pl.Int64)
    repeats = {"low": k - pl.col("n_low"), "q1": k, "median": k, "q3": one, "high": k - pl.col("n_high")}
    parts = [
        counted.select(GROUP, pl.col(name).repeat_by(times).alias(VALUE), pl.col("first").alias(ROW)).explode(VALUE)
        for name, times in repeats.items()
    ]
    return pl.concat(parts)


def _count(predicate: pl.Expr) -> pl.Expr:
    import polars as pl

    return predicate.sum().cast(pl.Int64)


def sampled(outliers: pl.DataFrame, most: int) -> pl.DataFrame:
    """About `most` of the outliers, in their order: evenly spaced by value, each group's extremes among them."""
    import polars as pl

    if outliers.height <= most:
        return outliers
    ordered = outliers.sort(GROUP, SIDE, VALUE)
    step = -(-outliers.height // most)
    place = pl.int_range(pl.len()).over(GROUP, SIDE)
    is_extreme = (place == 0) | (place == pl.len().over(GROUP, SIDE) - 1)
    return ordered.filter(is_extreme | (pl.int_range(pl.len()) % step == 0)).sort(ROW)

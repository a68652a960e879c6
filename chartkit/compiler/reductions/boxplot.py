"""Box plots: takes the summed field and the fields that group, gives rows of the same quartiles, whiskers and outliers.

The mark stays as it is: Vega-Lite computes from these rows the same boxes. A group whose whisker would end inside of
its box keeps its values. Rows come in the table's order, a box in the place of its first value between the fences:
outliers are drawn, and groups begin, where they did.

**Source**: Vega-Lite 6.4, boxplot; Tukey, Exploratory Data Analysis, 1977.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.compiler.reductions.aggregates import Measure
from chartkit.compiler.reductions.box_rows import GROUP, SIDE, VALUE, box_rows, sampled
from chartkit.compiler.reductions.grouped import grouped
from chartkit.compiler.reductions.grouping import compared_columns, value_keys
from chartkit.compiler.reductions.reduction import NotReducible
from chartkit.data.frame import ROW, Frame, FrameKind

if TYPE_CHECKING:
    import polars as pl

MOST_OUTLIERS = 5_000
"""Outliers that a chart draws; of more, the extremes of each group and an evenly spaced sample are kept."""

_MOST_KEPT = 50_000
_EXTENT = 1.5
_STATISTICS = {"q1": "q1", "median": "median", "q3": "q3", "min": "low", "max": "high", "valid": "n"}


class Boxplot(NamedTuple):
    """Rows for the boxes of `field` in each group of `keys`.

    `extent` is the whiskers' reach in heights of the box; None takes them to the least and greatest value. `label` is
    what messages call the field.
    """

    field: str
    keys: tuple[str, ...]
    extent: float | None = _EXTENT
    most_outliers: int = MOST_OUTLIERS
    label: str | None = None

    @property
    def reads(self) -> frozenset[str]:
        return frozenset([self.field, *self.keys])

    @property
    def is_shrinking(self) -> bool:
        return True

    @property
    def is_new_table(self) -> bool:
        return True

    def apply(self, frame: Frame) -> Frame:
        """Five rows per group and some four per outlier, groups in order of first appearance; runs at once.

        Outliers are looked for in Polars, by quartiles of its own: a last bit decides at the fences. A note tells of
        outliers that are left out. Raises `NotReducible` when groups have to keep their values and these are too many.
        """
        if self.extent is not None:
            frame = frame.in_polars("box plots with outliers run in Polars")
        # Columns of the table may be called as statistics are: in here they have names of their own.
        inner = {name: f"__b{index}" for index, name in enumerate((self.field, *self.keys))}
        renamed = frame.select(inner)
        renamed = renamed.over(renamed.lazy.rename(inner), {inner[name]: kind for name, kind in renamed.kinds.items()})
        plot = self._replace(field=inner[self.field], keys=tuple(inner[key] for key in self.keys), label=self.field)
        made = plot._made(renamed)
        outer = {short: name for name, short in inner.items()}
        return made.over(made.lazy.rename(outer), {outer[short]: kind for short, kind in made.kinds.items()})

    def _made(self, frame: Frame) -> Frame:
        import polars as pl

        groups = self._groups(frame)
        notes: tuple[str, ...] = ()
        if self.extent is None:
            made = box_rows(groups.with_columns(first=pl.col(GROUP)), None)
        else:
            rows = _rows(frame.numbered(), groups, self.field, self.keys, self.extent)
            made, notes = self._with_outliers(rows, groups)
        kinds: dict[str, FrameKind] = {**{key: frame.kinds[key] for key in self.keys}, self.field: "number"}
        made = made.sort(ROW, maintain_order=True).rename({VALUE: self.field})
        named = made.join(groups.select(GROUP, *self.keys), on=GROUP, how="left", maintain_order="left")
        return frame.holding(named.select(*kinds), kinds, *notes)

    def explain(self) -> str:
        return f"boxes of {self.field} by {', '.join(self.keys)}" if self.keys else f"the box of {self.field}"

    def _groups(self, frame: Frame) -> pl.DataFrame:
        """Each group's keys and statistics, in order of first appearance."""
        measures = [Measure(op, self.field, name) for op, name in _STATISTICS.items()]
        return grouped(frame, value_keys(frame, self.keys), measures).collect().with_row_index(GROUP)

    def _with_outliers(self, rows: pl.LazyFrame, groups: pl.DataFrame) -> tuple[pl.DataFrame, tuple[str, ...]]:
        """The rows of all groups with the table's row numbers, and notes of what is left out."""
        import polars as pl

        boxes = groups.drop("low", "high").join(_whiskers(rows), on=GROUP)
        is_box = (pl.col("low") <= pl.col("q1")) & (pl.col("q3") <= pl.col("high"))
        kept = boxes.filter(~is_box.fill_null(False))
        if kept["n"].sum() > _MOST_KEPT:
            raise NotReducible(f"a whisker of '{self.label}' ends inside of its box, which needs every row")
        is_kept = pl.col(GROUP).is_in(kept[GROUP].to_list())
        found = rows.filter(pl.col(VALUE).is_not_null() & (pl.col(SIDE).ne(0) | is_kept)).collect(engine="streaming")
        outliers = found.filter(~is_kept).sort(ROW)
        shown = sampled(outliers, self.most_outliers)
        text = f"{shown.height:,} of {outliers.height:,} outliers of {self.label}, evenly spaced, extremes kept"
        notes = (text,) if shown.height < outliers.height else ()
        columns = (GROUP, VALUE, ROW)
        parts = [shown.select(columns), found.filter(is_kept).select(columns), _missing(rows).select(columns)]
        return pl.concat([box_rows(boxes.filter(is_box), shown), *parts], how="vertical_relaxed"), notes


def _rows(frame: Frame, groups: pl.DataFrame, field: str, names: tuple[str, ...], extent: float) -> pl.LazyFrame:
    """The rows of the table: number of the group, value, number of the row, and `SIDE`.

    JavaScript compares a missing value as 0 with the fences, and so do the transforms of Vega-Lite's box plots.
    """
    import narwhals as nw
    import polars as pl

    columns = compared_columns(frame, names)
    value = nw.col(field).cast(nw.Float64)
    valued = frame.lazy.with_columns(**columns, **{VALUE: nw.when(~value.is_nan()).then(value)})
    rows: pl.LazyFrame = valued.select(*columns, VALUE, ROW).to_native()
    numbers: pl.LazyFrame = nw.from_native(groups.lazy()).with_columns(**columns).to_native()
    joined = rows.join(numbers.select(*columns, GROUP, "q1", "q3"), on=list(columns), nulls_equal=True)
    q1, q3, compared = pl.col("q1"), pl.col("q3"), pl.col(VALUE).fill_null(0)
    is_low, is_high = compared < q1 - extent * (q3 - q1), compared > q3 + extent * (q3 - q1)
    side = is_high.cast(pl.Int8) - is_low.cast(pl.Int8)
    return joined.select(GROUP, VALUE, ROW, side.alias(SIDE))


def _whiskers(rows: pl.LazyFrame) -> pl.DataFrame:
    """Of each group with values the least and greatest inside of the fences, and the first row there."""
    import polars as pl

    inside = rows.filter(pl.col(VALUE).is_not_null()).group_by(GROUP)
    is_inside = pl.col(SIDE) == 0
    low, high, first = (pl.col(name).filter(is_inside) for name in (VALUE, VALUE, ROW))
    return inside.agg(low=low.min(), high=high.max(), first=first.min()).collect(engine="streaming")


def _missing(rows: pl.LazyFrame) -> pl.DataFrame:
    """The first missing value of each group on each side: none is drawn, but a group may begin there."""
    import polars as pl

    missing = rows.filter(pl.col(VALUE).is_null()).group_by(GROUP, SIDE).agg(pl.col(ROW).min())
    return missing.with_columns(pl.lit(None, pl.Float64).alias(VALUE)).collect(engine="streaming")


def boxplot_of(field: str, keys: tuple[str, ...], mark: Mapping[str, Any]) -> Boxplot:
    """The reduction for the words of a boxplot `mark`. Raises `NotReducible` where missing values would be drawn."""
    if mark.get("invalid") not in (None, "filter") or ("invalid" in mark and mark["invalid"] is None):
        raise NotReducible("'invalid' draws the missing values")
    extent = mark.get("extent", _EXTENT)
    if extent == "min-max":
        return Boxplot(field, keys, None)
    if not isinstance(extent, int | float) or isinstance(extent, bool) or extent < 0:
        raise NotReducible(f"the extent '{extent}' is computed in the browser")
    return Boxplot(field, keys, float(extent))

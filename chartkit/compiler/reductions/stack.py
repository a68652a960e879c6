"""The stack transform: where each row's bar begins and ends.

Takes {"stack": …, "groupby": […], "sort": …, "offset": …, "as": …} and gives two columns more. It runs in Polars:
running sums in the order of rows are what engines without an order do not have.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.compiler.reductions.ordering import in_total_order
from chartkit.compiler.reductions.partitions import (
    SortField,
    given_back,
    partition_keys,
    required,
    sort_fields_of,
    sort_keys,
    with_groups,
)
from chartkit.compiler.reductions.reduction import NotReducible
from chartkit.data.frame import ROW

if TYPE_CHECKING:
    import polars as pl

    from chartkit.data.frame import Frame, FrameKind

_SIZE, _TOTAL, _MOST = "__size", "__total", "__most"


class Stack(NamedTuple):
    """Running sums of `field` within groups; `start` and `end` are the columns it makes."""

    field: str
    groupby: tuple[str, ...]
    sort: tuple[SortField, ...]
    offset: str
    start: str
    end: str
    is_shrinking: bool = False
    is_new_table: bool = False

    @property
    def reads(self) -> frozenset[str]:
        return frozenset((self.field, *self.groupby, *(field.name for field in self.sort)))

    @property
    def makes(self) -> Mapping[str, FrameKind]:
        return {self.start: "number", self.end: "number"}

    def apply(self, frame: Frame) -> Frame:
        """The rows in their order, with both columns.

        Raises: NotReducible for rows without an order that the sort does not order wholly.
        """
        import polars as pl

        frame, rows = in_total_order(frame, self.groupby, self.sort, "array", "stacking runs in Polars")
        rows, groups = with_groups(rows, partition_keys(self.groupby, frame.kinds, "array"))
        size = pl.col(self.field).cast(pl.Float64).fill_null(0.0)
        rows = rows.with_columns(size.alias(_SIZE), size.abs().cum_sum().last().over(groups).alias(_TOTAL))
        rows = rows.with_columns(pl.max_horizontal(pl.col(_TOTAL).fill_nan(None).max(), 0.0).alias(_MOST))
        keys, descending = sort_keys(self.sort, frame.kinds)
        if keys:
            rows = rows.sort(keys, descending=descending, nulls_last=descending, maintain_order=True)
        start, end = _ENDS[self.offset]()
        rows = rows.with_columns(start.over(groups).alias(self.start), end.over(groups).alias(self.end))
        return given_back(frame, rows.sort(ROW) if keys else rows, {**frame.kinds, **self.makes})

    def explain(self) -> str:
        by = f" by {', '.join(self.groupby)}" if self.groupby else ""
        return f"stack {self.field}{by}, offset {self.offset}"


def stack_of(transform: Mapping[str, Any], kinds: Mapping[str, FrameKind]) -> Stack:
    """The stack transform read.

    Raises: NotReducible.
    **Source**: Vega 6, vega-encode Stack; Vega-Lite 6.4, stack transform.
    """
    field = str(transform["stack"])
    groupby = tuple(map(str, transform.get("groupby", ())))
    sort = sort_fields_of(transform.get("sort", ()))
    required((field, *groupby, *(s.name for s in sort)), kinds)
    if kinds[field] != "number":
        raise NotReducible(f"{field!r} holds no numbers to stack")
    named = transform.get("as")
    start, end = f"{field}_start", f"{field}_end"
    if isinstance(named, str):
        start, end = named, f"{named}_end"
    elif named is not None and len(named) > 1:
        start, end = map(str, named[:2])
    return Stack(field, groupby, sort, transform.get("offset") or "zero", start, end)


def _from_zero() -> tuple[pl.Expr, pl.Expr]:
    """What is below zero piles downwards, the rest upwards."""
    import polars as pl

    size = pl.col(_SIZE)
    is_below = size < 0
    below = pl.when(is_below).then(size).otherwise(0.0).cum_sum()
    above = pl.when(is_below).then(0.0).otherwise(size).cum_sum()
    start = pl.when(is_below).then(below.shift(1, fill_value=0.0)).otherwise(above.shift(1, fill_value=0.0))
    return start, pl.when(is_below).then(below).otherwise(above)


def _around_center() -> tuple[pl.Expr, pl.Expr]:
    """Lengths pile upwards from half of what the group lacks to the largest group."""
    import polars as pl

    length = pl.col(_SIZE).abs()
    first = (pl.col(_MOST).first() - pl.col(_TOTAL).first()) / 2
    is_first = pl.int_range(pl.len()) == 0
    end = pl.when(is_first).then(first + length).otherwise(length).cum_sum()
    return pl.when(is_first).then(first).otherwise(end.shift(1)), end


def _in_shares() -> tuple[pl.Expr, pl.Expr]:
    """Lengths pile upwards to 1."""
    import polars as pl

    end = (1 / pl.col(_TOTAL).first()) * pl.col(_SIZE).abs().cum_sum()
    return end.shift(1, fill_value=0.0), end


_ENDS = {"zero": _from_zero, "center": _around_center, "normalize": _in_shares}

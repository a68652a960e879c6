"""Filters of whole groups: takes the next steps of a stage and its rows, tells whether they leave none.

A preset may join counts to its rows and keep those of small groups alone, to mark the points of short lines. Of large
groups no row is left: that is known from the groups, which are few, before any row is joined.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from chartkit.compiler.reductions.aggregate import Aggregate
from chartkit.compiler.reductions.filter import Filter
from chartkit.compiler.reductions.joinaggregate import Joinaggregate

if TYPE_CHECKING:
    import polars as pl

    from chartkit.compiler.reductions.reduction import Reduction
    from chartkit.data.frame import Frame, FrameKind


def leaves_no_group(steps: Sequence[Reduction], frame: Frame) -> bool:
    """Whether `steps` begin with joined aggregates and a filter of these alone for which no group of `frame` holds.

    One pass over the columns that group; none for counts of all rows.
    """
    joins = list(_leading_joins(steps))
    test = steps[len(joins)] if len(joins) < len(steps) else None
    made: dict[str, FrameKind] = {name: kind for join in joins for name, kind in join.makes.items()}
    if not isinstance(test, Filter) or test.translated is None or not test.reads or not test.reads <= made.keys():
        return False
    if len({join.groupby for join in joins if join.groupby}) > 1:
        return False
    groups = frame.holding(_groups(joins, frame).select(*made), made)
    return test.apply(groups).collect().is_empty()


def _leading_joins(steps: Sequence[Reduction]) -> Iterator[Joinaggregate]:
    for step in steps:
        if not isinstance(step, Joinaggregate):
            return
        yield step


def _groups(joins: Sequence[Joinaggregate], frame: Frame) -> pl.DataFrame:
    """One row per group with what is joined to its rows, also that of all rows."""
    import polars as pl

    by = next((join.groupby for join in joins if join.groupby), ())
    grouped = tuple(measure for join in joins if join.groupby for measure in join.measures)
    of_all = tuple(measure for join in joins if not join.groupby for measure in join.measures)
    found = Aggregate(grouped, by, {}).apply(frame).collect() if by else pl.DataFrame({"__all": [0]})
    if all(measure.op == "count" for measure in of_all):
        n_rows = _count(frame) if of_all else 0
        values: dict[str, Any] = {measure.name_out: n_rows for measure in of_all}
    else:
        values = Aggregate(of_all, (), {}).apply(frame).collect().row(0, named=True)
    return found.with_columns(pl.lit(value).alias(name) for name, value in values.items())


def _count(frame: Frame) -> int:
    import narwhals as nw

    counted = frame.lazy.select(n=nw.len())
    return int(frame.over(counted, {"n": "number"}).collect().item())

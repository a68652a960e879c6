"""Running a plan: takes its stages and the tables, gives each stage's rows and what the rewriting must know.

Everything runs where the rows are; only what a stage leaves is collected.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cmp_to_key
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.compiler.overflow.budget import Budget
from chartkit.compiler.planning.group_filters import leaves_no_group
from chartkit.compiler.planning.plan import Facts, Group, Stage
from chartkit.compiler.planning.sorting import SortQuery
from chartkit.compiler.reductions.grouping import Dimension, Grouping, Measure, extents
from chartkit.compiler.reductions.reduction import NotReducible

if TYPE_CHECKING:
    import polars as pl

    from chartkit.data.frame import Frame

MOST_CATEGORIES = Budget().rows
"""The longest order that is written out."""


class StepRefused(NotReducible):
    """The step after `n_steps` others cannot be computed exactly on this data."""

    def __init__(self, reason: str, n_steps: int) -> None:
        super().__init__(reason)
        self.n_steps = n_steps


class StageRows(NamedTuple):
    """What a stage leaves: its rows, still in the engine where nothing was grouped, and the facts about it."""

    frame: Frame
    facts: Facts


def run(stage: Stage, frame: Frame, n_rows: int) -> StageRows:
    """The rows of `stage` from the rows of its table. Raises `NotReducible` when the data forbids what was planned."""
    read = frame
    before, frame = _apply(stage, frame)
    if stage.group is None:
        return StageRows(_kept(stage, frame), Facts({}, {}, n_rows, -1, read.engine, frame.notes, tuple(read.kinds)))
    rows = _grouped(stage.group, before, frame, n_rows)
    return rows._replace(facts=rows.facts._replace(columns=tuple(read.kinds)))


def _kept(stage: Stage, frame: Frame) -> Frame:
    """The columns that are read behind the stage; any one where none is, as its rows are drawn all the same."""
    if stage.columns is None:
        return frame
    return frame.select([name for name in stage.columns if name in frame.kinds] or [*frame.kinds][:1])


def _apply(stage: Stage, frame: Frame) -> tuple[Frame, Frame]:
    """The frame at the place where extents are taken, and the frame after all steps."""
    after = stage.group.extents_after if stage.group else 0
    before = frame
    for index, step in enumerate(stage.steps, 1):
        if stage.group is None and leaves_no_group(stage.steps[index - 1 :], frame):
            frame = frame.over(frame.lazy.head(0))
        try:
            frame = step.apply(frame)
        except NotReducible as refusal:
            raise StepRefused(refusal.reason, index - 1) from refusal
        if index == after:
            before = frame
    return before, frame


def _grouped(group: Group, before: Frame, frame: Frame, n_rows: int) -> StageRows:
    changes = (*group.changes, *group.facet_changes)
    found: dict[str, tuple[float, float]] = {}
    reduction = group.reduction
    if any(change.bin for change in changes):
        reduction, found = _with_extents(reduction, before)
    orders = {change.sort: _order(frame, change.sort) for change in changes if change.sort is not None}
    reduced = reduction.apply(frame)
    rows = reduced.collect()
    _check_risks(rows, group.at_risk)
    if isinstance(reduction, Grouping):
        _check_overflow(rows, reduction.measures)
    facts = Facts(found, orders, n_rows, rows.height, frame.engine, reduced.notes)
    return StageRows(reduced.holding(rows, reduced.kinds), facts)


def _with_extents(grouping: Grouping, frame: Frame) -> tuple[Grouping, dict[str, tuple[float, float]]]:
    """The grouping with its bins' extents, and these by column. One pass over the rows."""
    fields = {d.field for d in grouping.dimensions if d.bin is not None and "extent" not in d.bin}
    of_field = extents(frame, sorted(fields))
    missing = [field for field in fields if of_field[field] is None]
    if missing:
        raise NotReducible(f"the column {missing[0]!r} holds no number to bin")
    known = {field: extent for field, extent in of_field.items() if extent is not None}
    by_column = {d.name_out: known[d.field] for d in grouping.dimensions if d.field in fields and d.bin is not None}
    return grouping.with_extents(known), by_column


def _order(frame: Frame, query: SortQuery) -> list[Any]:
    """The categories of a column in the order that Vega's `compare` gives them; nulls first, ties as they came."""
    measure = Measure(query.op, query.by, "by")
    dimension = Dimension(query.field, "category" if query.field != "category" else "category_", None, None)
    rows = Grouping((dimension,), (measure,)).apply(frame).collect()
    if rows.height > MOST_CATEGORIES:
        raise NotReducible(f"{rows.height:,} categories are ordered by another field")
    sign = -1 if query.is_descending else 1
    pairs = sorted(
        rows.select(dimension.name_out, "by").rows(), key=cmp_to_key(lambda a, b: sign * _compared(a[1], b[1]))
    )
    return [category for category, _ in pairs]


def _compared(one: Any, other: Any) -> int:
    """Vega's ascending order: null before all else."""
    if one is None or other is None:
        return (other is None) - (one is None) if one is not other else 0
    return (one > other) - (one < other)


def _check_risks(rows: pl.DataFrame, at_risk: Iterable[str]) -> None:
    for name in at_risk:
        if rows[name].null_count():
            raise NotReducible(f"{name!r} is missing in some group, and its field plays another role too")


def _check_overflow(rows: pl.DataFrame, measures: Iterable[Measure]) -> None:
    """Raises `NotReducible` where doubles overflowed, which Vega's means and spreads do later: they add up nothing."""
    for measure in measures:
        values = rows[measure.name_out]
        if values.dtype.is_float() and not values.is_finite().all():
            raise NotReducible(f"the {measure} is more than a double holds")


def needed_columns(stage: Stage, names: Iterable[str]) -> tuple[str, ...]:
    """The columns of the table that a stage reads, of those it has; all of them where it keeps all."""
    names = tuple(names)
    if stage.columns is None and stage.group is None and not any(step.is_new_table for step in stage.steps):
        return names
    reads: set[str] = set(stage.columns or ())
    for step in stage.steps:
        reads |= step.reads
    if stage.group is not None:
        reads |= stage.group.reduction.reads
        for change in (*stage.group.changes, *stage.group.facet_changes):
            if change.sort is not None:
                reads |= {change.sort.field, *([change.sort.by] if change.sort.by else [])}
    return tuple(name for name in names if name in reads)

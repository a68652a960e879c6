"""Which policy draws what is over the budget: takes a unit's rows and spec, gives fewer rows and says how many.

Lines are thinned by M4 where that keeps their picture; all else is sampled, unless the preset names its policy.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import TYPE_CHECKING, Any

from chartkit.compiler.overflow.bin2d import bin2d
from chartkit.compiler.overflow.budget import Budget
from chartkit.compiler.overflow.first_groups import first_groups
from chartkit.compiler.overflow.line_views import LineView, line_view_of
from chartkit.compiler.overflow.m4 import m4
from chartkit.compiler.overflow.m4_memory import m4_in_memory
from chartkit.compiler.overflow.overflowed import NotOffered, Overflowed
from chartkit.compiler.overflow.refusal import refusal
from chartkit.compiler.overflow.sample import sample
from chartkit.compiler.overflow.scatter_views import scatter_view_of
from chartkit.compiler.overflow.thinned import Thinned

if TYPE_CHECKING:
    from chartkit.data import Dataset
    from chartkit.data.frame import Frame
    from chartkit.presets.overflow import Policy

Size = tuple[float, float]


def reduce_overflow(
    frame: Frame,
    unit: Mapping[str, Any],
    size_px: Size,
    n_rows: int,
    policy: Policy | None = None,
    budget: Budget | None = None,
    is_grouped: bool = False,
) -> Overflowed:
    """The `n_rows` rows of `frame`, where over the budget thinned by `policy` or by what fits the unit.

    `unit` is a unit spec with its merged encoding, over the columns of `frame`; `size_px` is the width and height of
    one view. Rows that fit the budget come back whole. Of groups (`is_grouped`: each row is one, its results in the
    measures' own columns) none stands for another: lines keep those that draw them, all else the first ones.

    Raises: DataError for the policy `error`, and for a named policy that does not fit.
    """
    budget = budget or Budget()
    most = budget.most_rows(frame)
    if n_rows <= most:
        return Overflowed(frame.collect(), None, "none", f"{n_rows:,} rows", n_rows, n_rows)
    if policy == "error":
        raise refusal(n_rows, budget)
    if policy == "sample":
        return _fewer(frame, unit, n_rows, most, is_grouped)
    try:
        found = _binned(frame, unit, size_px) if policy == "bin2d" else _thinned(frame, unit, size_px, is_grouped)
        if found.n_out > most:
            raise NotOffered(f"{found.n_out:,} are left of them")
    except NotOffered as reason:
        if policy is not None:
            raise refusal(n_rows, budget, f"{policy} does not fit: {reason}.") from None
        return _fewer(frame, unit, n_rows, most, is_grouped)
    return found


def thinned_in_memory(
    dataset: Dataset,
    columns: Mapping[str, str],
    times: Container[str],
    unit: Mapping[str, Any],
    size_px: Size,
    policy: Policy | None,
    budget: Budget,
) -> Overflowed | None:
    """What `reduce_overflow` gives of a table's own rows, where the unit draws one plain line of them; else None.

    `columns` gives the user's name of each alias, `times` the aliases to read as times.
    """
    if policy not in (None, "m4"):
        return None
    try:
        view = line_view_of(unit)
        found = m4_in_memory(dataset, columns, times, view, size_px[0], budget)
    except NotOffered:
        return None
    return None if found is None else _said(found, view)


def _thinned(frame: Frame, unit: Mapping[str, Any], size_px: Size, is_grouped: bool) -> Overflowed:
    view = line_view_of(unit, is_grouped)
    return _said(m4(frame, view, size_px[0]), view)


def _said(found: Thinned, view: LineView) -> Overflowed:
    n_out = len(found.rows)
    text = f"{n_out:,} of {found.n_in:,} points: the first, last, lowest and highest of each pixel column"
    clean = frozenset((view.x, view.y)) if found.is_clean else frozenset[str]()
    return Overflowed(found.rows, None, "m4", text, found.n_in, n_out, clean)


def _binned(frame: Frame, unit: Mapping[str, Any], size_px: Size) -> Overflowed:
    found = bin2d(frame, scatter_view_of(unit), size_px)
    n_out = len(found.rows)
    text = f"{found.n_in:,} points counted in {n_out:,} cells"
    return Overflowed(found.rows, found.changes, "bin2d", text, found.n_in, n_out)


def _fewer(frame: Frame, unit: Mapping[str, Any], n_rows: int, size: int, is_grouped: bool) -> Overflowed:
    if is_grouped:
        return first_groups(frame, unit.get("encoding", {}), n_rows, size)
    rows = sample(frame, n_rows, size)
    text = f"{len(rows):,} of {n_rows:,} rows, evenly sampled"
    return Overflowed(rows, None, "sample", text, n_rows, len(rows))

"""Aggregates over the frame of each row: running, moving, or over the whole group.

Takes sorted rows with their places, gives the Polars expression of one column. A frame that starts at its group's first
row is a running aggregate; a moving one is computed from its own rows, O(rows × length of the frame).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from chartkit.compiler.reductions.aggregates import QUANTILES, SPREADS
from chartkit.compiler.reductions.reduction import NotReducible
from chartkit.compiler.reductions.window_frames import FRAME_END, FRAME_START, PLACE, Bounds
from chartkit.compiler.reductions.window_ops import Operation

if TYPE_CHECKING:
    import polars as pl

    from chartkit.data.frame import FrameKind

_COUNTS = frozenset(("count", "valid", "missing"))
_MOVING = frozenset(("sum", "mean", "average", "min", "max"))
_RUNNING = _MOVING | {"product", "distinct"}
_WHOLE = _RUNNING | SPREADS | QUANTILES.keys()


def aggregated_kind(op: str, kind: FrameKind, bounds: Bounds) -> FrameKind:
    """The kind of an aggregate over frames of these bounds.

    Raises: NotReducible.
    """
    if op in _COUNTS:
        return "number"
    is_running = bounds.before is None
    known = _MOVING if not is_running else _RUNNING if bounds.after is not None else _WHOLE
    if op not in known:
        over = "in a window" if op not in _WHOLE else "over running rows" if is_running else "over moving rows"
        raise NotReducible(f"{op} {over} is left to the browser")
    if op == "distinct":
        return "number"
    if kind != "number" and not (kind == "time" and op in ("min", "max") and is_running):
        raise NotReducible(f"{op} of a column of kind {kind} is left to the browser")
    return kind


def aggregate(operation: Operation, kind: FrameKind, bounds: Bounds, groups: Sequence[str]) -> pl.Expr:
    """The column of `operation`, of a field of the kind `kind`; null where its values are too few.

    **Source**: Vega 6, vega-transforms AggregateOps: null, NaN and empty text are no values.
    """
    import polars as pl

    if operation.op == "count":
        return pl.col(FRAME_END) - pl.col(FRAME_START)
    value = operation.column
    if kind == "number":
        value = value.cast(pl.Float64).fill_nan(None)
    n_valid = _in_frame((value.is_not_null() & (value != "") if kind == "text" else value.is_not_null()), groups)
    if operation.op == "valid":
        return n_valid
    if operation.op == "missing":
        is_missing = operation.column.is_null() | (value == "" if kind == "text" else pl.lit(False))
        return _in_frame(is_missing, groups)
    if operation.op == "distinct":
        text = operation.column.fill_null("null") if kind == "text" else operation.column
        return _in_frame(text.is_first_distinct(), groups)
    if operation.op in QUANTILES:
        return value.quantile(QUANTILES[operation.op], "linear").over(groups)
    if operation.op in SPREADS:
        return _spread(operation.op, value).over(groups)
    if bounds.before is None:
        return _running(operation.op, value, n_valid, groups)
    return _moving(operation.op, value, n_valid)


def _in_frame(is_counted: pl.Expr, groups: Sequence[str]) -> pl.Expr:
    """How many rows of the frame are counted."""
    import polars as pl

    upto = is_counted.fill_null(False).cast(pl.Int64).cum_sum()
    before = pl.when(pl.col(FRAME_START) > 0).then(upto.gather((pl.col(FRAME_START) - 1).clip(lower_bound=0)))
    return (upto.gather(pl.col(FRAME_END) - 1) - before.otherwise(0)).over(groups)


def _spread(op: str, value: pl.Expr) -> pl.Expr:
    """One value has no spread, not even that of a population, up to Vega 6.2."""
    import polars as pl

    found = value.var(ddof=int(not op.endswith("p")))
    if not op.startswith("variance"):
        found = found.sqrt()
    return pl.when(value.count() > 1).then(found / value.count().sqrt() if op == "stderr" else found)


def _running(op: str, value: pl.Expr, n_valid: pl.Expr, groups: Sequence[str]) -> pl.Expr:
    import polars as pl

    at_end = pl.col(FRAME_END) - 1
    if op in ("min", "max"):
        upto = (value.cum_min() if op == "min" else value.cum_max()).forward_fill()
        return upto.gather(at_end).over(groups)
    upto = value.fill_null(1.0).cum_prod() if op == "product" else value.fill_null(0.0).cum_sum()
    total = upto.gather(at_end).over(groups)
    return pl.when(n_valid > 0).then(total / n_valid if op in ("mean", "average") else total)


def _moving(op: str, value: pl.Expr, n_valid: pl.Expr) -> pl.Expr:
    import polars as pl

    row = pl.int_range(pl.len(), dtype=pl.Int64)
    start, end = (row - pl.col(PLACE) + pl.col(edge) for edge in (FRAME_START, FRAME_END))
    ufunc = op if op in ("min", "max") else "sum"
    found = pl.map_batches([value, start, end], lambda columns: _folded(ufunc, *columns), return_dtype=pl.Float64)
    return pl.when(n_valid > 0).then(found / n_valid if op in ("mean", "average") else found)


def _folded(op: str, value: pl.Series, start: pl.Series, end: pl.Series) -> pl.Series:
    """`op` of the values of each frame; a frame without values gives what `op` starts from."""
    import numpy as np
    import polars as pl

    ufunc: np.ufunc = {"sum": np.add, "min": np.minimum, "max": np.maximum}[op]
    neutral = {"sum": 0.0, "min": np.inf, "max": -np.inf}[op]
    values = np.append(value.fill_null(neutral).to_numpy(), neutral)
    edges = np.stack([start.to_numpy(), end.to_numpy()], axis=1).ravel()
    return pl.Series(ufunc.reduceat(values, edges)[::2] if len(edges) else values[:0])

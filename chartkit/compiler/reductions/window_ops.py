"""The operations that only windows have: each gives the Polars expression of one column, within one sorted group."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from chartkit.compiler.reductions.window_frames import (
    FRAME_END,
    FRAME_START,
    IS_NEW_PEER,
    N_ROWS,
    PEER_END,
    PEER_START,
    PLACE,
)

if TYPE_CHECKING:
    import polars as pl


class Operation(NamedTuple):
    """`op` of `field` under the name `name`; `param` is the offset, the number of tiles, or which value."""

    op: str
    field: str | None
    param: float | None
    name: str

    @property
    def column(self) -> pl.Expr:
        import polars as pl

        return pl.col(str(self.field))


def _place(name: str) -> pl.Expr:
    import polars as pl

    return pl.col(name)


def _row_number(_: Operation) -> pl.Expr:
    return _place(PLACE) + 1


def _rank(_: Operation) -> pl.Expr:
    return _place(PEER_START) + 1


def _dense_rank(_: Operation) -> pl.Expr:
    return _place(IS_NEW_PEER).cum_sum()


def _percent_rank(_: Operation) -> pl.Expr:
    return _place(PEER_START) / (_place(N_ROWS) - 1)


def _cume_dist(_: Operation) -> pl.Expr:
    """Vega gives the first row of a group no peers."""
    import polars as pl

    return pl.when(_place(PLACE) == 0).then(pl.lit(1)).otherwise(_place(PEER_END)) / _place(N_ROWS)


def _ntile(operation: Operation) -> pl.Expr:
    return (float(operation.param or 1) * _cume_dist(operation)).ceil()


def _lag(operation: Operation) -> pl.Expr:
    return operation.column.shift(int(operation.param or 1))


def _lead(operation: Operation) -> pl.Expr:
    return operation.column.shift(-int(operation.param or 1))


def _first_value(operation: Operation) -> pl.Expr:
    return operation.column.gather(_place(FRAME_START))


def _last_value(operation: Operation) -> pl.Expr:
    return operation.column.gather(_place(FRAME_END) - 1)


def _nth_value(operation: Operation) -> pl.Expr:
    import polars as pl

    place = _place(FRAME_START) + int(operation.param or 1) - 1
    return operation.column.gather(pl.when(place < _place(FRAME_END)).then(place))


def _prev_value(operation: Operation) -> pl.Expr:
    return operation.column.forward_fill()


def _next_value(operation: Operation) -> pl.Expr:
    return operation.column.backward_fill()


OPS: Mapping[str, Callable[[Operation], pl.Expr]] = {
    "row_number": _row_number,
    "rank": _rank,
    "dense_rank": _dense_rank,
    "percent_rank": _percent_rank,
    "cume_dist": _cume_dist,
    "ntile": _ntile,
    "lag": _lag,
    "lead": _lead,
    "first_value": _first_value,
    "last_value": _last_value,
    "nth_value": _nth_value,
    "prev_value": _prev_value,
    "next_value": _next_value,
}
"""**Source**: Vega 6, vega-transforms WindowOps."""

KEPT_KIND = frozenset(("lag", "lead", "first_value", "last_value", "nth_value", "prev_value", "next_value"))
"""The operations that give values of their field."""

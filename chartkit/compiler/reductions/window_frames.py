"""The places of sorted rows: takes rows sorted by group and sort, gives each row's place, its peers and its frame.

Peers are rows of one group that the sort leaves equal. All places count from 0 within the group; an end is the place
after the last row.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import polars as pl

PLACE, N_ROWS, PEER_START, PEER_END, IS_NEW_PEER = "__place", "__n_rows", "__peer_start", "__peer_end", "__is_new_peer"
FRAME_START, FRAME_END = "__frame_start", "__frame_end"
PLACES = (PLACE, N_ROWS, PEER_START, PEER_END, IS_NEW_PEER, FRAME_START, FRAME_END)


class Bounds(NamedTuple):
    """`before` and `after` rows around each row, None for all; `has_peers` takes in the peers of both ends."""

    before: int | None
    after: int | None
    has_peers: bool = False


def with_places(rows: pl.LazyFrame, groups: Sequence[str], peers: Sequence[str], bounds: Bounds) -> pl.LazyFrame:
    """The rows with the hidden columns `PLACES`; without a sort no two rows are peers."""
    import polars as pl

    place = pl.int_range(pl.len(), dtype=pl.Int64)
    is_new = pl.any_horizontal(*(pl.col(peer).ne_missing(pl.col(peer).shift(1)) for peer in peers), place == 0)
    rows = rows.with_columns(
        place.over(groups).alias(PLACE),
        pl.len().cast(pl.Int64).over(groups).alias(N_ROWS),
        (is_new if peers else pl.lit(True)).over(groups).alias(IS_NEW_PEER),
    )
    rows = rows.with_columns(
        pl.when(IS_NEW_PEER).then(PLACE).forward_fill().over(groups).alias(PEER_START),
        pl.when(pl.col(IS_NEW_PEER).shift(-1, fill_value=True)).then(pl.col(PLACE) + 1).backward_fill().over(groups)
        .alias(PEER_END),
    )  # fmt: skip
    return rows.with_columns(_start(bounds).over(groups).alias(FRAME_START), _end(bounds).over(groups).alias(FRAME_END))


def _start(bounds: Bounds) -> pl.Expr:
    import polars as pl

    if bounds.before is None:
        return pl.col(PLACE) * 0
    first = (pl.col(PLACE) - bounds.before).clip(lower_bound=0)
    return pl.col(PEER_START).gather(first) if bounds.has_peers else first


def _end(bounds: Bounds) -> pl.Expr:
    import polars as pl

    if bounds.after is None:
        return pl.col(N_ROWS)
    last = pl.min_horizontal(pl.col(PLACE) + bounds.after, pl.col(N_ROWS) - 1)
    return pl.col(PEER_END).gather(last) if bounds.has_peers else last + 1

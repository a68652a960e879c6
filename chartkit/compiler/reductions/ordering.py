"""Rows whose order is known, for transforms that depend on it.

Takes a frame and the sort of a transform, gives its rows in Polars. An engine without an order of rows will do where
the sort alone decides; where it leaves ties open, every run could draw another picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from chartkit.compiler.reductions.partitions import KeyText, SortField, numbered_rows, partition_keys, sort_keys
from chartkit.compiler.reductions.reduction import NotReducible

if TYPE_CHECKING:
    import polars as pl

    from chartkit.data.frame import Frame


def in_total_order(
    frame: Frame, groupby: Sequence[str], sort: Sequence[SortField], text: KeyText, why: str
) -> tuple[Frame, pl.LazyFrame]:
    """The frame in Polars with `ROW`, and its native lazy frame; `why` tells why it left its engine.

    Raises: NotReducible where the engine keeps no order and two rows of a group are equal in `sort`.
    """
    if frame.is_ordered:
        return numbered_rows(frame, why)
    if not sort:
        raise NotReducible(f"{frame.engine} keeps no order of rows and there is no sort")
    moved, rows = numbered_rows(frame, why)
    keys, _ = sort_keys(sort, frame.kinds)
    parts = partition_keys(groupby, frame.kinds, text)
    named = [key.alias(f"__key{number}") for number, key in enumerate([*parts, *keys])]
    if rows.select(named).collect().is_duplicated().any():
        raise NotReducible(f"{frame.engine} keeps no order of rows and the sort has ties")
    return moved, rows

"""A table in parts, as `log_mode="INCREMENTAL"` writes it: takes the parts in order, gives the whole table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from chartkit.data.column import Column
from chartkit.data.dataset import Dataset
from chartkit.data.frames import PolarsBuffer
from chartkit.data.kinds import Kind


def joined(parts: Sequence[Dataset]) -> Dataset:
    """The rows of all parts, in order.

    Columns of one Polars type in all parts are joined as they are, others as Python values. Raises `ValueError` when
    the parts have different columns.
    """
    names = parts[-1].names
    if any(part.names != names for part in parts):
        raise ValueError("its parts have different columns")
    return Dataset([_joined([part.column(name) for part in parts]) for name in names], parts[-1].timezone)


def _joined(columns: Sequence[Column]) -> Column:
    kinds: set[Kind] = {column.kind for column in columns if column.kind != "empty"}
    kind: Kind | None = next(iter(kinds)) if len(kinds) == 1 else None
    series = [column.buffer.to_polars() for column in columns if column.buffer is not None]
    found = [one for one in series if one is not None]
    if len(found) == len(columns) and len({str(one.dtype) for one in found}) == 1:
        import polars as pl

        return Column(columns[0].name, kind, PolarsBuffer(pl.concat(found)))
    return Column(columns[0].name, kind, list(chain.from_iterable(column.values for column in columns)))

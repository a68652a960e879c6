"""A Polars query read a batch at a time: takes a lazy frame, gives its rows in order, no more in memory than asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from chartkit.data.engines.failures import failures_of

if TYPE_CHECKING:
    import polars as pl


def batches(rows: pl.LazyFrame, n_rows: int) -> Iterator[pl.DataFrame]:
    """The rows in their order, about `n_rows` at a time.

    Raises `DataError` with Polars' own sentence when it stops in the middle.
    """
    with failures_of("polars"):
        found = iter(rows.collect_batches(chunk_size=n_rows, maintain_order=True, engine="streaming"))
    while True:
        with failures_of("polars"):
            batch = next(found, None)
        if batch is None:
            return
        yield batch

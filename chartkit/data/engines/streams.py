"""The rows of an engine as a stream into Polars: takes a lazy table, gives a Polars frame that reads it in batches."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from chartkit.data.engines.failures import failures_of
from chartkit.data.engines.lazy_tables import LazyTable, cleaner

if TYPE_CHECKING:
    import polars as pl

_BATCH_ROWS = 131_072


def streamed(table: LazyTable) -> pl.LazyFrame:
    """The rows in the engine's order, to be read once; DuckDB and Polars never hold them all.

    Raises `DataError` when the engine stops, also while the rows are read.
    """
    native = cleaner(table.engine).readable(table.native)
    if table.engine == "polars":
        return native
    if table.engine == "duckdb":
        with failures_of("duckdb"):
            return _of_reader(native.to_arrow_reader(_BATCH_ROWS))
    return table.rows.lazy()


def _of_reader(reader: Any) -> pl.LazyFrame:
    """The frame of an Arrow reader's batches."""
    import polars as pl
    from polars.io.plugins import register_io_source

    library: Any = pl
    schema = library.from_arrow(reader.schema.empty_table()).schema

    def batches(*_: object) -> Iterator[pl.DataFrame]:
        while True:
            with failures_of("duckdb"):
                batch = next(reader, None)
            if batch is None:
                return
            yield library.from_arrow(batch)

    return register_io_source(batches, schema=schema)

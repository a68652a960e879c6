"""What a lazy `Dataset` stands on: takes a lazy frame of any engine, gives its schema now, its rows when asked for."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from chartkit.data.column import Column
from chartkit.data.engines.failures import failures_of
from chartkit.data.engines.lazy_column import LazyBuffer
from chartkit.data.engines.picks import Becoming, becoming_of
from chartkit.data.engines.source import Source
from chartkit.data.frame import Engine
from chartkit.data.frames import unread
from chartkit.data.names import column_name

if TYPE_CHECKING:
    import polars as pl

_PACKAGES = frozenset({"polars", "duckdb", "_duckdb", "pyspark", "dask", "dask_expr", "ibis", "narwhals"})
_ENGINES: dict[str, Engine] = {
    "POLARS": "polars",
    "DUCKDB": "duckdb",
    "PYSPARK": "pyspark",
    "PYSPARK_CONNECT": "pyspark",
    "DASK": "dask",
    "IBIS": "ibis",
}
_CLEANERS: dict[Engine, str] = {
    "polars": "polars_columns",
    "duckdb": "duckdb_columns",
    "pyspark": "spark_columns",
    "dask": "dask_columns",
    "ibis": "ibis_columns",
}


class LazyTable:
    """n rows × k columns that stay in their engine.

    `native` is the engine's own frame. `is_ordered` says that reading it twice gives the rows in the same order, as
    files do; all columns of any other table are read together.
    """

    def __init__(self, native: Any, engine: Engine, source: Source | None = None, is_ordered: bool = False) -> None:
        self.native = native
        self.engine: Engine = engine
        self.is_ordered = is_ordered
        self._source = source

    @cached_property
    def buffers(self) -> Mapping[str, LazyBuffer]:
        """The columns by the user's names, from the engine's schema."""
        schema: Mapping[str, Any] = narwhals_frame(self.native).collect_schema()
        return {
            column_name(name): LazyBuffer(self, name, dtype, self._becoming(name, dtype))
            for name, dtype in schema.items()
        }

    @cached_property
    def source(self) -> Source:
        """Where the rows come from."""
        return self._source or _described(self.native, self.engine)

    @cached_property
    def n_rows(self) -> int:
        """The number of rows: one count query, of metadata alone for Parquet."""
        import narwhals as nw

        return int(self._collected(narwhals_frame(self.native).select(nw.len().alias("n"))).item())

    def check_schema(self) -> None:
        """Ask the engine for the columns now: a query that it refuses is refused where it is given."""
        _ = self.buffers

    @property
    def is_counted(self) -> bool:
        """True when the number of rows is known already."""
        return "n_rows" in vars(self)

    def columns(self) -> list[Column]:
        """One lazy column per column of the table, in its order."""
        return [Column(name, None, buffer) for name, buffer in self.buffers.items()]

    def series(self, name: str) -> pl.Series:
        """The column collected. All columns are collected at once, and kept, where two reads may differ in order."""
        if not self.is_ordered:
            return self.rows.get_column(name)
        return self._collected(self._readable.select(name)).to_series()

    def head(self, name: str, n: int) -> pl.Series:
        """At most `n` values of the column, of whichever rows the engine gives first."""
        return self._collected(self._readable.select(name).head(n)).to_series()

    @cached_property
    def rows(self) -> pl.DataFrame:
        """All columns, collected at once and kept."""
        return self._collected(self._readable)

    @property
    def _readable(self) -> Any:
        return narwhals_frame(cleaner(self.engine).readable(self.native))

    def _becoming(self, name: str, dtype: Any) -> Becoming | None:
        known = becoming_of(dtype)
        return known if known or str(dtype) != "Unknown" else cleaner(self.engine).becoming(self.native, name)

    def _collected(self, lazy: Any) -> pl.DataFrame:
        return collected(lazy, self.engine)


def collected(lazy: Any, engine: Engine, is_streamed: bool = True) -> pl.DataFrame:
    """The rows of a narwhals frame: the one place where an engine runs.

    Raises `DataError` with the engine's own root sentence when it stops in the middle.
    """
    with failures_of(engine):
        if engine == "polars":
            return lazy.to_native().collect(engine="streaming" if is_streamed else "in-memory")
        return lazy.collect(backend="polars").to_native()


def cleaner(engine: Engine) -> Any:
    """The module that writes clean columns for the engine; it is loaded with its engine's first table."""
    return import_module(f"chartkit.data.engines.{_CLEANERS[engine]}")


def lazy_table(table: Any) -> LazyTable | None:
    """The lazy table that `table` is, of one of the engines; None for anything else.

    Raises `DataError` with the engine's own words when it cannot tell its columns.
    """
    if not _PACKAGES & {base.__module__.partition(".")[0] for base in type(table).__mro__}:
        return None
    import narwhals as nw

    try:
        frame = narwhals_frame(table)
        engine = _ENGINES.get(frame.implementation.name) if issubclass(type(frame), nw.LazyFrame) else None
        if engine is None:
            return None
        found = LazyTable(frame.to_native(), engine)
        found.check_schema()
    except Exception as error:  # each engine has exceptions of its own
        raise unread(table, error) from error
    return found


def narwhals_frame(native: Any) -> Any:
    """The narwhals frame around an engine's own; the object itself when narwhals does not know it."""
    import narwhals as nw

    with warnings.catch_warnings():
        # narwhals announces that its Dask adaptor moves to a package of its own: nothing that a user could act on.
        warnings.filterwarnings("ignore", "Dask support is moving out", FutureWarning)
        return nw.from_native(native, pass_through=True)


def _described(native: Any, engine: Engine) -> Source:
    if engine == "duckdb":
        return Source("query", native.sql_query())
    words = {
        "polars": "a Polars LazyFrame",
        "pyspark": "a Spark DataFrame",
        "dask": "a Dask DataFrame",
        "ibis": "an Ibis table",
    }
    return Source("frame", words[engine])

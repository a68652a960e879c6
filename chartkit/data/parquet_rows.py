"""The rows that go into a Parquet file: takes a dataset, gives a lazy Polars frame of exact types.

Python values become Polars' a batch of rows at a time, while the file is written; frames are taken as they lie in
memory; the rows of an engine are streamed out of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from chartkit.data.column import Column
from chartkit.data.dataset import Dataset

if TYPE_CHECKING:
    import polars as pl

GROUP_ROWS = 131_072
"""Rows of a batch, and of a row group of the file."""


_ZONE: Callable[[Any], Any] = attrgetter("tzinfo")


class UnfitError(ValueError):
    """A column holds values that no type of Parquet gives back equal."""


def parquet_rows(dataset: Dataset) -> pl.LazyFrame:
    """The rows, to be read once. Raises `UnfitError` for a column that is seen not to fit before its values are read.

    Values that do not fit raise `UnfitError`, `TypeError`, `OverflowError` or `UnicodeEncodeError` while they are read.
    """
    import polars as pl

    if dataset.lazy is not None:
        from chartkit.data.engines.streams import streamed

        return _with_text(streamed(dataset.lazy))
    series = [None if column.buffer is None else column.buffer.to_polars() for column in dataset.columns]
    parts = {
        column.name: _typed(column) if one is None else one for column, one in zip(dataset.columns, series, strict=True)
    }
    if all(isinstance(part, pl.Series) for part in parts.values()):
        return _with_text(pl.DataFrame(parts).lazy())
    return _with_text(_of_batches(parts, dataset.n_rows))


class TypedValues:
    """A column of Python values and the Polars type that holds them exactly."""

    def __init__(self, column: Column, dtype: pl.DataType | type[pl.DataType]) -> None:
        self.dtype = dtype
        self._column = column

    def __getitem__(self, rows: slice) -> pl.Series:
        """The values of those rows. Raises `UnfitError` and what Polars raises for values of another type."""
        import polars as pl

        return pl.Series(self._column.name, self._column.values[rows], dtype=self.dtype, strict=True)


def _typed(column: Column) -> TypedValues:
    """Raises `UnfitError` when the types of the values are not of one type of Polars."""
    types = column.types - {type(None)}
    dtype = _time_dtype(column.values) if types == frozenset({datetime}) else _dtype(types)
    if dtype is None:
        raise UnfitError(column.name)
    return TypedValues(column, dtype)


def _of_batches(parts: Mapping[str, Any], n_rows: int) -> pl.LazyFrame:
    import polars as pl
    from polars.io.plugins import register_io_source

    def batches(*_: object) -> Iterator[pl.DataFrame]:
        for first in range(0, n_rows, GROUP_ROWS):
            yield pl.DataFrame({name: part[first : first + GROUP_ROWS] for name, part in parts.items()})

    return register_io_source(batches, schema={name: part.dtype for name, part in parts.items()})


def _with_text(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Categories as the text that they stand for: their codes depend on what else was read before."""
    import polars as pl
    import polars.selectors as cs

    dtypes: Any = rows.collect_schema().dtypes()
    if not any(dtype in (pl.Categorical, pl.Enum) for dtype in dtypes):
        return rows
    return rows.with_columns((cs.categorical() | cs.enum()).cast(pl.String))


def _time_dtype(values: list[Any]) -> Any:
    """The type of times without zones, or of times that are all in UTC; None for others, whose zones differ."""
    import polars as pl

    zones = set(map(_ZONE, [value for value in values if value is not None]))
    return {None: pl.Datetime("us"), UTC: pl.Datetime("us", "UTC")}.get(zones.pop()) if len(zones) == 1 else None


def _dtype(types: frozenset[type]) -> Any:
    import polars as pl

    dtypes: dict[frozenset[type], Any] = {
        frozenset(): pl.Null,
        frozenset({bool}): pl.Boolean,
        frozenset({int}): pl.Int64,
        frozenset({float}): pl.Float64,
        frozenset({str}): pl.String,
        frozenset({bytes}): pl.Binary,
        frozenset({date}): pl.Date,
    }
    return dtypes.get(types)

"""A column of a Parquet file that is read when it is asked for."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chartkit.data.engines.failures import failures_of
from chartkit.data.frames import PolarsBuffer
from chartkit.data.free_memory import free_memory_bytes
from chartkit.data.kinds import Kind
from chartkit.diagnostics import DataError, counted

if TYPE_CHECKING:
    import polars as pl


class ParquetBuffer:
    """Column number `place` of the file at `path`, which has `n_rows` rows; read once, then kept.

    `n_bytes` is the memory that it takes: more than there is raises `DataError` when it is asked for.
    """

    def __init__(self, path: Path, place: int, n_rows: int, n_bytes: int) -> None:
        self._path = path
        self._place = place
        self._n_rows = n_rows
        self._n_bytes = n_bytes

    def __len__(self) -> int:
        return self._n_rows

    def kind(self) -> Kind | None:
        """The kind that the column's type tells."""
        return self._buffer.kind()

    def to_list(self) -> list[Any]:
        """All values as Python values. Raises `DataError` when the file is gone."""
        return self._buffer.to_list()

    def first_values(self, n: int) -> list[Any]:
        """The first `n` values; no others are read."""
        with failures_of("polars"):
            return PolarsBuffer(self._read().head(n).collect().to_series()).to_list()

    def to_polars(self) -> pl.Series | None:
        """The column as a Polars series."""
        return self._buffer.to_polars()

    def to_numpy(self) -> Any:
        """The numbers as they lie in memory; None for another column, or where one is missing."""
        return self._buffer.to_numpy()

    @cached_property
    def _buffer(self) -> PolarsBuffer:
        free = free_memory_bytes()
        if free is not None and self._n_bytes > free:
            rows = counted(self._n_rows, "row")
            message = (
                f"column {self._place + 1} of the table {self._path.name} has {rows}, which take"
                f" {self._n_bytes / 1e6:,.0f} MB of memory; {free / 1e6:,.0f} MB are free."
            )
            raise DataError.of("CK408", message, help=f"read a part of it: polars.scan_parquet({str(self._path)!r})")
        with failures_of("polars"):
            return PolarsBuffer(self._read().collect().to_series())

    def _read(self) -> pl.LazyFrame:
        import polars as pl

        return pl.scan_parquet(self._path, glob=False).select(pl.nth(self._place))

"""One column of a lazy table: its kind from the engine's schema, its values collected when asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chartkit.data.engines.picks import Becoming
from chartkit.data.kinds import Kind
from chartkit.diagnostics import DataError, shown

if TYPE_CHECKING:
    import polars as pl

    from chartkit.data.engines.lazy_tables import LazyTable

_KINDS: dict[Becoming | None, Kind] = {
    "integer": "quantitative",
    "unsigned": "quantitative",
    "float": "quantitative",
    "exact": "quantitative",
    "seconds": "quantitative",
    "text": "nominal",
    "clock": "nominal",
    "boolean": "boolean",
    "day": "temporal",
    "time": "temporal",
    "zoned": "temporal",
    "empty": "empty",
    None: "mixed",
}

_LOOKED_AT = 1_000
"""Rows that tell whether a column of text holds times."""


class LazyBuffer:
    """A column that stays in its engine; `len` is a count query, `to_list` collects it.

    `dtype` is narwhals'; `becoming` what its values become in a frame, None for types that are no chart's.
    """

    def __init__(self, table: LazyTable, name: str, dtype: Any, becoming: Becoming | None) -> None:
        self.name = name
        self.dtype = dtype
        self.becoming: Becoming | None = becoming
        self._table = table

    def __len__(self) -> int:
        return self._table.n_rows

    def kind(self) -> Kind:
        """The kind that the engine's type tells; `mixed` for lists, structs and types that are no chart's."""
        return _KINDS[self.becoming]

    def to_list(self) -> list[Any]:
        """All values as Python values; collects the column."""
        return _values(self._table.series(self.name))

    def first_values(self, n: int) -> list[Any]:
        """At most `n` values, of the rows that the engine gives first; a query of that many rows."""
        return _values(self._table.head(self.name, n))

    def to_polars(self) -> pl.Series | None:
        """The column collected."""
        return self._table.series(self.name)

    def as_times(self) -> LazyBuffer | None:
        """The column with its numbers or texts read as times; None when the first texts are no times."""
        found = LazyTimes(self._table, self.name, self.dtype, self.becoming)
        return found if found.kind() == "temporal" else None


class LazyTimes(LazyBuffer):
    """A column of epoch milliseconds or ISO 8601 texts that is read as times when it is collected."""

    def kind(self) -> Kind:
        """`temporal` when the first values are times."""
        return "mixed" if self._read(super().first_values(_LOOKED_AT)) is None else "temporal"

    def to_list(self) -> list[Any]:
        """All values as times. Raises `DataError` when a text is none."""
        found = self._read(super().to_list())
        if found is None:
            raise not_times(self.name)
        return found

    def first_values(self, n: int) -> list[Any]:
        """At most `n` times."""
        return self._read(super().first_values(n)) or []

    def to_polars(self) -> pl.Series | None:
        """None: the times are Python's."""
        return None

    def _read(self, values: list[Any]) -> list[Any] | None:
        from chartkit.data.times import temporal_values

        return temporal_values(LazyBuffer.kind(self), values, set(map(type, values)))


def not_times(name: str) -> DataError:
    """The `DataError` for a column that is drawn as times and holds other text after its first rows."""
    message = f"column {shown(name)} is drawn as times, but not all of its texts are ISO 8601 times."
    return DataError.of("CK414", message, help="write them as in '2024-05-01' or '2024-05-01T12:00:00'")


def _values(series: pl.Series) -> list[Any]:
    from chartkit.data.frames import PolarsBuffer

    return PolarsBuffer(series).to_list()

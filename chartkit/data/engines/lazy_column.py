"""One column of a lazy table: its kind from the engine's schema, its values collected when asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chartkit.data.engines.picks import Becoming
from chartkit.data.kinds import Kind

if TYPE_CHECKING:
    import polars as pl

    from chartkit.data.engines.lazy_table import LazyTable

_KINDS: dict[Becoming | None, Kind] = {
    "integer": "quantitative",
    "unsigned": "quantitative",
    "float": "quantitative",
    "decimal": "quantitative",
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


def _values(series: pl.Series) -> list[Any]:
    from chartkit.data.frames import PolarsBuffer

    return PolarsBuffer(series).to_list()

"""A logged table as a file to keep: takes an open table, writes CSV or Parquet, media by their files' names."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chartkit.workspace.tables.opened import Opened

if TYPE_CHECKING:
    import polars as pl

    from chartkit.data import Dataset

FORMATS = {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}

OfObject = Callable[[Any], str]
"""The text for a value that no column of a file holds."""


def write_download(table: Opened, format: str, path: Path, of_object: OfObject) -> None:
    """Write the whole table to `path`, row by row where it stays in a file. Raises `OSError`."""
    rows = table.scan() if table.held is None else _frame(table.held, of_object).lazy()
    if format == "parquet":
        rows.sink_parquet(path)
        return
    nested = [name for name, dtype in rows.collect_schema().items() if dtype.is_nested() or dtype.is_(_binary())]
    rows.with_columns(_as_text(name) for name in nested).sink_csv(path)


def _binary() -> Any:
    import polars as pl

    return pl.Binary


def _as_text(name: str) -> pl.Expr:
    """A column that CSV has no cells for, as JSON."""
    import polars as pl

    return pl.col(name).map_elements(str, return_dtype=pl.String)


def _frame(held: Dataset, of_object: OfObject) -> pl.DataFrame:
    import polars as pl

    series: list[pl.Series] = []
    for column in held.columns:
        values = column.values
        if not {*map(type, values)} <= _PLAIN:
            values = [value if type(value) in _PLAIN else of_object(value) for value in values]
        try:
            series.append(pl.Series(column.name, values, strict=True))
        except (TypeError, OverflowError, pl.exceptions.PolarsError):  # kinds that one column cannot hold together
            series.append(pl.Series(column.name, [None if one is None else str(one) for one in values]))
    return pl.DataFrame(series)


_PLAIN: frozenset[type] = frozenset({int, float, str, bool, type(None)})

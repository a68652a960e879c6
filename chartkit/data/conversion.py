"""Anything tabular to a `Dataset`: the front door of this package."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from typing import TYPE_CHECKING, Any, cast

from chartkit.data.dataset import Dataset
from chartkit.data.foreign import package_of
from chartkit.data.table import Table
from chartkit.data.tabular import columns_of, not_tabular

if TYPE_CHECKING:
    from chartkit.data.engines.lazy_tables import LazyTable


def to_dataset(table: Any, columns: Sequence[Any] | None = None, timezone: str | None = None) -> Dataset:
    """The table as a `Dataset` of n rows, a snapshot: later changes to `table` do not reach it.

    `columns` names the columns of rows and arrays, which are otherwise called `0`, `1` …; tables with names of their
    own keep them. `(columns, rows)`, `(rows, columns)` and `{"columns": …, "data": rows}` are taken too. `timezone` is
    the zone whose wall clock aware times are shown in: without it that of a `Table` or `Dataset`, UTC for anything
    else. A path or glob of files (see `files.read_file`) and lazy frames (Polars, DuckDB, Spark, Dask, Ibis) become a
    lazy dataset: names and kinds are known, the rows stay where they are, and a later change there does reach it.
    Rows of Python values cost one pass; columns of frames are converted when asked for. Raises `DataError` for
    anything that is not tabular, for ragged rows, and for names that stand twice.

    >>> to_dataset({"x": [1, 2], "y": [3, 4]})
    Dataset(2 rows × 2 columns)
    """
    if isinstance(table, Dataset):
        same = timezone in (None, table.timezone)
        return table if same else Dataset(table.columns, timezone, table.native, table.lazy)
    if isinstance(table, Table):
        return table.to_dataset(timezone)
    zone = "UTC" if timezone is None else timezone
    if isinstance(table, str | PathLike):
        return _of_file(cast("str | PathLike[str]", table), zone)
    lazy = _lazy(table)
    if lazy is not None:
        return Dataset(lazy.columns(), zone, table, lazy)
    return Dataset(columns_of(table, columns), zone, native=table)


def _of_file(path: str | PathLike[str], timezone: str) -> Dataset:
    """The table in a file. Raises `DataError` for text that does not end as the path of one does."""
    from chartkit.data.files import is_table_path, read_file

    if isinstance(path, str) and not is_table_path(path):
        raise not_tabular(path)
    found = read_file(path)
    return Dataset(found.columns, timezone, path, found.lazy)


def _lazy(table: Any) -> LazyTable | None:
    """The table as one that stays in its engine; None when its rows are in memory."""
    if package_of(table) in ("builtins", "numpy", "pandas"):
        return None
    from chartkit.data.engines.lazy_tables import lazy_table

    return lazy_table(table)

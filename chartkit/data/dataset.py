"""The frozen table that every later stage reads: takes columns of one length, gives them by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from chartkit.data.column import Column
from chartkit.diagnostics import DataError, counted, listed, shown

if TYPE_CHECKING:
    from chartkit.data.engines.lazy_tables import LazyTable
    from chartkit.data.engines.source import Source
    from chartkit.data.frame import Engine


class Dataset:
    """Columns of one length, in order, with unique names. Nothing that happens to the user's object changes it.

    `timezone` is the zone whose wall clock aware times are shown in; `native` is what the user passed, or None. A lazy
    dataset stands on a `LazyTable`: names and kinds are known, rows stay in their engine until they are asked for.
    Raises `DataError` when two columns share a name or have different lengths.

    >>> Dataset([Column("x", None, [1, 2]), Column("y", None, [3, 4])]).names
    ('x', 'y')
    """

    __slots__ = ("_columns", "_lazy", "_native", "_timezone")

    def __init__(
        self,
        columns: Iterable[Column],
        timezone: str = "UTC",
        native: Any = None,
        lazy: LazyTable | None = None,
    ) -> None:
        columns = tuple(columns)
        check_unique(column.name for column in columns)
        self._columns = {column.name: column for column in columns}
        self._timezone = timezone
        self._native = native
        self._lazy = lazy
        if lazy is None:
            check_lengths(columns)

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names in the user's order."""
        return tuple(self._columns)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns in the user's order."""
        return tuple(self._columns.values())

    @property
    def n_rows(self) -> int:
        """The number of rows; 0 without columns. Of a lazy dataset: a count query, once."""
        if self._lazy is not None:
            return self._lazy.n_rows
        return next((len(column) for column in self._columns.values()), 0)

    @property
    def timezone(self) -> str:
        """The zone whose wall clock aware times are shown in."""
        return self._timezone

    @property
    def is_lazy(self) -> bool:
        """True when the rows stay in an engine or a file; `values` of a column then collects it."""
        return self._lazy is not None

    @property
    def lazy(self) -> LazyTable | None:
        """The table in its engine, or None in memory."""
        return self._lazy

    @property
    def engine(self) -> Engine:
        """Where the rows are computed with; Polars for tables in memory and files."""
        return "polars" if self._lazy is None else self._lazy.engine

    @property
    def source(self) -> Source | None:
        """What holds the rows of a lazy dataset: files, a query, or a frame of an engine; None in memory."""
        return None if self._lazy is None else self._lazy.source

    @property
    def native(self) -> Any:
        """What the user passed, or None when the dataset was read back."""
        return self._native

    def column(self, name: str) -> Column:
        """The column of this name. Raises `DataError` with near names when there is none."""
        try:
            return self._columns[name]
        except KeyError:
            raise unknown_column(name, self.names) from None

    def rows(self) -> list[list[Any]]:
        """All rows, each a new list of its values in the columns' order."""
        return list(map(list, zip(*(column.values for column in self._columns.values()), strict=True)))

    def __repr__(self) -> str:
        rows = f"rows in {self.engine}" if self._lazy and not self._lazy.is_counted else counted(self.n_rows, "row")
        return f"Dataset({rows} × {counted(len(self._columns), 'column')})"


def check_unique(names: Iterable[str]) -> None:
    """Raises `DataError` naming the names that stand more than once."""
    repeated = [name for name, count in Counter(names).items() if count > 1]
    if repeated:
        raise DataError.of(
            "CK403",
            f"column names must be unique; found more than once: {listed(repeated)}.",
            help="rename or drop one of each",
        )


def check_lengths(columns: Iterable[Column]) -> None:
    """Raises `DataError` naming the first column that is longer or shorter than the one before all."""
    first: Column | None = None
    for column in columns:
        first = first or column
        if len(column) != len(first):
            raise DataError.of(
                "CK402",
                f"column {column.name!r} has {counted(len(column), 'value')}; column {first.name!r} has {len(first)}.",
                help="give every column the same number of values",
            )


def unknown_column(name: object, names: Iterable[str]) -> DataError:
    """The `DataError` for a column that is not there."""
    from chartkit.schema import hint

    help = hint(str(name), names, "columns") or "the table has no columns"
    return DataError.of("CK404", f"the table has no column {shown(name)}.", help=help)

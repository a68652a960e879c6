"""The table that users fill and log.

It takes what W&B's `Table` takes, by the same names, with no limit on rows.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal, get_args

from chartkit.data.cell_rules import CellRule, cell_rules
from chartkit.data.column import Column
from chartkit.data.computed_columns import Compute, computed_columns
from chartkit.data.dataset import Dataset, check_unique, unknown_column
from chartkit.data.names import column_name, column_names
from chartkit.data.python_rows import (
    check_row_lengths,
    columns_of_rows,
    transposed,
    wrong_column_length,
    wrong_row_length,
)
from chartkit.data.row_index import RowIndex
from chartkit.data.table_forms import held, lazy_rows, named_columns, plain_rows, same_cells
from chartkit.data.table_keys import ForeignKey, check_foreign_key, check_primary_key, checked_row
from chartkit.data.tabular import columns_of
from chartkit.data.times import zone_of
from chartkit.diagnostics import DataError, counted

if TYPE_CHECKING:
    import pandas as pd

LogMode = Literal["IMMUTABLE", "MUTABLE", "INCREMENTAL"]


class Table:
    """Named columns and rows of cells; each column holds one kind of value and may miss some.

    `data` is a list or an iterator of rows, a 2-D NumPy array, or anything else tabular, whose own column names then
    win over `columns`; `dataframe` is the same for a data frame, `rows` an older name of `data`. The rows of a lazy
    frame, a DuckDB relation or the path of a Parquet file stay where they are until they are asked for, and `run.log`
    streams them: a later change there is seen. `dtype` declares a
    Python type, or one per column; `optional` says whether None is allowed, for all or per column; `allow_mixed_types`
    lets a column hold anything; lists and dicts in cells may hold anything without it. Charts show times that have a
    zone on the wall clock of `timezone`, an IANA name such as `Asia/Seoul`: without it of the table given as data, else
    of UTC.

    Each `run.log` keeps the table as it is then, whole, under `log_mode` "IMMUTABLE" and "MUTABLE" alike; the same
    content is one file. "INCREMENTAL" writes the rows that are new since the last log alone, and reading gives all of
    them; such a table only grows: a change of a row that was logged is not seen, columns cannot be added.

    Other than in W&B, no rows are dropped at 10,000 or 200,000, tuples are rows and names too, names that stand twice
    are refused, `cast` converts nothing, and charts may stand in cells. A row of a wrong length, a cell of another type
    than its column's (also `True` beside `2`) and a zone that is not known are a `DataError` that names the row. Tables
    are equal when columns and rows are; NaN equals NaN.

    >>> table = Table(columns=["step", "loss"])
    >>> table.add_data(0, 0.9)
    >>> table.get_column("loss")
    [0.9]
    """

    MAX_ROWS: int = sys.maxsize
    """Assignable as in W&B; rows are never dropped, whatever it says."""
    MAX_ARTIFACT_ROWS: int = sys.maxsize
    """As `MAX_ROWS`."""

    def __init__(
        self,
        columns: Sequence[Any] | None = None,
        data: Any = None,
        rows: Any = None,
        dataframe: Any = None,
        dtype: Any = None,
        optional: bool | Sequence[bool] = True,
        allow_mixed_types: bool = False,
        log_mode: LogMode = "IMMUTABLE",
        *,
        timezone: str | None = None,
    ) -> None:
        if log_mode not in get_args(LogMode):
            message = f"log_mode is 'IMMUTABLE', 'MUTABLE' or 'INCREMENTAL'; found {log_mode!r}."
            meant = str(log_mode).upper()
            raise DataError.of("CK413", message, help=f"write {meant!r}." if meant in get_args(LogMode) else None)
        self.log_mode: LogMode = log_mode
        self.primary_key: str | None = None
        self.foreign_keys: dict[str, ForeignKey] = {}
        given = held(next((each for each in (dataframe, data, rows) if each is not None), None))
        own_timezone = given.timezone if isinstance(given, Table | Dataset) else "UTC"
        self._timezone = own_timezone if timezone is None else timezone
        zone_of(self._timezone)
        # One of the two holds the cells: columns as they came, until rows are asked for or added.
        self._lazy = lazy_rows(given)
        self._columns = named_columns(given) if self._lazy is None else self._lazy.columns()
        self._rows: list[list[Any]] = []
        names = column_names(("Input", "Output", "Expected") if columns is None else columns)
        self.columns: list[str] = names if self._columns is None else [each.name for each in self._columns]
        check_unique(self.columns)
        self._is_mixed = allow_mixed_types
        self._rules = cell_rules(self.columns, dtype, optional, allow_mixed_types)
        if self._columns is not None:
            self._check_frame(self._columns)
        elif given is not None:
            rows = plain_rows(given)
            check_row_lengths(self.columns, rows)
            self._columns = self._admitted(transposed(rows, len(self.columns)))

    @property
    def timezone(self) -> str:
        """The zone on whose wall clock charts show times that have a zone."""
        return self._timezone

    @property
    def data(self) -> list[list[Any]]:
        """The rows, each a list with one cell per column; the table's own, not a copy."""
        if self._columns is not None:
            admitted = self._admitted([column.values for column in self._columns])
            self._rows = list(map(list, zip(*(column.values for column in admitted), strict=True)))
            self._columns = self._lazy = None
        return self._rows

    def add_data(self, *data: Any) -> None:
        """Add one row, one value per column.

        Raises `DataError` and adds nothing when a value does not fit.
        """
        rows = self.data
        if len(data) != len(self._rules):
            raise wrong_row_length(len(rows), len(data), self.columns)
        row = list(data)
        try:
            for index, rule in enumerate(self._rules):
                if type(row[index]) not in rule.admitted:
                    row[index] = rule.admit(row[index], len(rows))
        except DataError:
            self._relearn()
            raise
        rows.append(row)

    def add_row(self, *row: Any) -> None:
        """`add_data` by its older name."""
        self.add_data(*row)

    def add_column(self, name: Any, data: Any, optional: bool = False) -> None:
        """Add a column: one value per row, any number to a table without columns.

        Raises `DataError` and adds nothing when the name is taken, the length differs, a value does not fit, or the
        table is logged by its new rows alone (`log_mode="INCREMENTAL"`).
        """
        self._check_whole("add_column")
        self._add([(column, optional) for column in columns_of({name: data})])

    def add_computed_columns(self, fn: Compute) -> None:
        """Add the columns that `fn(number, row)` gives for each row: a dict, as `row` is of the cells by column.

        Raises `DataError` and adds nothing when rows give other columns than the first, or as `add_column`.
        """
        self._check_whole("add_computed_columns")
        columns = computed_columns(self.columns, self.data, fn)
        self._add([(Column(name, None, values), True) for name, values in columns.items()])

    def cast(self, col_name: Any, dtype: type, optional: bool = False) -> None:
        """Declare the type of a column; its values stay what they are, none is converted.

        Raises `DataError` and changes nothing when there is no such column, or a value is not of that type.
        """
        place = self._place(col_name)
        (rule,) = cell_rules([self.columns[place]], dtype, optional, False)
        rule.admit_all(self.get_column(col_name))
        self._rules[place] = rule

    def set_pk(self, col_name: Any) -> None:
        """Name the column whose values name the rows; it is `primary_key` then.

        Raises `DataError` when there is no such column, or its values are not text or whole numbers, all different.
        """
        name = self.columns[self._place(col_name)]
        check_primary_key(name, self.get_column(name))
        self.primary_key = name

    def set_fk(self, col_name: Any, table: Table, table_col: Any) -> None:
        """Say that a column's values are those of a column of another table; it is in `foreign_keys` then.

        Keys are checked here and now; a file that a run keeps holds the values alone. Raises `DataError` when there is
        no such column, or a value but None that the other column has not.
        """
        name = self.columns[self._place(col_name)]
        key = ForeignKey(table, column_name(table_col))
        check_foreign_key(name, self.get_column(name), key)
        self.foreign_keys[name] = key

    def get_column(self, name: str, convert_to: Literal["numpy"] | None = None) -> Any:
        """A new list of the column's n values, or a NumPy array.

        Raises `DataError` when there is no such column.
        """
        if convert_to not in (None, "numpy"):
            raise DataError.of("CK413", f"convert_to is None or 'numpy'; found {convert_to!r}.")
        values = list(self.to_dataset().column(column_name(name)).values)
        if convert_to is None:
            return values
        from chartkit.data.arrays import array_of

        return array_of(values)

    def get_dataframe(self) -> pd.DataFrame:
        """A pandas data frame of n rows × k columns, with a dtype that pandas infers per column."""
        from chartkit.data.pandas_frames import data_frame

        return data_frame(self.to_dataset().columns)

    def get_index(self) -> list[RowIndex]:
        """The numbers of the rows, from 0, each with the row behind it."""
        return [RowIndex(number, self) for number in range(len(self))]

    def index_ref(self, index: int) -> RowIndex:
        """The number of one row, from 0, with the row behind it. Raises `DataError` when there is no such row."""
        return RowIndex(checked_row(index, self), self)

    def iterrows(self) -> Iterator[tuple[RowIndex, list[Any]]]:
        """The number of each row, from 0, with the row."""
        return ((RowIndex(number, self), row) for number, row in enumerate(self.data))

    def to_dataset(self, timezone: str | None = None, *, first_row: int = 0) -> Dataset:
        """The table as it is now, from `first_row` on: rows added later do not reach the dataset. O(its rows)."""
        columns = self._columns
        if self._lazy is not None and not first_row:
            return Dataset(self._lazy.columns(), self._timezone if timezone is None else timezone, self, self._lazy)
        if columns is None or first_row:
            columns = columns_of_rows(self.columns, self.data[first_row:] if first_row else self._rows)
        return Dataset(columns, self._timezone if timezone is None else timezone, native=self)

    def __len__(self) -> int:
        if self._columns is None:
            return len(self._rows)
        return len(self._columns[0]) if self._columns else 0

    def __iter__(self) -> Iterator[list[Any]]:
        return iter(self.data)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Table):
            return NotImplemented
        return self.columns == other.columns and same_cells(self.data, other.data)

    def __repr__(self) -> str:
        return f"Table({counted(len(self), 'row')} × {counted(len(self.columns), 'column')})"

    def _admitted(self, columns: Sequence[list[Any]]) -> list[Column]:
        """The cells as columns, every one let in by its column's rule."""
        return [
            Column(name, None, rule.admit_all(values))
            for name, rule, values in zip(self.columns, self._rules, columns, strict=True)
        ]

    def _check_frame(self, columns: Sequence[Column]) -> None:
        """Cells whose type the frame vouches for are checked when rows are first asked for, others now."""
        if self._lazy is None:
            Dataset(columns)
        for column, rule in zip(columns, self._rules, strict=True):
            if rule.is_declared or column.buffer is None or column.buffer.kind() is None:
                rule.admit_all(column.values)

    def _add(self, columns: Sequence[tuple[Column, bool]]) -> None:
        """Add columns, each with whether values may be missing: all of them, or none and a `DataError`."""
        check_unique([*self.columns, *(column.name for column, _ in columns)])
        rules = [CellRule(column.name, None, optional, self._is_mixed) for column, optional in columns]
        for column, _ in columns:
            if self.columns and len(column) != len(self):
                raise wrong_column_length(column, len(self))
        admitted = [rule.admit_all(column.values) for rule, (column, _) in zip(rules, columns, strict=True)]
        if self._columns is not None or not self.columns:
            added = (Column(rule.name, None, values) for rule, values in zip(rules, admitted, strict=True))
            self._columns, self._lazy = [*(self._columns or ()), *added], None
        else:
            for values in admitted:
                for row, value in zip(self._rows, values, strict=True):
                    row.append(value)
        self.columns.extend(rule.name for rule in rules)
        self._rules.extend(rules)

    def _place(self, name: Any) -> int:
        """Where the column stands. Raises `DataError` when there is none of that name."""
        if column_name(name) not in self.columns:
            raise unknown_column(column_name(name), self.columns)
        return self.columns.index(column_name(name))

    def _check_whole(self, method: str) -> None:
        if self.log_mode == "INCREMENTAL":
            raise DataError.of(
                "CK418",
                f"{method} is not for a table with log_mode='INCREMENTAL': its logged rows stay as they are.",
                help="add the column before the rows, or pass log_mode='MUTABLE' to keep each version whole",
            )

    def _relearn(self) -> None:
        """The rules as the rows taught them, without what a refused row did."""
        self._rules = [rule.unlearnt() for rule in self._rules]
        self._admitted(transposed(self._rows, len(self.columns)))

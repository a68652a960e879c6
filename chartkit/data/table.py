"""The table that users fill and log:

W&B's `Table` by its constructor forms and methods, with no limit on rows.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal

from chartkit.data.cell_rules import CellRule, cell_rules
from chartkit.data.column import Column
from chartkit.data.dataset import Dataset, check_unique
from chartkit.data.faults import counted, data_error
from chartkit.data.names import column_name, column_names
from chartkit.data.python_rows import check_row_lengths, columns_of_rows, wrong_row_length
from chartkit.data.table_forms import named_columns, plain_rows, same_cells
from chartkit.data.tabular import columns_of
from chartkit.diagnostics import DataError

if TYPE_CHECKING:
    import pandas as pd

LogMode = Literal["IMMUTABLE", "MUTABLE", "INCREMENTAL"]


class Table:
    """Named columns and rows of cells; each column holds one kind of value and may miss some.

    `data` is a list of rows, a 2-D NumPy array, or anything else tabular, whose own column names then win
    over `columns`; `dataframe` is the same for a data frame, `rows` an older name of `data`. `dtype` declares
    a Python type, or one per column; `optional` says whether None is allowed, for all or per column;
    `allow_mixed_types` lets a column hold anything. Raises `DataError` for ragged rows, names that stand
    twice and cells of another type than their column's. Tables are equal when columns and rows are; NaN
    equals NaN.

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
    ) -> None:
        if log_mode not in ("IMMUTABLE", "MUTABLE", "INCREMENTAL"):
            raise data_error(
                "CK413", f"log_mode is 'IMMUTABLE', 'MUTABLE' or 'INCREMENTAL'; found {log_mode!r}."
            )
        self.log_mode: LogMode = log_mode
        given = next((each for each in (dataframe, data, rows) if each is not None), None)
        self._rows: list[list[Any]] = []
        self._frame = named_columns(given)
        names = column_names(("Input", "Output", "Expected") if columns is None else columns)
        self.columns: list[str] = names if self._frame is None else [column.name for column in self._frame]
        check_unique(self.columns)
        self._arguments = (dtype, optional, allow_mixed_types)
        self._rules = cell_rules(self.columns, *self._arguments)
        if self._frame is not None:
            self._check_frame(self._frame)
        elif given is not None:
            self._set_rows(plain_rows(given))

    @property
    def data(self) -> list[list[Any]]:
        """The rows, each a list with one cell per column; the table's own, not a copy."""
        if self._frame is not None:
            columns, self._frame = self._frame, None
            self._set_columns([column.values for column in columns])
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

        Raises `DataError` and adds nothing when the name is taken, the length differs, or a value does not
        fit.
        """
        rows = self.data
        (column,) = columns_of({name: data})
        check_unique([*self.columns, column.name])
        if self.columns and len(column) != len(rows):
            raise data_error(
                "CK402",
                f"column {column.name!r} has {counted(len(column), 'value')};"
                f" the table has {counted(len(rows), 'row')}.",
                help="give the column one value per row",
            )
        rule = CellRule(column.name, None, optional, self._arguments[2])
        values = rule.admit_all(column.values)
        before: list[list[Any]] = rows if self.columns else [[] for _ in values]
        self._rows = [[*row, value] for row, value in zip(before, values, strict=True)]
        self.columns.append(column.name)
        self._rules.append(rule)

    def get_column(self, name: str, convert_to: Literal["numpy"] | None = None) -> Any:
        """A new list of the column's n values, or a NumPy array.

        Raises `DataError` when there is no such column.
        """
        if convert_to not in (None, "numpy"):
            raise data_error("CK413", f"convert_to is None or 'numpy'; found {convert_to!r}.")
        values = list(self.to_dataset().column(column_name(name)).values)
        if convert_to is None:
            return values
        import numpy as np

        return np.array(values)

    def get_dataframe(self) -> pd.DataFrame:
        """A pandas data frame of n rows × k columns, with a dtype that pandas infers per column."""
        import pandas as pd

        return pd.DataFrame({column.name: column.values for column in self.to_dataset().columns})

    def get_index(self) -> list[int]:
        """The numbers of the rows, from 0."""
        return list(range(len(self)))

    def iterrows(self) -> Iterator[tuple[int, list[Any]]]:
        """The number of each row, from 0, with the row."""
        return iter(enumerate(self.data))

    def to_dataset(self, timezone: str = "UTC") -> Dataset:
        """The table as it is now: rows added later do not reach the dataset. One pass over the rows."""
        columns = columns_of_rows(self.columns, self._rows) if self._frame is None else self._frame
        return Dataset(columns, timezone, native=self)

    def __len__(self) -> int:
        if self._frame is None:
            return len(self._rows)
        return len(self._frame[0]) if self._frame else 0

    def __iter__(self) -> Iterator[list[Any]]:
        return iter(self.data)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Table):
            return NotImplemented
        return self.columns == other.columns and same_cells(self.data, other.data)

    def __repr__(self) -> str:
        return f"Table({counted(len(self), 'row')} × {counted(len(self.columns), 'column')})"

    def _set_rows(self, rows: Sequence[Any]) -> None:
        check_row_lengths(self.columns, rows)
        if self.columns and rows:
            self._set_columns(list(zip(*rows, strict=True)))
        else:
            self._rows = [[] for _ in rows]

    def _set_columns(self, columns: Sequence[Sequence[Any]]) -> None:
        kept = [rule.admit_all(values) for rule, values in zip(self._rules, columns, strict=True)]
        self._rows = list(map(list, zip(*kept, strict=True)))

    def _check_frame(self, columns: Sequence[Column]) -> None:
        """Cells whose type the frame vouches for are checked when rows are first asked for, others now."""
        Dataset(columns)
        declared = self._arguments[:2] != (None, True)
        for column, rule in zip(columns, self._rules, strict=True):
            if declared or column.buffer is None or column.buffer.kind() is None:
                rule.admit_all(column.values)

    def _relearn(self) -> None:
        """The rules as the rows taught them, without what a refused row did."""
        self._rules = cell_rules(self.columns, *self._arguments)
        if self._rows:
            self._set_columns(list(zip(*self._rows, strict=True)))

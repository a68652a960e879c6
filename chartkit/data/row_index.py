"""The number of a row that knows its table, as W&B's tables give it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from chartkit.data.table import Table


class RowIndex(int):
    """The number of a row, from 0: an integer like any other, with the row behind it.

    >>> from chartkit.data import Table
    >>> Table(columns=["x", "y"], data=[[1, "a"]]).get_index()[0].get_row()
    {'x': 1, 'y': 'a'}
    """

    table: Table

    def __new__(cls, number: int, table: Table) -> Self:
        index = super().__new__(cls, number)
        index.table = table
        return index

    def get_row(self) -> dict[str, Any]:
        """The row as it is now, by column. Raises `DataError` when the table has no such row any more."""
        from chartkit.data.table_keys import checked_row

        return dict(zip(self.table.columns, self.table.data[checked_row(self, self.table)], strict=True))

"""What one column of a `Table` accepts: lets in cells of one kind, names the row of the first that differs.

A cell's kind is told by its type, and types once let in are remembered: a later cell costs one look into a set, a whole
column one `set(map(type, …))`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chartkit.data.arrays import unwrapped
from chartkit.data.kinds import CellKind, cell_kind, cell_word, class_word, is_nan
from chartkit.data.shapes import is_list
from chartkit.diagnostics import DataError, counted, shown


class CellRule:
    """The kind of cells of one column, declared or learnt from the first cell, and the types let in."""

    def __init__(self, name: str, declared: type | None, optional: bool, mixed: bool) -> None:
        self.admitted: set[type] = set()
        self.name = name
        self._declared = declared
        self._optional = optional
        self._mixed = mixed or declared is object
        self._sort = _sort(declared) if declared else None
        self._holds = f"its dtype is {class_word(declared)}" if declared else ""

    @property
    def is_declared(self) -> bool:
        """True when something was asked of the column that its cells alone do not tell."""
        return self._declared is not None or not self._optional

    def unlearnt(self) -> CellRule:
        """The rule as it was before its first cell."""
        return CellRule(self.name, self._declared, self._optional, self._mixed)

    def admit(self, value: object, row: int) -> Any:
        """The cell to keep.

        Raises `DataError` when it is of another kind than the column, or None where none may be.
        """
        value = unwrapped(value)
        cls = type(value)
        sort = _sort(cls)
        if sort == "missing":
            if not self._optional:
                raise _missing(self.name, row)
        elif not self._mixed:
            if sort == "number" and is_nan(value):
                return value  # NaN says nothing of the column: frames have it for missing text and times too
            self._learn(sort, value, row)
        if sort != "array" and not isinstance(sort, type):
            self.admitted.add(cls)
        return value

    def admit_all(self, values: list[Any], first_row: int = 0) -> list[Any]:
        """The cells to keep of consecutive rows, as `admit` gives them."""
        types = set(map(type, values))
        if types <= self.admitted:
            return values
        kept = list(values)
        for index, value in enumerate(values):
            if type(value) not in self.admitted:
                kept[index] = self.admit(value, first_row + index)
                if types <= self.admitted:
                    break
        return kept

    def _learn(self, sort: CellKind | type, value: Any, row: int) -> None:
        if self._sort is None:
            self._sort = sort
            self._holds = f"row {row} has {cell_word(value)} there"
        elif sort != self._sort:
            raise DataError.of(
                "CK405",
                f"row {row} (counted from 0) has {cell_word(value)} in column {self.name!r},"
                f" {shown(value)}; {self._holds}.",
                help="make the column one type, or pass allow_mixed_types=True to keep several",
            )


def _sort(cls: type) -> CellKind | type:
    """What must be equal for two cells to share a column: the kind, or the class of objects."""
    kind = cell_kind(cls)
    return cls if kind == "object" else kind


def _missing(name: str, row: int) -> DataError:
    return DataError.of(
        "CK406",
        f"row {row} (counted from 0) has None in column {name!r}, which is not optional.",
        help="pass optional=True to allow missing values",
    )


def cell_rules(names: Sequence[str], dtype: Any, optional: Any, mixed: bool) -> list[CellRule]:
    """One rule per column from the arguments of `Table`.

    Raises `DataError` for a `dtype` or `optional` that does not fit.
    """
    dtypes = _one_per_column("dtype", dtype, names)
    optionals = _one_per_column("optional", optional, names)
    for declared in dtypes:
        if declared is not None and not isinstance(declared, type):
            raise DataError.of(
                "CK412",
                f"dtype takes Python types; found {shown(declared)}.",
                help="write dtype=float, or one type per column: dtype=[int, str]",
            )
    return [
        CellRule(name, declared, bool(may_miss), mixed)
        for name, declared, may_miss in zip(names, dtypes, optionals, strict=True)
    ]


def _one_per_column(argument: str, value: Any, names: Sequence[str]) -> list[Any]:
    if not is_list(value):
        return [value] * len(names)
    if len(value) != len(names):
        raise DataError.of(
            "CK412",
            f"{argument} has {counted(len(value), 'item')}; the table has {counted(len(names), 'column')}.",
            help=f"give {argument} one item per column, or one for all",
        )
    return list(value)

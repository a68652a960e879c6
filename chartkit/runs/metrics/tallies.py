"""The figures that a summary shows of one metric: smallest, largest, mean, first, last, best.

Takes the values of one key, one by one; gives the figures that its definition asks for. The run being written and the
reader of its journals both count with this class, so they show the same. A row counts with the value it has in the end,
as in W&B; a row that came behind its step counts for all but the first and the last.
"""

from __future__ import annotations

from math import inf, isfinite, nan
from typing import Any, NamedTuple, TypeGuard

FIGURES = ("min", "max", "mean", "first", "last", "best")
"""What a tally can show, in the order of the summary."""


class Row(NamedTuple):
    """The row that a value belongs to."""

    writer: str
    """Whose row it is: the name of a journal."""
    step: int
    is_late: bool


class Tally:
    """The figures of one key. Numbers alone count (no bools); NaN is never smallest, largest, best, nor in the mean."""

    def __init__(self) -> None:
        self._closed = _Numbers()
        self._open: dict[str, tuple[int, Any]] = {}
        """By writer: the step of its newest row, and the value that this row may yet change."""
        self._first_row: Row | None = None
        self._first: Any = None
        self._last: Any = None

    def add(self, value: object, row: Row) -> None:
        """Take the next value; one of the same row takes the place of the row's last one."""
        if row.is_late:
            self._closed.add(value)
            return
        before = self._open.get(row.writer)
        if before is not None and before[0] != row.step:
            self._closed.add(before[1])
        self._open[row.writer] = (row.step, value)
        if self._first_row is None or self._first_row == row:
            self._first_row, self._first = row, value
        self._last = value

    def figures(self, names: tuple[str, ...], goal: str | None) -> dict[str, Any]:
        """The figures of `names`: NaN where only NaN came, none where no number came."""
        numbers = self._closed.copy()
        for _, value in self._open.values():
            numbers.add(value)
        found: dict[str, Any] = {}
        if numbers.least is not None or numbers.has_nan:
            found |= {"min": numbers.least, "max": numbers.most, "mean": numbers.mean()}
            found["best"] = numbers.most if goal == "maximize" else numbers.least
        if numbers.least is None:
            found = dict.fromkeys(found, nan)
        if self._first_row is not None:
            found |= {"first": self._first, "last": self._last}
        return {name: found[name] for name in FIGURES if name in names and name in found}


class _Numbers:
    """The numbers among some values. Their sum is exact, so that their order changes nothing.

    Source: Shewchuk, Adaptive Precision Floating-Point Arithmetic, https://doi.org/10.1007/PL00009321.
    """

    def __init__(self) -> None:
        self.least: Any = None
        self.most: Any = None
        self.has_nan = False
        self._count = 0
        self._partials: list[float] = []
        self._beyond = 0.0
        """The sum of what is infinite."""

    def copy(self) -> _Numbers:
        """The same numbers, to add to."""
        other = _Numbers()
        other.__dict__.update(self.__dict__)
        other._partials = self._partials.copy()
        return other

    def add(self, value: object) -> None:
        """Count `value` if it is a number."""
        if not _is_number(value):
            return
        if value != value:
            self.has_nan = True
            return
        self.least = value if self.least is None or value < self.least else self.least
        self.most = value if self.most is None or value > self.most else self.most
        self._count += 1
        self._add_to_sum(_as_float(value))

    def mean(self) -> float:
        """The mean of the numbers; NaN when there is none, and of infinities of both signs."""
        if not self._count:
            return nan
        return (self._beyond or sum(self._partials)) / self._count

    def _add_to_sum(self, number: float) -> None:
        if not isfinite(number):
            self._beyond += number
            return
        kept = 0
        for partial in self._partials:
            high, low = (number, partial) if abs(number) >= abs(partial) else (partial, number)
            number = high + low
            if not isfinite(number):  # finite numbers whose sum is too large for a float
                self._beyond += number
                self._partials.clear()
                return
            rest = low - (number - high)
            if rest:
                self._partials[kept] = rest
                kept += 1
        self._partials[kept:] = [number]


def _is_number(value: object) -> TypeGuard[int | float]:
    return type(value) is float or type(value) is int


def _as_float(number: int | float) -> float:
    try:
        return float(number)
    except OverflowError:  # an integer of over 1024 bits
        return inf if number > 0 else -inf

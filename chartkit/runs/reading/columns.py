"""The rows of a run by column: whole arrays where all values are numbers of one kind, lists of anything else.

Takes arrays or rows; gives `Columns`, in the order of the run's steps, which become frames of any library.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.diagnostics import RunError
from chartkit.runs.faults import not_found

if TYPE_CHECKING:
    import numpy as np

ROW_COLUMNS = ("_step", "_timestamp", "_runtime")
LARGEST_EXACT = 2**53


class Values(NamedTuple):
    """One column of n rows."""

    data: Any
    """An array of int64 or float64, or a list of Python values in which None is missing."""
    is_there: Any = None
    """For arrays: which rows have a value, as an array of bools; None for all."""

    @property
    def is_array(self) -> bool:
        """True for numbers in an array."""
        return not isinstance(self.data, list)

    def to_list(self) -> list[Any]:
        """The values as Python's, None where there is none."""
        if not self.is_array:
            return self.data
        found: list[Any] = self.data.tolist()
        if self.is_there is None:
            return found
        return [value if there else None for value, there in zip(found, self.is_there.tolist(), strict=True)]

    def take(self, places: Any) -> Values:
        """The values of the rows at `places`, in that order."""
        if not self.is_array:
            return Values([self.data[place] for place in places.tolist()])
        return Values(self.data[places], None if self.is_there is None else self.is_there[places])


class Columns(NamedTuple):
    """All rows of a run, sorted by step."""

    n_rows: int
    values: dict[str, Values]

    def needed(self, keys: Iterable[str], run_id: str) -> None:
        """Raises `RunError` for the first of `keys` that no row has."""
        for key in keys:
            if key not in self.values:
                raise RunError(not_found("key", key, self.values, f"run {run_id!r}"))

    def chosen(self, keys: Iterable[str], run_id: str) -> Columns:
        """The first three columns and those of `keys`. Raises `RunError` for a key that no row has."""
        names = list(dict.fromkeys((*ROW_COLUMNS, *keys)))
        self.needed(names, run_id)
        return Columns(self.n_rows, {name: self.values[name] for name in names})

    def sorted_by(self, key: str) -> Columns:
        """The rows in the order of `key`, those without it last; what cannot be compared is ordered as text."""
        import numpy as np

        places = np.array(self.places_by(key), dtype=np.int64)
        return Columns(self.n_rows, {name: values.take(places) for name, values in self.values.items()})

    def places_by(self, key: str) -> list[int]:
        """The numbers of the rows in the order that `sorted_by` gives them."""
        found = self.values[key].to_list()
        there = [place for place, value in enumerate(found) if value is not None and value == value]
        try:
            there.sort(key=lambda place: found[place])
        except TypeError:
            there.sort(key=lambda place: str(found[place]))
        return there + sorted(set(range(self.n_rows)).difference(there))

    def to_rows(self) -> list[dict[str, Any]]:
        """The rows as dicts of what is there."""
        rows: list[dict[str, Any]] = [{} for _ in range(self.n_rows)]
        for name, values in self.values.items():
            for row, value in zip(rows, values.to_list(), strict=True):
                if value is not None:
                    row[name] = value
        return rows


def columns_of_rows(rows: Sequence[dict[str, Any]]) -> Columns:
    """The columns of rows that are sorted already; keys in the order they first came."""
    names: dict[str, None] = dict.fromkeys(ROW_COLUMNS)
    for row in rows:
        names.update(dict.fromkeys(row))
    lists: dict[str, list[Any]] = {name: [row.get(name) for row in rows] for name in names}
    if "_late" in lists:
        lists["_late"] = [late is True for late in lists["_late"]]
    return Columns(len(rows), {name: packed(values) for name, values in lists.items()})


def packed(values: list[Any]) -> Values:
    """The values as an array when all are floats, or integers of 64 bits, or floats and integers that floats hold."""
    types = set(map(type, values))
    has_gaps = type(None) in types
    types.discard(type(None))
    if not types or not types <= {int, float}:
        return Values(values)
    integers = [value for value in values if type(value) is int]
    if types == {int}:
        is_packed = all(-(2**63) <= value < 2**63 for value in integers)
    else:
        is_packed = all(-LARGEST_EXACT <= value <= LARGEST_EXACT for value in integers)
    return _array(values, types == {int}, has_gaps) if is_packed else Values(values)


def _array(values: list[Any], is_integer: bool, has_gaps: bool) -> Values:
    import numpy as np

    filled = [0 if value is None else value for value in values] if has_gaps else values
    there: np.ndarray[Any, Any] | None = np.array([value is not None for value in values]) if has_gaps else None
    return Values(np.array(filled, dtype=np.int64 if is_integer else np.float64), there)

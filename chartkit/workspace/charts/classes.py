"""The classes of a chart: takes what is bound, gives the columns that tell classes and their values, and the filter."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from chartkit.compiler.binding import Binding
from chartkit.data import Column, Dataset

MOST_CLASSES = 500
_LEAST_CLASSES = 2


class Classes(NamedTuple):
    """What a chart can be filtered by: `columns` hold the classes, `values` are their names in order."""

    columns: tuple[str, ...]
    values: list[str]

    @property
    def title(self) -> str:
        """What the values are called: by the names of their columns."""
        return " / ".join(self.columns)


def classes_of(binding: Binding) -> Classes | None:
    """The classes of the first slot that holds names, and of others that hold the same names (true and predicted).

    None where no slot does, or where there is nothing to choose.
    """
    named = dict.fromkeys(
        column.name for columns in binding.filling.fields.values() for column in columns if column.type == "nominal"
    )
    values = {name: _values(binding.dataset.column(name)) for name in named}
    first = next(iter(values), None)
    if first is None:
        return None
    same = [name for name in values if _share(values[first], values[name])]
    found = list(dict.fromkeys(value for name in same for value in values[name]))
    return Classes(tuple(same), found) if _LEAST_CLASSES <= len(found) <= MOST_CLASSES else None


def only(dataset: Dataset, columns: Iterable[str], wanted: Collection[str]) -> list[int]:
    """The places of the rows whose classes are all among `wanted`."""
    cells = [dataset.column(name).values for name in columns]
    return [row for row, values in enumerate(zip(*cells, strict=True)) if all(str(value) in wanted for value in values)]


def rows_at(dataset: Dataset, places: list[int]) -> Dataset:
    """The rows at these places."""
    columns = (Column(one.name, one.kind, _at(one.values, places)) for one in dataset.columns)
    return Dataset(columns, dataset.timezone)


def _at(values: list[Any], places: list[int]) -> list[Any]:
    return [values[place] for place in places]


def _values(column: Column) -> list[str]:
    """The names in a column; None is no class."""
    return [str(value) for value in dict.fromkeys(map(_name, column.values)) if value is not None]


def _name(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool) else None if value is None else str(value)


def _share(first: list[str], other: list[str]) -> bool:
    """True for columns of which one has at least half of the other's names."""
    both = len({*first} & {*other})
    return bool(both) and 2 * both >= min(len(first), len(other))

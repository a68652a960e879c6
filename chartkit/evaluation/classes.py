"""Which column of the scores is whose: takes labels, the number of columns and names, gives a class for each column.

A column of a data frame that bears a class's name is that class's. None is given to a class by its position among the
labels that happen to occur, unless all of them do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from chartkit.evaluation.class_names import ClassNames, named, place_of, places_of


class ClassColumn(NamedTuple):
    """A column of the scores, the class it belongs to as `y_true` has it, and the name that charts show."""

    column: int
    value: Any
    name: str


def aligned(
    present: Sequence[Any], n_columns: int, labels: Any = None, scores: str = "y_probas"
) -> tuple[ClassColumn, ...]:
    """The class of each of the `n_columns` columns of `scores`, where the classes `present` occur in `y_true`.

    `labels` are the classes in the order of the columns, or names of them, by the rules of `class_values`. Raises as
    `named` does.

    >>> [column.name for column in aligned([0, 2], 3, ["cat", "dog", "bird"])]
    ['cat', 'dog', 'bird']
    """
    found = named(present, labels, "labels", n_columns, scores)
    pairs = zip(found.values, found.names, strict=True)
    return tuple(ClassColumn(column, value, name) for column, (value, name) in enumerate(pairs))


def chosen(columns: Sequence[ClassColumn], classes_to_plot: Any) -> tuple[ClassColumn, ...]:
    """Those of `columns` that `classes_to_plot` asks for, in the columns' order; all of them where it is None.

    Each entry is a class as `y_true` has it, else a name, else the index of a column. Raises as `places_of` does.
    """
    places = set(places_of(classes_to_plot, _names(columns), "classes_to_plot", takes_indices=True))
    return tuple(column for place, column in enumerate(columns) if place in places)


def column_of(columns: Sequence[ClassColumn], wanted: Any, argument: str) -> ClassColumn:
    """The one of `columns` that `wanted`, the user's `argument`, is the class or the name of. Raises as `place_of`."""
    return columns[place_of(wanted, _names(columns), argument)]


def _names(columns: Sequence[ClassColumn]) -> ClassNames:
    return ClassNames([column.name for column in columns], [column.value for column in columns])

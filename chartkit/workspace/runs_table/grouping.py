"""Runs with the same values as groups, nested by one key after the other: takes runs in their order and columns, gives
a `GroupTree`.

A number and the same number with a point are one value; true is not 1; what is missing is a value too.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any, NamedTuple

from chartkit.runs.faults import text_of
from chartkit.runs.reading.catalogue import ListedRun
from chartkit.runs.reading.fields import MISSING
from chartkit.runs.reading.ordering import rank
from chartkit.workspace.runs_table.cells import cell
from chartkit.workspace.runs_table.columns import WHERE, value_of
from chartkit.workspace.runs_table.group_labels import label_part
from chartkit.workspace.runs_table.group_order import Ranked, by_value, in_order


class Group(NamedTuple):
    """Runs that have the same values in the first columns grouped by."""

    values: tuple[Any, ...]
    """One of each of these columns, as cells: one at the first level, two at the second."""
    label: str
    """The value of its own level as text: `opt.name: adam`."""
    runs: Sequence[ListedRun]
    start: int
    """Where its runs begin among all."""


class GroupTree(NamedTuple):
    """The groups of some runs, level by level."""

    keys: tuple[str, ...]
    """The columns grouped by, one a level."""
    levels: Sequence[Sequence[Group]]
    """The groups of each level in the order of the table; those in one group are beside each other."""
    places: Sequence[int]
    """The place of each group of the last level in the order of values, whatever the table is sorted by."""

    @property
    def runs(self) -> list[ListedRun]:
        """The runs in the order of the groups."""
        return [run for group in self.levels[-1] for run in group.runs]


def grouped(runs: Sequence[ListedRun], keys: Sequence[str], sort: Sequence[str] = ()) -> GroupTree:
    """The groups, those of each level in their order (`group_order`); within a group the runs stay in theirs.

    Raises `RunError` for a column that is none. Cost: each run is read once a key, and once more for the mean of a
    column that the table is sorted by.
    """
    levels: list[list[Group]] = []
    order: list[tuple[int, ...]] = [()]
    above = [Group((), "", runs, 0)]
    for key in keys:
        level: list[Group] = []
        places: list[tuple[int, ...]] = []
        for place, group in zip(order, above, strict=True):
            inner = _split(group.runs, key)
            by_values = {id(one): number for number, one in enumerate(by_value(inner))}
            start = group.start
            for one in in_order(inner, key, sort):
                level.append(Group((*group.values, cell(one.value)), label_part(key, cell(one.value)), one.runs, start))
                places.append((*place, by_values[id(one)]))
                start += len(one.runs)
        levels.append(level)
        order, above = places, level
    return GroupTree(tuple(keys), levels, _numbered(order))


def _split(runs: Sequence[ListedRun], key: str) -> list[Ranked]:
    """The runs by their value of one column, in the order in which the values come."""
    field = value_of(key, WHERE)
    found: dict[Hashable, Ranked] = {}
    for run in runs:
        value = field(run)
        same = _identity(value)
        one = found.get(same)
        if one is None:
            one = found[same] = Ranked(value, rank(value), [])
        one.runs.append(run)
    return list(found.values())


def _numbered(order: Sequence[tuple[int, ...]]) -> list[int]:
    """The place of each in the order of all."""
    place_of = {place: number for number, place in enumerate(sorted(order))}
    return [place_of[place] for place in order]


def _identity(value: Any) -> Hashable:
    """What equal values have alone."""
    if value is MISSING or value is None:
        return None
    if isinstance(value, bool):
        return "boolean", value
    if isinstance(value, int | float):
        return ("nan",) if value != value else value
    return ("text", value) if isinstance(value, str) else ("value", text_of(value))

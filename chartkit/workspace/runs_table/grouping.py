"""Runs with the same values as groups: takes runs in their order and columns, gives groups with their figures.

A number and the same number with a point are one value; true is not 1; what is missing is a value too.
"""

from __future__ import annotations

import json
import math
from collections.abc import Hashable, Sequence
from typing import Any, NamedTuple

from chartkit.runs.faults import text_of
from chartkit.runs.reading.catalogue import ListedRun
from chartkit.runs.reading.fields import MISSING
from chartkit.runs.reading.ordering import rank
from chartkit.workspace.runs_table.cells import cell
from chartkit.workspace.runs_table.columns import value_of

WHERE = "the table of runs"


class Group(NamedTuple):
    """Runs that have the same values in the columns grouped by."""

    values: tuple[Any, ...]
    """One of each column, as cells."""
    runs: list[ListedRun]
    ranks: tuple[tuple[int, Any] | None, ...]


class Figures(NamedTuple):
    """The numbers of one column in one group."""

    mean: float
    min: float
    max: float
    n: int
    """Of how many runs; those without a finite number do not count."""


def grouped(runs: Sequence[ListedRun], keys: Sequence[str], sort: Sequence[str]) -> list[Group]:
    """The groups, sorted by their values; by the mean of the column that the runs are sorted by first, if it has one.

    Within a group the runs stay in their order.
    """
    fields = [value_of(key, WHERE) for key in keys]
    found: dict[tuple[Hashable, ...], Group] = {}
    for run in runs:
        values = [field(run) for field in fields]
        same = tuple(map(_identity, values))
        group = found.get(same)
        if group is None:
            group = found[same] = Group(tuple(map(cell, values)), [], tuple(map(rank, values)))
        group.runs.append(run)
    return _sorted(list(found.values()), keys, sort)


def label_of(columns: Sequence[str], values: Sequence[Any]) -> str:
    """What a group is called: its columns with their values."""
    named = zip(columns, values, strict=True)
    return ", ".join(f"{column.partition('.')[2] or column}: {_text(value)}" for column, value in named)


def by_values(groups: Sequence[Group]) -> list[int]:
    """The place of each group in the order of their values, whatever they are sorted by."""
    order = sorted(range(len(groups)), key=lambda place: _last_when_missing(groups[place].ranks))
    return [place for _, place in sorted(zip(order, range(len(groups)), strict=True))]


def figures(runs: Sequence[ListedRun], key: str) -> Figures | None:
    """Mean, least and greatest of the column in these runs; None where none has a number."""
    field = value_of(key, WHERE)
    numbers = [value for value in map(field, runs) if type(value) in (int, float) and math.isfinite(value)]
    if not numbers:
        return None
    return Figures(math.fsum(numbers) / len(numbers), min(numbers), max(numbers), len(numbers))


def _sorted(groups: list[Group], keys: Sequence[str], sort: Sequence[str]) -> list[Group]:
    first = sort[0] if sort else ""
    key, is_falling = first[1:] if first[:1] in ("+", "-") else first, first.startswith("-")
    if key in keys:
        place = keys.index(key)
        groups = sorted(groups, key=lambda one: _last_when_missing(one.ranks))
        there = [one for one in groups if one.ranks[place] is not None]
        rest = [one for one in groups if one.ranks[place] is None]
        return sorted(there, key=lambda one: one.ranks[place] or (0, 0), reverse=is_falling) + rest
    means = {id(one): figures(one.runs, key) for one in groups} if key and key not in ("created_at", "name") else {}
    if not any(means.values()):
        return sorted(groups, key=lambda one: _last_when_missing(one.ranks))
    there = [(found.mean, one) for one in groups if (found := means[id(one)]) is not None]
    there.sort(key=lambda pair: pair[0], reverse=is_falling)
    return [one for _, one in there] + [one for one in groups if means[id(one)] is None]


def _last_when_missing(ranks: Sequence[tuple[int, Any] | None]) -> tuple[tuple[int, Any], ...]:
    return tuple((3, 0) if one is None else one for one in ranks)


def _text(value: Any) -> str:
    if value is None:
        return "none"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)


def _identity(value: Any) -> Hashable:
    """What equal values have alone."""
    if value is MISSING or value is None:
        return None
    if isinstance(value, bool):
        return "boolean", value
    if isinstance(value, int | float):
        return ("nan",) if value != value else value
    return ("text", value) if isinstance(value, str) else ("value", text_of(value))

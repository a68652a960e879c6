"""The order of the groups that one group holds: takes their values, their runs and the sort of the table.

The first column of the sort that tells them apart decides: the key of their own level by its values, any other by the
mean that they have in it. Without one they stand in the order of their values. What is missing comes last, up or down.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from chartkit.runs.reading.catalogue import ListedRun
from chartkit.workspace.runs_table.columns import WHERE, value_of
from chartkit.workspace.runs_table.figures import figures

_NOT_AVERAGED = ("created_at", "name")
_MISSING = (3, 0)


class Ranked(NamedTuple):
    """The runs with one value."""

    value: Any
    rank: tuple[int, Any] | None
    """What it sorts by; None for what is missing."""
    runs: list[ListedRun]


def in_order(groups: Sequence[Ranked], key: str, sort: Sequence[str]) -> list[Ranked]:
    """The groups by `key`, as the table is sorted: `sort` has columns with `+` or `-` before them."""
    groups = by_value(groups)
    for one in sort:
        column, is_falling = (one[1:] if one[:1] in ("+", "-") else one), one.startswith("-")
        ranks = [each.rank for each in groups] if column == key else _means(groups, column)
        if any(rank is not None for rank in ranks):
            return _sorted(groups, ranks, is_falling)
    return groups


def by_value(groups: Sequence[Ranked]) -> list[Ranked]:
    """The groups in the order of their values."""
    return sorted(groups, key=lambda one: _MISSING if one.rank is None else one.rank)


def _means(groups: Sequence[Ranked], column: str) -> list[float | None]:
    if column in _NOT_AVERAGED:
        return [None] * len(groups)
    field = value_of(column, WHERE)
    return [found.mean if (found := figures(one.runs, field)) is not None else None for one in groups]


def _sorted(groups: Sequence[Ranked], ranks: Sequence[Any], is_falling: bool) -> list[Ranked]:
    paired = list(zip(ranks, groups, strict=True))
    there = sorted((pair for pair in paired if pair[0] is not None), key=lambda pair: pair[0], reverse=is_falling)
    return [one for _, one in there] + [one for rank, one in paired if rank is None]

"""Which runs are taken together: takes columns such as `config.lr`, gives the groups that the table has."""

from __future__ import annotations

from collections.abc import Sequence

from chartkit.runs.reading.catalogue import ListedRun
from chartkit.workspace.lines.line import Group
from chartkit.workspace.runs_table.group_labels import label_of
from chartkit.workspace.runs_table.grouping import grouped as grouped_in_table


def grouped(runs: Sequence[ListedRun], columns: Sequence[str]) -> list[Group]:
    """The runs by the values of the columns, each group called by them. Raises `ChartkitError` for no column."""
    found = grouped_in_table(runs, columns).levels[-1]
    return [Group(label_of(columns, group.values), tuple(run.id for run in group.runs)) for group in found]

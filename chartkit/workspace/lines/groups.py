"""Which runs are taken together: takes columns such as `config.lr`, gives the groups that the table has."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from chartkit.runs.reading.catalogue import ListedRun
from chartkit.workspace.lines.panel_lines import Group
from chartkit.workspace.runs_table.grouping import grouped as grouped_in_table


def grouped(runs: Sequence[ListedRun], columns: Sequence[str]) -> list[Group]:
    """The runs by the values of the columns, each group called by them. Raises `ChartkitError` for no column."""
    found = grouped_in_table(runs, columns, ())
    return [Group(_label(columns, group.values), tuple(run.id for run in group.runs)) for group in found]


def _label(columns: Sequence[str], values: Sequence[Any]) -> str:
    named = zip(columns, values, strict=True)
    return ", ".join(f"{column.partition('.')[2] or column}: {_text(value)}" for column, value in named)


def _text(value: Any) -> str:
    if value is None:
        return "none"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)

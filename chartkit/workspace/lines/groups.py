"""Which runs are taken together: takes fields such as `config.lr`, gives the groups of runs by their values."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from chartkit.runs.reading.catalogue import ListedRun
from chartkit.runs.reading.fields import MISSING, field_of
from chartkit.workspace.lines.panel_lines import Group


def grouped(runs: Iterable[ListedRun], fields: Sequence[str]) -> list[Group]:
    """The runs by the values of the fields, groups and runs in the order they come.

    Raises `RunError` for a field that is none.
    """
    of = [(name, field_of(name, "group")) for name in fields]
    groups: dict[str, list[str]] = {}
    for run in runs:
        label = ", ".join(f"{_short(name)}: {_text(field(run))}" for name, field in of)
        groups.setdefault(label, []).append(run.id)
    return [Group(label, tuple(ids)) for label, ids in groups.items()]


def _short(name: str) -> str:
    return name.partition(".")[2] or name


def _text(value: Any) -> str:
    if value is MISSING or value is None:
        return "none"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)

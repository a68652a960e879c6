"""The columns that a project's runs have: what every run says of itself, and each key of config and summary.

Takes the runs; gives for each column its kind, in how many runs it is, its least and greatest number and how many
values it has. All runs are visited once.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

from chartkit.runs.reading.catalogue import ListedRun
from chartkit.runs.reading.fields import MISSING, Field, field_of
from chartkit.workspace.runs_table.cells import Kind, flat, kind_of

PLAIN: dict[str, tuple[str, Kind]] = {
    "name": ("display_name", "text"),
    "state": ("state", "text"),
    "created_at": ("created_at", "time"),
    "runtime_s": ("runtime", "number"),
    "tags": ("tags", "list"),
    "notes": ("notes", "text"),
    "group": ("group", "text"),
    "job_type": ("job_type", "text"),
    "id": ("id", "text"),
    "color": ("color", "text"),
    "exit_code": ("exit_code", "number"),
}
"""The columns of every run: the field each is among W&B's filters, and its kind."""
WHERE = "the table of runs"
"""What messages about a column call the table."""

_SAID = ("tags", "notes", "group", "job_type", "color")


class Column(NamedTuple):
    """One column of the table."""

    key: str
    kind: Kind
    n_runs: int
    """In how many runs it has a value."""
    min: float | None
    max: float | None
    n_values: int
    """How many different values it has; 0 for a column of every run, which nobody counted."""
    written: int = 0
    """Its place in the order in which runs wrote their keys, from the oldest run on."""


def field_name(key: str) -> str:
    """The field that filters and orders know the column by."""
    return PLAIN[key][0] if key in PLAIN else key


def value_of(key: str, where: str) -> Field:
    """The function from a run to its value in this column. Raises `RunError` for a column that is none."""
    return field_of(field_name(key), where)


def columns_of(runs: Sequence[ListedRun]) -> dict[str, Column]:
    """The columns of these runs, newest first, by key."""
    values: dict[str, list[Any]] = {}
    for run in reversed(runs):
        for key, value in flat(run.config, "config."):
            values.setdefault(key, []).append(value)
        for key, value in flat(run.summary, "summary."):
            values.setdefault(key, []).append(value)
    plain = {key: Column(key, kind, _n_there(runs, key), None, None, 0) for key, (_, kind) in PLAIN.items()}
    places = {key: place for place, key in enumerate(values)}
    return plain | {key: _column(key, values[key], places[key]) for key in sorted(values, key=_natural)}


def _n_there(runs: Sequence[ListedRun], key: str) -> int:
    """How many runs say this of themselves; what every run has is not counted."""
    if key not in _SAID:
        return len(runs)
    return sum(bool(run.facts.setting(key)) for run in runs)


def _column(key: str, values: list[Any], place: int) -> Column:
    there = [value for value in values if value is not None and value is not MISSING]
    kind = kind_of(set(map(type, there)))
    numbers = [value for value in there if math.isfinite(value)] if kind == "number" else []
    least, most = (float(min(numbers)), float(max(numbers))) if numbers else (None, None)
    return Column(key, kind, len(there), least, most, _n_different(there), place)


def _n_different(values: list[Any]) -> int:
    try:
        return len(set(values))
    except TypeError:  # lists
        return len(set(map(repr, values)))


def _natural(key: str) -> tuple[str, str]:
    return key.casefold(), key

"""The value of one key in each run: of a metric the latest, the largest or the smallest of its whole history.

Takes runs and a key; gives a value for each, or `MISSING`. NaN is never largest or smallest, as in a summary; where
nothing else was logged it is the value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import nan
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast

from chartkit.runs.coloring.keys import ColorKey
from chartkit.runs.reader import RunReader
from chartkit.runs.reading.catalogue import ListedRun
from chartkit.runs.reading.columns import ROW_COLUMNS, Columns, Values
from chartkit.runs.reading.fields import MISSING, field_of, value_at
from chartkit.runs.reading.run_read import many_columns

YValue = Literal["latest", "max", "min"]


class SeenRun(NamedTuple):
    """A run to be coloured, opened or not."""

    id: str
    """Its id, with the project before it where two runs would have the same."""
    source: ListedRun | RunReader

    @property
    def folder(self) -> Path:
        """The run's folder."""
        return self.source.folder if isinstance(self.source, ListedRun) else Path(self.source.dir)

    @property
    def config(self) -> dict[str, Any]:
        """The config as it is now."""
        return self.source.config if isinstance(self.source, ListedRun) else self.source.facts.config

    @property
    def summary(self) -> dict[str, Any]:
        """The summary as it is now."""
        return self.source.summary if isinstance(self.source, ListedRun) else self.source.facts.summary

    @property
    def created_s(self) -> float | None:
        """When it began, in seconds since 1970."""
        start = self.source.start if isinstance(self.source, ListedRun) else self.source.facts.start
        return start.get("timestamp")


def values_of(runs: Sequence[SeenRun], key: ColorKey, y: YValue) -> list[Any]:
    """The value of `key` in each run; `y` says which of a history."""
    if key.kind == "config":
        field = field_of(f"config.{key.column}", "colors")
        return [_present(field(cast(Any, run))) for run in runs]
    if key.kind == "summary":
        return [_present(value_at(run.summary, key.column)) for run in runs]
    return [_of_history(run, columns, key, y) for run, columns in zip(runs, _columns(runs, key.column), strict=True)]


def _present(value: Any) -> Any:
    return MISSING if value is None else value


def _columns(runs: Sequence[SeenRun], column: str) -> Iterator[Columns]:
    """The rows of each run, in their order; runs of one project are read together."""
    keys = (column, *ROW_COLUMNS) if column in ROW_COLUMNS else (column,)
    names: dict[Path, list[str]] = {}
    for run in runs:
        names.setdefault(run.folder.parent, []).append(run.folder.name)
    found = {parent: many_columns(parent.parent.parent, parent, some, keys) for parent, some in names.items()}
    return (next(found[run.folder.parent]) for run in runs)


def _of_history(run: SeenRun, columns: Columns, key: ColorKey, y: YValue) -> Any:
    values = columns.values.get(key.column)
    found: Any = MISSING if values is None else _chosen(values, y)
    if not key.is_since_start or found is MISSING:
        return found
    began = run.created_s
    return found - (began if began is not None else columns.values[key.column].data[0])


def _chosen(values: Values, y: YValue) -> Any:
    """One value of a column. Where all are texts or the like, the latest, whatever is asked for."""
    if values.is_array:
        return _chosen_number(values, y)
    there = [value for value in values.data if value is not None]
    numbers = [value for value in there if type(value) in (int, float) and value == value]
    if y == "latest" or not numbers:
        return there[-1] if there else MISSING
    return max(numbers) if y == "max" else min(numbers)


def _chosen_number(values: Values, y: YValue) -> Any:
    import numpy as np

    data = values.data if values.is_there is None else values.data[values.is_there]
    if not len(data):
        return MISSING
    if y == "latest":
        return data[-1].item()
    found = np.fmax.reduce(data) if y == "max" else np.fmin.reduce(data)  # which leave NaN out
    return nan if found != found else found.item()

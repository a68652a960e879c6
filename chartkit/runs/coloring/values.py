"""The value of one key in each run: of a metric the latest, the largest or the smallest of its whole history.

Takes runs and a key; gives a value for each, or `MISSING`. NaN is never largest or smallest, as in a summary; where
nothing else was logged it is the value.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple, cast

from chartkit.runs.coloring.keys import CONFIG, ColorKey
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


class Figures(NamedTuple):
    """What the history of one run says of a key; `MISSING` where it never had it."""

    latest: Any
    max: Any
    min: Any


NONE = Figures(MISSING, MISSING, MISSING)


def values_of(runs: Sequence[SeenRun], key: ColorKey, y: YValue) -> list[Any]:
    """The value of `key` in each run; `y` says which of a history."""
    if not key.is_of_history:
        return [setting_of(run, key) for run in runs]
    return [getattr(figures, y) for figures in figures_of(runs, key)]


def setting_of(run: SeenRun, key: ColorKey) -> Any:
    """The value of a key of the config or the summary; None there is no value."""
    if key.kind == "config":
        value = field_of(f"{CONFIG}{key.column}", "colors")(cast(Any, run))
    else:
        value = value_at(run.summary, key.column)
    return MISSING if value is None else value


def figures_of(runs: Sequence[SeenRun], key: ColorKey) -> Iterator[Figures]:
    """The figures of `key` over each run's whole history, in the order of the runs; those of a project read together.

    O(n) in the rows.
    """
    keys = (key.column, *ROW_COLUMNS) if key.column in ROW_COLUMNS else (key.column,)
    names: dict[Path, list[str]] = {}
    places = [(folder.parent, folder.name) for folder in (run.folder for run in runs)]
    for parent, name in places:
        names.setdefault(parent, []).append(name)
    found = {parent: many_columns(parent.parent.parent, parent, some, keys) for parent, some in names.items()}
    for run, (parent, _) in zip(runs, places, strict=True):
        yield _figures(run, next(found[parent]), key)


def _figures(run: SeenRun, columns: Columns, key: ColorKey) -> Figures:
    values = columns.values.get(key.column)
    found = NONE if values is None else _of_numbers(values) if values.is_array else _of_others(values.data)
    if not key.is_since_start or found is NONE:
        return found
    began = run.created_s
    first = began if began is not None else columns.values[key.column].data[0]
    return Figures(*(value - first for value in found))


def _of_numbers(values: Values) -> Figures:
    import numpy as np

    data = values.data if values.is_there is None else values.data[values.is_there]
    if not len(data):
        return NONE
    most, least = np.fmax.reduce(data), np.fmin.reduce(data)  # which leave NaN out
    return Figures(data[-1].item(), most.item(), least.item())


def _of_others(values: Sequence[Any]) -> Figures:
    """Of integers beyond 64 bits, texts and the like. Where none is a number, the latest counts always."""
    there = [value for value in values if value is not None]
    if not there:
        return NONE
    numbers = [value for value in there if type(value) in (int, float) and value == value] or there[-1:]
    return Figures(there[-1], max(numbers), min(numbers))

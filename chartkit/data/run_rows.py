"""Rows of several runs as one table: takes each run's label and dataset, gives a dataset that says whose a row is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from chartkit.data.column import Column
from chartkit.data.dataset import Dataset
from chartkit.data.kinds import Kind
from chartkit.data.run_label import RUN_COLUMNS, RunLabel
from chartkit.diagnostics import DataError, listed


def with_runs(labelled: Iterable[tuple[RunLabel, Dataset]]) -> Dataset:
    """The rows of each dataset below those of the one before, with the columns `_run_id`, `_run_name`, `_run_color`.

    Columns are joined by name, in the order in which they first appear; where a dataset lacks one its rows are null. A
    dataset's own `_run_…` column stays as it is. The values of datasets that are not in memory are read. Raises
    `DataError` when the datasets show times in different zones. O(rows × columns).

    >>> runs = [(RunLabel("a1", "first"), Dataset([Column("loss", None, [0.5])]))]
    >>> with_runs(runs).rows()
    [[0.5, 'a1', 'first', '#4269d0']]
    """
    given = list(labelled)
    zones = list(dict.fromkeys(dataset.timezone for _, dataset in given))
    if len(zones) > 1:
        message = f"tables of several runs show times in one zone; found {listed(zones)}."
        raise DataError.of("CK409", message, "convert them with to_dataset(table, timezone=…)")
    names = dict.fromkeys(name for _, dataset in given for name in (*dataset.names, *RUN_COLUMNS.values()))
    ordered = [name for name in names if name not in RUN_COLUMNS.values()] + [*RUN_COLUMNS.values()]
    return Dataset([_stacked(name, given) for name in ordered], zones[0] if zones else "UTC")


def _stacked(name: str, given: list[tuple[RunLabel, Dataset]]) -> Column:
    values: list[Any] = []
    for label, dataset in given:
        if name in dataset.names:
            values += dataset.column(name).values
        else:
            values += [_told(label).get(name)] * dataset.n_rows
    return Column(name, _kind(name, given), values)


def _told(label: RunLabel) -> dict[str, str]:
    return {column: getattr(label, part) for part, column in RUN_COLUMNS.items()}


def _kind(name: str, given: list[tuple[RunLabel, Dataset]]) -> Kind | None:
    """The kind on which all datasets that have the column agree, None to find it from the values."""
    kinds: set[Kind] = {dataset.column(name).kind for _, dataset in given if name in dataset.names}
    told: list[Kind] = [kind for kind in kinds if kind != "empty"]
    return told[0] if len(told) == 1 else None

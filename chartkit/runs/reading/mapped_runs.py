"""The columns of closed runs that this process read last, whose bytes are the mapped cache's: they cost no memory.

Takes a run, the time of its folder and its columns; gives them again as long as that time is the same.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

from chartkit.runs.reading.columns import Columns, Values

_MOST_COLUMNS = 100_000
"""Over these all are forgotten: each is some hundred bytes."""


class _Mapped(NamedTuple):
    stamp: str
    keys: frozenset[str]
    """What was asked for, whether the run has it or not."""
    columns: Columns


class MappedRuns:
    """Those of one project."""

    def __init__(self) -> None:
        self._runs: dict[str, _Mapped] = {}
        self._n_columns = 0

    def get(self, name: str, stamp: str, keys: Collection[str]) -> Columns | None:
        """The run's rows with the columns of `keys` at least; None where they are not at hand as they are now."""
        found = self._runs.get(name)
        return found.columns if found is not None and found.stamp == stamp and found.keys.issuperset(keys) else None

    def keep(self, name: str, stamp: str, keys: Collection[str], columns: Columns) -> None:
        """Keep the run's columns where all are mapped."""
        if not all(map(_is_mapped, columns.values.values())):
            return
        if self._n_columns > _MOST_COLUMNS:
            self._runs.clear()
            self._n_columns = 0
        self._n_columns += len(columns.values)
        self._runs[name] = _Mapped(stamp, frozenset(keys), columns)


@lru_cache(4)
def mapped_runs(parent: str) -> MappedRuns:
    """Those of the project in this folder."""
    del parent
    return MappedRuns()


def _is_mapped(values: Values) -> bool:
    """True for numbers in the mapped file, and for steps that count up, of which runs share one array."""
    if not values.is_array or values.is_there is not None:
        return False
    return isinstance(values.data.base, memoryview) or not (values.data.flags.writeable or values.data.base)

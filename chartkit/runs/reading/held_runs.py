"""The columns of closed runs that this process read last, of whatever project.

Takes a run's folder, the time of it and the run's columns; gives them again as long as that time is the same.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from threading import Lock
from typing import NamedTuple

from chartkit.runs.reading.columns import Columns, Values

_MOST_BYTES = 256 << 20
"""Of all columns together, steps that runs share counted for each; over these all are forgotten."""
_COLUMN_BYTES = 500
"""What an array takes beside its numbers."""


class _Held(NamedTuple):
    stamp: str
    keys: frozenset[str]
    """What was asked for, whether the run has it or not."""
    columns: Columns
    size_bytes: int


class HeldRuns:
    """Runs by the paths of their folders; safe between threads."""

    def __init__(self) -> None:
        self._runs: dict[str, _Held] = {}
        self._size_bytes = 0
        self._lock = Lock()

    def get(self, path: str, stamp: str, keys: Collection[str]) -> Columns | None:
        """The run's rows with the columns of `keys` at least; None where they are not at hand as they are now."""
        found = self._runs.get(path)
        return found.columns if found is not None and found.stamp == stamp and found.keys.issuperset(keys) else None

    def keep(self, path: str, stamp: str, keys: Collection[str], columns: Columns) -> None:
        """Hold on to the run's columns where all are arrays that nobody can change."""
        if not all(map(_is_fixed, columns.values.values())):
            return
        size_bytes = _size_bytes(columns)
        with self._lock:
            if path in self._runs:
                self._size_bytes -= self._runs.pop(path).size_bytes
            if self._size_bytes + size_bytes > _MOST_BYTES:
                self._runs.clear()
                self._size_bytes = 0
            if size_bytes <= _MOST_BYTES:
                self._size_bytes += size_bytes
                self._runs[path] = _Held(stamp, frozenset(keys), columns, size_bytes)


@lru_cache(1)
def held_runs() -> HeldRuns:
    """Those of this process."""
    return HeldRuns()


def _is_fixed(values: Values) -> bool:
    if not values.is_array or values.data.flags.writeable:
        return False
    return values.is_there is None or not values.is_there.flags.writeable


def _size_bytes(columns: Columns) -> int:
    arrays = {id(one): one for values in columns.values.values() for one in values if one is not None}
    return sum(_COLUMN_BYTES + int(one.nbytes) for one in arrays.values())

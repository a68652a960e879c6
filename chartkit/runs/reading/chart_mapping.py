"""The charts of a run by key, each read from disk when it is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from chartkit.runs.faults import MissingKeyError, not_found

if TYPE_CHECKING:
    from chartkit.compiler import Chart
    from chartkit.runs.reader import RunReader


class ChartMapping(Mapping[str, "Chart"]):
    """Keys in the order they were first logged; values are the charts of the latest step."""

    def __init__(self, run: RunReader, keys: tuple[str, ...]) -> None:
        self._run = run
        self._keys = keys

    def __getitem__(self, key: str) -> Chart:
        if key not in self._keys:
            raise MissingKeyError(not_found("chart", key, self._keys, f"run {self._run.id!r}"))
        return self._run.chart(key)

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __repr__(self) -> str:
        return f"<charts {', '.join(map(repr, self._keys))}>"

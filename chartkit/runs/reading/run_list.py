"""A list of runs that reads them when it is looked at.

Takes what finds the runs; gives a sequence of `RunReader`, found, filtered and sorted at the first question, once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, cast, overload

from chartkit.diagnostics import counted
from chartkit.runs.reading.catalogue import ListedRun

if TYPE_CHECKING:
    from chartkit.runs.reader import RunReader


class RunList(Sequence["RunReader"]):
    """Runs of the store; equal to a list of the same objects."""

    def __init__(self, find: Callable[[], Sequence[ListedRun]]) -> None:
        self._find = find
        self._found: Sequence[ListedRun] | None = None
        self._readers: dict[int, RunReader] = {}

    @property
    def listed(self) -> Sequence[ListedRun]:
        """The runs with their facts, none of them opened."""
        if self._found is None:
            self._found = self._find()
        return self._found

    def __len__(self) -> int:
        return len(self.listed)

    @overload
    def __getitem__(self, index: int) -> RunReader: ...
    @overload
    def __getitem__(self, index: slice) -> list[RunReader]: ...
    def __getitem__(self, index: int | slice) -> RunReader | list[RunReader]:
        if isinstance(index, int) and not -len(self) <= index < len(self):
            raise IndexError(f"there is no run {index}: {counted(len(self), 'run')} found.")
        places = range(len(self.listed))[index]
        return self._reader(places) if isinstance(places, int) else [self._reader(place) for place in places]

    def __iter__(self) -> Iterator[RunReader]:
        return map(self._reader, range(len(self.listed)))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RunList | list) and list(self) == list(cast("Sequence[RunReader]", other))

    __hash__ = None  # pyright: ignore[reportAssignmentType]

    def __repr__(self) -> str:
        return f"<{counted(len(self), 'run')}>" if self._found is not None else "<runs, not looked at>"

    def _reader(self, place: int) -> RunReader:
        if place not in self._readers:
            self._readers[place] = self.listed[place].reader()
        return self._readers[place]

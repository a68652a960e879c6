"""The first readings of a store's projects: takes runs that were never read, tells which of them are read since."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from chartkit.runs.reading.catalogue import ListedRun
from chartkit.runs.reading.ordering import NEWEST_FIRST, ordered
from chartkit.runs.reading.run_files import journals_said
from chartkit.runs.reading.unread import UnreadRun
from chartkit.workspace.first_reading.first_reading import FirstReading

_MUCH_BYTES = 32 << 20
_MANY_RUNS = 500
"""What is over either is read by a process of its own where nobody is to wait for it."""


class _Taken(NamedTuple):
    """A reading, and how many of the runs that it read were told of."""

    reading: FirstReading
    n_taken: int


class FirstReadings:
    """One a project at most. Whoever calls it sees to it that one thread does at a time."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._by_folder: dict[Path, _Taken] = {}

    def of(self, folder: Path) -> FirstReading | None:
        """The reading of this project, under way or done; None where there was none."""
        found = self._by_folder.get(folder)
        return None if found is None else found.reading

    def end(self) -> None:
        """Read nothing any more."""
        for one in self._by_folder.values():
            one.reading.end()
        self._by_folder.clear()

    def newly_read(self, folder: Path) -> set[str]:
        """Folders of runs that were read since this was asked before."""
        found = self._by_folder.get(folder)
        if found is None:
            return set()
        names = found.reading.read_after(found.n_taken)
        self._by_folder[folder] = found._replace(n_taken=found.n_taken + len(names))
        return set(names)

    def read_later(self, folder: Path, signatures: Mapping[str, str]) -> Mapping[str, ListedRun]:
        """These runs as far as they are known; they are read from now on, the newest first."""
        unread = {name: UnreadRun(folder, name, signature) for name, signature in signatures.items()}
        names = [run.folder_name for run in ordered(list(unread.values()), [NEWEST_FIRST])]
        before = self._by_folder.get(folder)
        if before is None:
            self._by_folder[folder] = _Taken(FirstReading(self._store, folder, names), 0)
        else:
            before.reading.add(names)
        return unread


def is_much(folder: Path, signatures: Mapping[str, str]) -> bool:
    """Whether the runs that these signatures tell of take long to read."""
    if len(signatures) > _MANY_RUNS:
        return True
    journals = (one for name, text in signatures.items() for one in journals_said(folder.name, name, text))
    return sum(one.size for one in journals) > _MUCH_BYTES

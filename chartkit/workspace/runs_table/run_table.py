"""The runs of one project at one moment, newest first, and the columns that they have."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from chartkit.runs.reading.catalogue import ListedRun
from chartkit.runs.reading.ordering import NEWEST_FIRST, ordered
from chartkit.workspace.runs_table.columns import Column, columns_of
from chartkit.workspace.runs_table.first_columns import first_columns

_MOST_KEPT = 16


class RunTable:
    """One snapshot. `version` names it: another version is another content."""

    def __init__(self, project: str, folder: Path, runs: Sequence[ListedRun], version: str) -> None:
        self.project = project
        self.folder = folder
        self.version = version
        self.runs: Sequence[ListedRun] = ordered(runs, [NEWEST_FIRST])
        self._found: OrderedDict[bytes, Any] = OrderedDict()

    @cached_property
    def by_id(self) -> dict[str, ListedRun]:
        """The runs by their ids."""
        return {run.id: run for run in self.runs}

    def names(self, ids: Iterable[str]) -> dict[str, str]:
        """What these runs are called, by id; those that are not there have no name."""
        return {id: self.by_id[id].facts.setting("name") or id for id in ids if id in self.by_id}

    @cached_property
    def n_unread(self) -> int:
        """How many of the runs are there without what their rows tell, which are still to be read."""
        return sum(not run.is_read for run in self.runs)

    @cached_property
    def columns(self) -> dict[str, Column]:
        """All columns by key: those of every run first, then config's and summary's by name."""
        return columns_of(self.runs)

    @cached_property
    def first_columns(self) -> list[str]:
        """The columns that are shown until somebody chooses."""
        return first_columns(self.columns, len(self.runs))

    def kept(self, key: bytes, find: Callable[[], Any]) -> Any:
        """What `find` gives, found once for each key while it is among the last ones asked for."""
        found = self._found.pop(key, None)
        if found is None:
            found = find()
        self._found[key] = found
        if len(self._found) > _MOST_KEPT:
            self._found.popitem(last=False)
        return found

"""The runs of each project as they are now, read once: a look at the folders tells which ones changed since.

Takes the store; gives a `RunTable` at each question. A look costs one stat a run that is closed, and one listing of the
folder of each that goes on; a run that changed is read again alone. Where very much is to be read for the first time,
runs may be there before their rows are (`first_reading`).
"""

from __future__ import annotations

import math
import os
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from chartkit.diagnostics import RunError
from chartkit.files import shown_path
from chartkit.runs.api import Api
from chartkit.runs.faults import not_found
from chartkit.runs.reading.cache import Cache
from chartkit.runs.reading.catalogue import ListedRun, known_runs, listed_runs, read_and_kept, run_folders
from chartkit.runs.store import project_folder
from chartkit.workspace.first_reading.first_reading import FirstReading
from chartkit.workspace.first_reading.first_readings import FirstReadings, is_much
from chartkit.workspace.runs_table.run_table import RunTable
from chartkit.workspace.runs_table.seen_run import (
    SeenRun,
    is_as_before,
    is_same,
    read_alone,
    seen,
    was_read,
    with_state_now,
)

_MOST_TABLES = 8
_MOST_READ_ALONE = 64
"""Past so many changed runs the cache is asked for all of them in one go."""
_MOMENT_S = 0.2
"""How old a look may be while a page follows the project, which is told of all that comes after it."""


class _Looked(NamedTuple):
    """What a look at a project found."""

    table: RunTable
    seen: dict[str, SeenRun]
    at_s: float
    news: int | None


class RunTables:
    """The tables of one store; may be asked by several threads."""

    def __init__(
        self, store: Path, news: Callable[[str], int | None] = lambda project: None, reads_behind: bool = False
    ) -> None:
        """`news` tells how many changes of a project its pages were told; None while no page follows it.

        With `reads_behind` a table may have runs that are not read yet, where reading them takes long.
        """
        self._store = store
        self._news = news
        self._lock = Lock()
        self._tables: OrderedDict[str, _Looked] = OrderedDict()
        self._n_versions = time.time_ns()
        self._reads_behind = reads_behind and os.access(store, os.W_OK)
        self._readings = FirstReadings(store)

    def reading(self, project: str) -> FirstReading | None:
        """The reading of runs of which nothing was known, under way or done; None where there was none."""
        return self._readings.of(project_folder(self._store, project))

    def close(self) -> None:
        """Read nothing any more."""
        with self._lock:
            self._readings.end()

    def expire(self, project: str) -> None:
        """Look again at the next question: something was written."""
        with self._lock:
            looked = self._tables.get(project)
            if looked is not None:
                self._tables[project] = looked._replace(at_s=-math.inf)

    def table(self, project: str) -> RunTable:
        """The project's runs as they are now; while a page follows it, as they were a moment ago at most.

        Whoever asks because of news sees what the news is of. Raises `RunError` when there is no such project.
        """
        folder = project_folder(self._store, project)
        with self._lock:
            if not folder.is_dir():
                self._tables.pop(project, None)
                known = Api(self._store).projects()
                raise RunError(not_found("project", project, known, f"the store {shown_path(self._store)}"))
            before = self._tables.pop(project, None)
            self._tables[project] = looked = self._looked(project, folder, before)
            if len(self._tables) > _MOST_TABLES:
                self._tables.popitem(last=False)
        return looked.table

    def _looked(self, project: str, folder: Path, before: _Looked | None) -> _Looked:
        """What is there now, of which the part that did not change is what was there before."""
        news, now_s = self._news(project), time.monotonic()
        if before is not None and news is not None and news == before.news and now_s - before.at_s < _MOMENT_S:
            return before
        known = before.seen if before is not None else {}
        found = self._seen_now(folder, dict(run_folders(str(folder))), known)
        if before is not None and found is known:
            return before._replace(at_s=now_s, news=news)
        if before is not None and [one.run for one in found.values()] == [one.run for one in known.values()]:
            return _Looked(before.table, found, now_s, news)
        self._n_versions += 1
        table = RunTable(project, folder, [one.run for one in found.values()], f"{self._n_versions:x}")
        return _Looked(table, found, now_s, news)

    def _seen_now(self, folder: Path, stamps: Mapping[str, str], known: dict[str, SeenRun]) -> dict[str, SeenRun]:
        """Every run of the folder, those that did not change as they were; `known` itself when nothing changed."""
        new = self._readings.newly_read(folder)
        if not new and len(stamps) == len(known) and all(map(is_as_before, map(known.get, stamps), stamps.values())):
            return known
        same: dict[str, SeenRun] = {}
        changed: list[str] = []
        for name, stamp in stamps.items():
            one = known.get(name)
            if name in new:
                changed.append(name)
            elif one is not None and is_as_before(one, stamp):
                same[name] = one
            elif one is not None and is_same(one, f"{folder}/{name}"):
                same[name] = seen(with_state_now(one.run), stamp)._replace(read_s=one.read_s)
            else:
                changed.append(name)
        read = self._read_now(folder, {name: stamps[name] for name in changed}, known, new)
        found = same | {name: seen(run, stamps[name]) for name, run in read.items()}
        return {name: found[name] for name in stamps if name in found}

    def _read_now(
        self, folder: Path, stamps: Mapping[str, str], known: Mapping[str, SeenRun], new: Collection[str]
    ) -> dict[str, ListedRun]:
        """Runs that changed, each with the stamp of its folder. Those that were never read may have to wait."""
        if not known and not self._reads_behind:
            return {run.folder_name: run for run in listed_runs(self._store, [folder])}
        firsts = {name for name in stamps if name not in new and not was_read(known.get(name))}
        if not new and len(stamps) <= _MOST_READ_ALONE and not (firsts and self._reads_behind):
            return {name: run for name in stamps if (run := read_alone(folder, name)) is not None}
        cache = Cache(self._store)
        found, signatures = known_runs(cache, folder, stamps.items(), cache.facts(folder.name))
        late = {name: text for name, text in signatures.items() if name in firsts} if self._reads_behind else {}
        if is_much(folder, late):
            found |= self._readings.read_later(folder, late)
        return found | read_and_kept(cache, folder, {name: signatures[name] for name in signatures.keys() - found})

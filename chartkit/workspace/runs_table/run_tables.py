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
from chartkit.runs.api import Api
from chartkit.runs.faults import not_found
from chartkit.runs.reading.cache import Cache, KeptFacts
from chartkit.runs.reading.catalogue import (
    ListedRun,
    facts_now,
    known_runs,
    listed_runs,
    read_and_kept,
    run_folders,
)
from chartkit.runs.reading.ordering import NEWEST_FIRST, ordered
from chartkit.runs.reading.run_files import journals_said, signature_of
from chartkit.runs.reading.unread import UnreadRun
from chartkit.runs.store import project_folder
from chartkit.workspace.first_reading.first_reading import FirstReading
from chartkit.workspace.runs_table.run_table import RunTable

_MOST_TABLES = 8
_MOST_READ_ALONE = 64
"""Past so many changed runs the cache is asked for all of them in one go."""
_MUCH_BYTES = 32 << 20
_MANY_RUNS = 500
"""What is over either is read by a process of its own where nobody is to wait for it."""
_MOMENT_S = 0.2
"""How old a look may be while a page follows the project, which is told of all that comes after it."""
_YOUNG_NS = 2_000_000_000
"""Within this time a folder may change again without its stamp telling."""


class _Seen(NamedTuple):
    """A run as the last look found it."""

    run: ListedRun
    stamp: str
    is_settled: bool
    """True when the folder's stamp alone tells whether it changed."""


class _Reading(NamedTuple):
    """A first reading, and how many of the runs that it read are in the table."""

    reading: FirstReading
    n_taken: int


class _Looked(NamedTuple):
    """What a look at a project found."""

    table: RunTable
    seen: dict[str, _Seen]
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
        self._readings: dict[Path, _Reading] = {}

    def reading(self, project: str) -> FirstReading | None:
        """The reading of runs of which nothing was known, under way or done; None where there was none."""
        found = self._readings.get(project_folder(self._store, project))
        return None if found is None else found.reading

    def close(self) -> None:
        """Read nothing any more."""
        with self._lock:
            for one in self._readings.values():
                one.reading.end()
            self._readings.clear()

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
                raise RunError(not_found("project", project, known, f"the store {self._store}"))
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
        seen = self._seen_now(folder, dict(run_folders(str(folder))), known)
        if before is not None and seen is known:
            return before._replace(at_s=now_s, news=news)
        if before is not None and [one.run for one in seen.values()] == [one.run for one in known.values()]:
            return _Looked(before.table, seen, now_s, news)
        self._n_versions += 1
        table = RunTable(project, folder, [one.run for one in seen.values()], f"{self._n_versions:x}")
        return _Looked(table, seen, now_s, news)

    def _seen_now(self, folder: Path, stamps: Mapping[str, str], known: dict[str, _Seen]) -> dict[str, _Seen]:
        """Every run of the folder, those that did not change as they were; `known` itself when nothing changed."""
        new = self._newly_read(folder)
        if not new and len(stamps) == len(known) and all(map(_is_as_before, map(known.get, stamps), stamps.values())):
            return known
        same: dict[str, _Seen] = {}
        changed: list[str] = []
        for name, stamp in stamps.items():
            one = known.get(name)
            if name in new:
                changed.append(name)
            elif one is not None and _is_as_before(one, stamp):
                same[name] = one
            elif one is not None and one.run.signature == signature_of(f"{folder}/{name}"):
                same[name] = _seen(_with_state_now(one.run), stamp)
            else:
                changed.append(name)
        read = self._read_now(folder, {name: stamps[name] for name in changed}, known, new)
        found = same | {name: _seen(run, stamps[name]) for name, run in read.items()}
        return {name: found[name] for name in stamps if name in found}

    def _newly_read(self, folder: Path) -> set[str]:
        """Folders of runs that were read for the first time since the last look."""
        found = self._readings.get(folder)
        if found is None:
            return set()
        names = found.reading.read_after(found.n_taken)
        self._readings[folder] = found._replace(n_taken=found.n_taken + len(names))
        return set(names)

    def _read_now(
        self, folder: Path, stamps: Mapping[str, str], known: Mapping[str, _Seen], new: Collection[str]
    ) -> dict[str, ListedRun]:
        """Runs that changed, each with the stamp of its folder. Those that were never read may have to wait."""
        if not known and not self._reads_behind:
            return {run.folder_name: run for run in listed_runs(self._store, [folder])}
        firsts = {name for name in stamps if name not in new and not _was_read(known.get(name))}
        if not new and len(stamps) <= _MOST_READ_ALONE and not (firsts and self._reads_behind):
            return {name: run for name in stamps if (run := _read_alone(folder, name)) is not None}
        cache = Cache(self._store)
        found, signatures = known_runs(cache, folder, stamps.items(), cache.facts(folder.name))
        late = {name: text for name, text in signatures.items() if name in firsts} if self._reads_behind else {}
        if len(late) > _MANY_RUNS or _n_bytes(folder, late) > _MUCH_BYTES:
            found |= self._read_later(folder, late)
        return found | read_and_kept(cache, folder, {name: signatures[name] for name in signatures.keys() - found})

    def _read_later(self, folder: Path, signatures: Mapping[str, str]) -> Mapping[str, ListedRun]:
        """These runs as far as they are known; they are read from now on, the newest first."""
        unread = {name: UnreadRun(folder, name, signature) for name, signature in signatures.items()}
        names = [run.folder_name for run in ordered(list(unread.values()), [NEWEST_FIRST])]
        before = self._readings.get(folder)
        if before is None:
            self._readings[folder] = _Reading(FirstReading(self._store, folder, names), 0)
        else:
            before.reading.add(names)
        return unread


def _was_read(one: _Seen | None) -> bool:
    return one is not None and one.run.is_read


def _n_bytes(folder: Path, signatures: Mapping[str, str]) -> int:
    """The bytes of journals of runs that these signatures tell of."""
    journals = (one for name, text in signatures.items() for one in journals_said(folder.name, name, text))
    return sum(one.size for one in journals)


def _is_as_before(one: _Seen | None, stamp: str) -> bool:
    return one is not None and one.is_settled and one.stamp == stamp


def _read_alone(folder: Path, name: str) -> ListedRun | None:
    """One run as it is now; None for a folder that holds none."""
    signature = signature_of(f"{folder}/{name}")
    if not signature:
        return None
    return ListedRun(folder, name, facts_now(folder / name), KeptFacts("", signature, "", b"", b"", b""), None)


def _with_state_now(run: ListedRun) -> ListedRun:
    """A run that goes on may have ended without a word: its process is gone."""
    if not run.is_read or run.state != "running" or run.facts.end()[0] == "running":
        return run
    return ListedRun(run.parent, run.folder_name, run.facts, KeptFacts("", run.signature, "", b"", b"", b""), None)


def _seen(run: ListedRun, stamp: str) -> _Seen:
    age_ns = time.time_ns() - int(stamp.partition(":")[0])
    is_old = age_ns > _YOUNG_NS
    return _Seen(run, stamp, is_old and (not run.is_read or (run.state != "running" and run.facts.is_closed())))

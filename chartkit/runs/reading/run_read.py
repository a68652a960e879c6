"""Runs read from their files and the cache: facts and columns of one reading, by column where the journals are regular.

Takes folders of runs; gives what the exact reading of `story.py` gives. That one is taken for a short run, and for one
with an unusual journal, of which no column can be told without every line. What was read is kept for the next reader.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from chartkit.diagnostics import Diagnostic
from chartkit.runs.reading.cache import Cache
from chartkit.runs.reading.column_cache import Kept, keep_parts, kept_journals
from chartkit.runs.reading.columns import Columns, columns_of_rows
from chartkit.runs.reading.facts import Facts, facts_of
from chartkit.runs.reading.journals import ReadJournal, read_journals
from chartkit.runs.reading.kept_columns import Part
from chartkit.runs.reading.merging import merged
from chartkit.runs.reading.run_files import Journal, journals_in, journals_said, stamp_of
from chartkit.runs.start_record import read_start
from chartkit.runs.story import JournalFile, Story, tell

_TOGETHER = 64
"""Runs read before what was found is kept: memory is bounded by their columns."""
_THREADS = 2
_SHORT_BYTES = 32_768
"""Runs with less in their journals are read line by line before the columns' reader would have started."""


Closed = Mapping[str, tuple[str, str]]
"""Stamp and signature of runs that were closed."""


class RunReading:
    """One run at one moment: its journals are read when the object is made."""

    def __init__(self, folder: Path, kept: Kept, closed: Closed) -> None:
        self.folder = folder
        self._found = found = _journals(folder, closed)
        whole = kept.get((folder.name, ""))
        self._kept = whole.columns if whole is not None and whole.journal == self._all else None
        is_short = sum(one.size for one in found) < _SHORT_BYTES
        self._journals: list[ReadJournal] = [] if self._kept or is_short else read_journals(folder, found, kept)
        self._is_exact = self._kept is None and (is_short or any(one.regular is None for one in self._journals))

    @cached_property
    def columns(self) -> Columns:
        """The rows."""
        if self._kept is not None:
            return self._kept
        if self._is_exact:
            return columns_of_rows(self._story.rows)
        return merged([one.regular for one in self._journals if one.regular is not None])

    @property
    def facts(self) -> Facts:
        """What is known of the run without its rows."""
        _, finding = self._start
        return facts_of(self._start[0], self._story, finding is not None or bool(self._story.damage))

    @property
    def new(self) -> list[Part]:
        """What the cache has not."""
        if self._is_exact:
            return [] if self._story.damage else [Part(self._all, 0, b"", None, whole=self.columns)]
        return [one.part for one in self._journals if one.part is not None]

    @cached_property
    def _all(self) -> Journal:
        return Journal.of_run(self.folder, self._found)

    @cached_property
    def _start(self) -> tuple[dict[str, Any], Diagnostic | None]:
        return read_start(self.folder)

    @cached_property
    def _story(self) -> Story:
        """Of all lines where the exact reading is needed, else of those that tell the facts."""
        needs_all = self._is_exact or self._kept is not None
        told: Sequence[JournalFile] = journals_of(self.folder) if needs_all else [one.brief for one in self._journals]
        return tell(told, dict(self._start[0].get("config") or {}))


def _journals(folder: Path, closed: Closed) -> list[Journal]:
    """The journals as they are now; of a closed run one look at its folder tells."""
    stamp, signature = closed.get(folder.name, ("", ""))
    try:
        is_same = stamp != "" and stamp_of(os.stat(folder)) == stamp  # noqa: PTH116 a thousand of them
        return journals_said(folder, signature) if is_same else journals_in(folder)
    except (OSError, ValueError):  # deleted a moment ago; damaged in the cache
        return journals_in(folder)


def journals_of(folder: Path) -> list[Path]:
    """The files of a run's journals."""
    return sorted(folder.glob("journal-*.jsonl"))


def read_run(folder: Path) -> RunReading:
    """One run as its files tell it."""
    store = folder.parent.parent.parent
    found = RunReading(folder, kept_journals(store, folder.parent.name, None, folder.name), {})
    keep_parts(store, found.new)
    return found


def new_runs(store: Path, folders: Sequence[Path]) -> Iterator[tuple[Path, Facts]]:
    """The facts of runs that are new or changed, in their order; their columns are kept on the way."""
    for one in _readings(store, folders, {}, {}):
        yield one.folder, one.facts


def many_columns(store: Path, folders: Sequence[Path], keys: Collection[str]) -> Iterator[Columns]:
    """The rows of runs of one project, with the columns of `keys` at least, in the order of `folders`."""
    project = folders[0].parent.name if folders else ""
    for one in _readings(store, folders, kept_journals(store, project, keys), Cache(store).closed(project)):
        yield one.columns


def _readings(store: Path, folders: Sequence[Path], kept: Kept, closed: Closed) -> Iterator[RunReading]:
    known = {folder for folder, _ in kept}
    read = partial(RunReading, kept=kept, closed=closed)
    with ThreadPoolExecutor(_THREADS) as pool:  # Polars parses without Python's lock
        for start in range(0, len(folders), _TOGETHER):
            some = folders[start : start + _TOGETHER]
            are_kept = all(one.name in known for one in some)
            found = list(map(read, some) if are_kept else pool.map(read, some))
            keep_parts(store, [part for one in found for part in one.new])
            yield from found

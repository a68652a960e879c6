"""Runs read from their files and the cache: facts and columns of one reading, by column where the journals are regular.

Takes folders of runs; gives what the exact reading of `story.py` gives. That one is taken for a short run, and for one
with an unusual journal, of which no column can be told without every line. What was read is kept for the next reader.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from typing import Any

from chartkit.diagnostics import Diagnostic
from chartkit.runs.reading.cache import Cache
from chartkit.runs.reading.column_cache import Kept, keep_parts, kept_journals
from chartkit.runs.reading.columns import Columns, columns_of_rows
from chartkit.runs.reading.facts import Facts, facts_of
from chartkit.runs.reading.journals import read_journal
from chartkit.runs.reading.kept_columns import Part
from chartkit.runs.reading.merging import merged
from chartkit.runs.reading.run_files import Journal, journals_said, signature_of, stamp_of
from chartkit.runs.records import JournalFile
from chartkit.runs.start_record import is_damage, read_start
from chartkit.runs.story import Story, tell

_TOGETHER = 64
"""Runs read before what was found is kept: memory is bounded by their columns."""
_THREADS = 2
_MOST_CELLS_A_VALUE = 64
"""How many cells the columns of an exact reading may have for each value in them, that the cache keeps them."""
_SHORT_BYTES = 32_768
"""Runs with less in their journals are read line by line before the columns' reader would have started."""


Closed = Mapping[str, tuple[str, str]]
"""Stamp and signature of runs that were closed."""


class RunReading:
    """One run at one moment: its journals are read when the object is made."""

    def __init__(self, parent: str, name: str, kept: Kept, closed: Closed) -> None:
        self.parent = parent
        self.name = name
        project = parent.rpartition("/")[2]
        path = f"{parent}/{name}"
        self._found = found = journals_said(project, name, _signature(path, closed.get(name)))
        whole = kept.get((name, ""))
        self._kept = whole.columns if whole is not None and whole.journal == self._all else None
        is_short = sum(one.size for one in found) < _SHORT_BYTES
        is_read = self._kept is None and not is_short
        self._journals = [read_journal(path, one, kept.get(one.place)) for one in found] if is_read else []
        self._is_exact = self._kept is None and (is_short or any(one.regular is None for one in self._journals))

    @cached_property
    def folder(self) -> Path:
        """The run's folder."""
        return Path(self.parent, self.name)

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
        is_damaged = is_damage(finding) or bool(self._story.damage)
        return facts_of(self._start[0], self._story, is_damaged, self.columns)

    @property
    def new(self) -> list[Part]:
        """What the cache has not."""
        if self._is_exact:
            is_kept = not self._story.damage and not _is_sparse(self._story.rows)
            return [Part(self._all, 0, b"", None, whole=self.columns)] if is_kept else []
        names = tuple(one.name for one in self._found)
        return [one.part._replace(beside=names) for one in self._journals if one.part is not None]

    @property
    def _all(self) -> Journal:
        return Journal.of_run(self.parent.rpartition("/")[2], self.name, self._found)

    @cached_property
    def _start(self) -> tuple[dict[str, Any], Diagnostic | None]:
        return read_start(self.folder)

    @cached_property
    def _story(self) -> Story:
        """Of all lines where the exact reading is needed, else of those that tell the facts."""
        needs_all = self._is_exact or self._kept is not None
        briefs: list[JournalFile] = [one.brief(self.folder) for one in self._journals]
        return tell(journals_of(self.folder) if needs_all else briefs, dict(self._start[0].get("config") or {}))


def _is_sparse(rows: Sequence[dict[str, Any]]) -> bool:
    """True for keys in so few rows each that their columns would be far larger than the rows."""
    n_values = sum(map(len, rows))
    return len(set(chain.from_iterable(rows))) * len(rows) > _MOST_CELLS_A_VALUE * n_values


def _signature(path: str, closed: tuple[str, str] | None) -> str:
    """What the run's files are now; of a closed run one look at its folder tells."""
    if closed is not None:
        stamp, signature = closed
        try:
            if stamp_of(os.stat(path)) == stamp:  # noqa: PTH116 a thousand of them
                return signature
        except OSError:  # deleted a moment ago
            return ""
    return signature_of(path)


def journals_of(folder: Path) -> list[Path]:
    """The files of a run's journals."""
    return sorted(folder.glob("journal-*.jsonl"))


def read_run(folder: Path) -> RunReading:
    """One run as its files tell it."""
    store = folder.parent.parent.parent
    found = RunReading(str(folder.parent), folder.name, kept_journals(store, folder.parent.name, None, folder.name), {})
    keep_parts(store, found.new)
    return found


def new_runs(store: Path, project: Path, names: Sequence[str]) -> Iterator[tuple[str, Facts]]:
    """The facts of runs of one project that are new or changed, in their order; their columns are kept on the way."""
    for one in _readings(store, project, names, {}, {}):
        yield one.name, one.facts


def many_columns(store: Path, project: Path, names: Sequence[str], keys: Collection[str]) -> Iterator[Columns]:
    """The rows of runs of one project, with the columns of `keys` at least, in the order of their folders' `names`."""
    kept, closed = kept_journals(store, project.name, keys), Cache(store).closed(project.name)
    for one in _readings(store, project, names, kept, closed):
        yield one.columns


def _readings(store: Path, project: Path, names: Sequence[str], kept: Kept, closed: Closed) -> Iterator[RunReading]:
    known = {folder for folder, _ in kept}
    read = partial(RunReading, str(project), kept=kept, closed=closed)
    with ThreadPoolExecutor(_THREADS) as pool:  # Polars parses without Python's lock
        for start in range(0, len(names), _TOGETHER):
            some = names[start : start + _TOGETHER]
            found = list(map(read, some) if known.issuperset(some) else pool.map(read, some))
            keep_parts(store, [part for one in found for part in one.new])
            yield from found

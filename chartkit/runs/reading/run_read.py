"""Runs read from their files and the cache: facts and columns of one reading, by column where the journals are regular.

Takes folders of runs; gives what the exact reading of `story.py` gives. That one is taken for a short run, and for one
with an unusual journal, of which no column can be told without every line. What was read is kept for the next reader.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

from chartkit.diagnostics import Diagnostic
from chartkit.runs.reading.cache import Cache
from chartkit.runs.reading.column_cache import Kept, keep_parts, kept_journals
from chartkit.runs.reading.columns import Columns, columns_of_rows
from chartkit.runs.reading.facts import Facts, facts_of
from chartkit.runs.reading.held_runs import held_runs
from chartkit.runs.reading.journals import ReadJournal, read_journals
from chartkit.runs.reading.kept_columns import Part
from chartkit.runs.reading.merging import merged
from chartkit.runs.reading.run_files import Journal, journals_said, signature_of, stamp_of
from chartkit.runs.records import JournalFile
from chartkit.runs.start_record import is_damage, read_start
from chartkit.runs.story import Story, tell, tell_of

_TOGETHER = 64
_TOGETHER_BYTES = 1 << 23
"""Runs, and bytes of journals, read before what was found is kept: memory is bounded by them."""
_THREADS = 2
_FEW = 16
_MOST_CELLS_A_VALUE = 64
"""How many cells the columns of an exact reading may have for each value in them, that the cache keeps them."""
_SHORT_BYTES = 32_768
"""Runs with less in their journals are read line by line before the columns' reader would have started."""


class RunReading:
    """One run at one moment. Made by `read_run` and the like."""

    def __init__(
        self,
        parent: str,
        name: str,
        found: Sequence[Journal],
        kept: Columns | None,
        journals: Sequence[ReadJournal] | None,
    ) -> None:
        """`found` are its files, `kept` its rows where the cache has them whole, `journals` those read by column."""
        self.parent = parent
        self.name = name
        self._found = found
        self._kept = kept
        self._journals = journals or ()
        self._is_exact = kept is None and (journals is None or any(one.regular is None for one in journals))

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
        config = dict(self._start[0].get("config") or {})
        return tell_of(self.folder, config) if needs_all else tell(briefs, config)


def _is_sparse(rows: Sequence[dict[str, Any]]) -> bool:
    """True for keys in so few rows each that their columns would be far larger than the rows."""
    n_values = sum(map(len, rows))
    return len(set(chain.from_iterable(rows))) * len(rows) > _MOST_CELLS_A_VALUE * n_values


def _stamp(path: str) -> str:
    try:
        return stamp_of(os.stat(path))  # noqa: PTH116 a thousand of them
    except OSError:  # deleted a moment ago
        return ""


def read_run(folder: Path) -> RunReading:
    """One run as its files tell it."""
    store, project, parent = folder.parent.parent.parent, folder.parent.name, str(folder.parent)
    kept = kept_journals(store, project, None, folder.name)
    files = _Files(folder.name, journals_said(project, folder.name, signature_of(str(folder))))
    (found,) = _read(parent, [files], kept)
    keep_parts(store, found.new)
    return found


def new_runs(store: Path, project: Path, signatures: Mapping[str, str]) -> Iterator[tuple[str, Facts]]:
    """The facts of runs of one project that are new or changed, in their order; their columns are kept on the way.

    `signatures` says what the files of each run's folder are.
    """
    for one in _readings(store, project, signatures.items(), _kept_of(store, project.name, signatures)):
        yield one.name, one.facts


def _kept_of(store: Path, project: str, names: Collection[str]) -> Kept:
    """What is kept of the journals of some runs; a few, such as go on in a large project, are asked for one by one."""
    if len(names) > _FEW:
        return kept_journals(store, project, None)
    return {place: one for name in names for place, one in kept_journals(store, project, None, name).items()}


def many_columns(store: Path, project: Path, names: Sequence[str], keys: Collection[str]) -> Iterator[Columns]:
    """The rows of runs of one project, with the columns of `keys` at least, in the order of their folders' `names`."""
    parent = str(project)
    held = held_runs()
    stamps = [_stamp(f"{parent}/{name}") for name in names]
    at_hand = [held.get(f"{parent}/{name}", stamp, keys) for name, stamp in zip(names, stamps, strict=True)]
    others = [(name, stamp) for name, stamp, one in zip(names, stamps, at_hand, strict=True) if one is None]
    read = _columns_of(store, project, others, keys) if others else iter(())
    return (next(read) if one is None else one for one in at_hand)


def _columns_of(
    store: Path, project: Path, runs: Sequence[tuple[str, str]], keys: Collection[str]
) -> Iterator[Columns]:
    """The same for runs, each with the stamp of its folder, from the cache or their files."""
    held = held_runs()
    kept, closed = kept_journals(store, project.name, keys), Cache(store).closed(project.name)
    unchanged = [_unchanged(closed.get(name), stamp) for name, stamp in runs]
    signatures = (
        (name, signature_of(f"{project}/{name}") if signature is None else signature)
        for (name, _), signature in zip(runs, unchanged, strict=True)
    )
    readings = _readings(store, project, signatures, kept)
    for (name, stamp), signature, one in zip(runs, unchanged, readings, strict=True):
        if signature is not None and not one.new:
            held.keep(f"{project}/{name}", stamp, keys, one.columns)
        yield one.columns


def _unchanged(closed: tuple[str, str] | None, stamp: str) -> str | None:
    """What the files of a closed run are known to be; None where its folder is another, gone or unknown."""
    return closed[1] if closed is not None and closed[0] == stamp else None


class _Files(NamedTuple):
    """A run's journals as they are now."""

    name: str
    journals: list[Journal]

    @property
    def size_bytes(self) -> int:
        return sum(journal.size for journal in self.journals)


def _readings(store: Path, project: Path, signatures: Iterable[tuple[str, str]], kept: Kept) -> Iterator[RunReading]:
    """The runs in their order; batches of them are read ahead while others are kept and used."""
    files = [_Files(name, journals_said(project.name, name, text)) for name, text in signatures]
    known = {folder for folder, _ in kept}
    read = partial(_read, str(project), kept=kept)
    batches = _batches(files, known)
    with ThreadPoolExecutor(_THREADS) as pool:  # the parser, and what looks at its text, run without Python's lock
        is_kept = known.issuperset(one.name for one in files)
        for found in map(read, batches) if is_kept else _ahead(pool, read, batches):
            keep_parts(store, [part for one in found for part in one.new])
            yield from found


def _batches(files: Iterable[_Files], known: Collection[str]) -> Iterator[list[_Files]]:
    """Runs to be read together, up to a number of runs and of bytes that the cache has not."""
    batch: list[_Files] = []
    n_bytes = 0
    for one in files:
        batch.append(one)
        n_bytes += 0 if one.name in known else one.size_bytes
        if len(batch) == _TOGETHER or n_bytes >= _TOGETHER_BYTES:
            yield batch
            batch, n_bytes = [], 0
    if batch:
        yield batch


def _ahead(
    pool: ThreadPoolExecutor, read: Callable[[list[_Files]], list[RunReading]], batches: Iterable[list[_Files]]
) -> Iterator[list[RunReading]]:
    """What `read` gives of each batch, in their order; as many are under way as there are threads, and one waits."""
    under_way: deque[Future[list[RunReading]]] = deque()
    for batch in batches:
        under_way.append(pool.submit(read, batch))
        if len(under_way) > _THREADS:
            yield under_way.popleft().result()
    while under_way:
        yield under_way.popleft().result()


def _read(parent: str, runs: Sequence[_Files], kept: Kept) -> list[RunReading]:
    """Runs of one project, of whose files the cache has `kept`."""
    wholes = {run.name: _whole(parent, run, kept) for run in runs}
    long = {run.name for run in runs if wholes[run.name] is None and run.size_bytes >= _SHORT_BYTES}
    read = read_journals(parent, [journal for run in runs if run.name in long for journal in run.journals], kept)
    return [
        RunReading(
            parent,
            run.name,
            run.journals,
            wholes[run.name],
            [read[journal.place] for journal in run.journals] if run.name in long else None,
        )
        for run in runs
    ]


def _whole(parent: str, run: _Files, kept: Kept) -> Columns | None:
    """The rows of a run that needed the exact reading, where its files are those that were read."""
    whole = kept.get((run.name, ""))
    if whole is None or whole.journal != Journal.of_run(parent.rpartition("/")[2], run.name, run.journals):
        return None
    return whole.columns

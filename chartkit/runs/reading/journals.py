"""The regular journals of runs, from the cache where they are as they were, from their files where they are not.

Takes folders of runs; gives the columns of each run's journals, or None for a run that needs the exact reading. What
was read is kept for the next reader; of a journal that grew, the new lines alone are read.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from chartkit.runs.reading.column_cache import TAIL_BYTES, Journal, KeptJournal, Part, joined, keep_parts, kept_journals
from chartkit.runs.reading.regular import Regular, read_regular

_MOST_PARTS = 16
_TOGETHER = 64
"""Runs read before what was found is kept: memory is bounded by their columns."""
_THREADS = 2


class RunJournals(NamedTuple):
    """What was found of one run."""

    folder: Path
    regulars: list[Regular] | None
    """None where a journal is not regular, or cannot be read."""
    to_keep: list[Part]


def run_journals(folder: Path) -> list[Regular] | None:
    """All columns of one run's journals."""
    store, project = folder.parent.parent.parent, folder.parent.name
    kept = kept_journals(store, project, None, folder.name)
    found = _read_run(folder, kept)
    if found.to_keep:
        keep_parts(store, found.to_keep)
    return found.regulars


def many_runs(store: Path, folders: Sequence[Path], keys: Collection[str]) -> Iterator[RunJournals]:
    """The journals of runs of one project, with the columns of `keys` at least, in the order of `folders`."""
    from concurrent.futures import ThreadPoolExecutor

    kept = kept_journals(store, folders[0].parent.name, keys) if folders else {}
    with ThreadPoolExecutor(_THREADS) as pool:
        for start in range(0, len(folders), _TOGETHER):
            some = folders[start : start + _TOGETHER]
            # Polars parses without Python's lock; a run that is kept takes no thread.
            places = {place[0] for place in kept}
            is_kept = all(one.name in places for one in some)
            read = partial(_read_run, kept=kept)
            found = list(map(read, some) if is_kept else pool.map(read, some))
            parts = [part for one in found for part in one.to_keep]
            if parts:
                keep_parts(store, parts)
            yield from (one._replace(to_keep=[]) for one in found)


def _read_run(folder: Path, kept: Mapping[tuple[str, str], KeptJournal]) -> RunJournals:
    regulars: list[Regular] | None = []
    to_keep: list[Part] = []
    for journal in _journals(folder):
        one, part = _read_journal(folder, journal, kept.get(journal.place))
        to_keep += [part] if part is not None else []
        if one is None:
            regulars = None
        elif regulars is not None:
            regulars.append(one)
    return RunJournals(folder, regulars, to_keep)


def _journals(folder: Path) -> list[Journal]:
    found: list[Journal] = []
    try:
        with os.scandir(folder) as inside:
            for entry in inside:
                if entry.name.startswith("journal-") and entry.name.endswith(".jsonl"):
                    stat = entry.stat()
                    place = (folder.parent.name, folder.name, entry.name)
                    found.append(Journal(*place, stat.st_ino, stat.st_size, stat.st_mtime_ns))
    except OSError:
        return []
    return sorted(found)


def _read_journal(folder: Path, journal: Journal, kept: KeptJournal | None) -> tuple[Regular | None, Part | None]:
    """The journal's columns, and what of them is new to the cache."""
    if kept is not None and kept.journal == journal and (kept.end in (0, journal.size)):
        return kept.columns, None
    try:
        with (folder / journal.name).open("rb") as file:
            if kept is not None and _has_grown(kept, journal):
                file.seek(kept.end - len(kept.tail))
                grown = _grown(kept, journal, file.read()) if file.read(len(kept.tail)) == kept.tail else (None, None)
                if grown[0] is not None:
                    return grown
                file.seek(0)
            return _whole(journal, file.read())
    except OSError:
        return None, None


def _has_grown(kept: KeptJournal, journal: Journal) -> bool:
    """True for a file that has more lines than are kept, where all that is kept is at hand."""
    is_same = kept.journal.inode == journal.inode and journal.size > kept.end > 0
    return is_same and kept.is_whole and kept.n_parts < _MOST_PARTS


def _whole(journal: Journal, content: bytes) -> tuple[Regular | None, Part | None]:
    found = read_regular(content)
    if found is None:
        return None, Part(journal, 0, b"", None)
    at = journal._replace(size=len(content))
    return found, Part(at, len(content), content[-TAIL_BYTES:], found)


def _grown(kept: KeptJournal, journal: Journal, new: bytes) -> tuple[Regular | None, Part | None]:
    """The kept columns and those of the new lines; None and None where the whole must be read again."""
    old, found = kept.columns, read_regular(new)
    if old is None or found is None or (found.n_lines and found.times[0] < old.said_s):
        return None, None
    both = joined([old, found._replace(said_s=max(found.said_s, old.said_s))])
    end = kept.end + len(new)
    tail = (kept.tail + new)[-TAIL_BYTES:]
    return both, None if both is None else Part(journal._replace(size=end), end, tail, found, old.n_lines)

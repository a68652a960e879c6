"""Journals read by column, from the cache where they are as they were, from their files where they are not.

Takes a project's folder and what is kept of its journals; gives the columns of each journal, what of them is new, and
the lines that tell the rest. Of a journal that grew, the new lines alone are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from chartkit.files import open_own
from chartkit.runs.reading.column_cache import TAIL_BYTES
from chartkit.runs.reading.kept_columns import KeptJournal, Part, joined
from chartkit.runs.reading.regular import Regular, read_many, read_regular
from chartkit.runs.reading.run_files import Journal
from chartkit.runs.records import JournalFile

_MOST_PARTS = 16
"""Parts of one journal that are kept before they become one."""
_MOST_BRIEF_BYTES = 65_536
"""Of lines that tell what parts say beside their rows: over these the whole journal is read again, for fewer."""
Place = tuple[str, str]
"""What a journal is known by within its project: the run's folder and the file."""


class JournalLines(NamedTuple):
    """What is told of a journal, in the place of its file."""

    name: str
    content: bytes

    def read_bytes(self) -> bytes:
        """The lines."""
        return self.content


class ReadJournal(NamedTuple):
    """One journal at one moment."""

    name: str
    regular: Regular | None
    """None where it is not regular, or cannot be read."""
    part: Part | None
    """What is new to the cache."""

    def brief(self, folder: Path) -> JournalFile:
        """The lines that tell all but the rows; the file itself where that needs every line or it cannot be read."""
        if self.regular is None or self.regular.brief is None:
            return folder / self.name
        return JournalLines(self.name, self.regular.brief)


def read_journals(
    parent: str, journals: Iterable[Journal], kept: Mapping[Place, KeptJournal]
) -> dict[Place, ReadJournal]:
    """Journals of runs in one project's folder by their places; those that the cache has not are read together."""
    found: dict[Place, ReadJournal] = {}
    new: list[tuple[Journal, bytes]] = []
    for journal in journals:
        read = _kept_or_content(parent, journal, kept.get(journal.place))
        if isinstance(read, ReadJournal):
            found[journal.place] = read
        else:
            new.append((journal._replace(size=len(read)), read))
    together = read_many([content for _, content in new]) if new else []
    for (journal, content), regular in zip(new, together, strict=True):
        part = None if regular is None else Part(journal, len(content), content[-TAIL_BYTES:], regular)
        found[journal.place] = ReadJournal(journal.name, regular, part)
    return found


def _kept_or_content(parent: str, journal: Journal, kept: KeptJournal | None) -> ReadJournal | bytes:
    """The journal as the cache and its new lines tell it; else all its lines."""
    if kept is not None and kept.journal == journal and kept.end == journal.size and kept.regular is not None:
        return ReadJournal(journal.name, kept.regular, None)
    try:
        with open_own(f"{parent}/{journal.folder}/{journal.name}") as file:
            if kept is not None and _has_grown(kept, journal):
                file.seek(kept.end - len(kept.tail))
                grown = _grown(kept, journal, file.read()) if file.read(len(kept.tail)) == kept.tail else None
                if grown is not None:
                    return grown
                file.seek(0)
            return file.read()
    except OSError:  # the story says why
        return ReadJournal(journal.name, None, None)


def _has_grown(kept: KeptJournal, journal: Journal) -> bool:
    """True for a file that has more lines than are kept."""
    return kept.journal.inode == journal.inode and journal.size > kept.end > 0


def _grown(kept: KeptJournal, journal: Journal, new: bytes) -> ReadJournal | None:
    """The kept columns and those of the new lines; None where the whole must be read again."""
    old, found = kept.all_columns().regular, read_regular(new)
    if old is None or found is None or (found.n_lines and found.times[0] < old.said_s):
        return None
    both = joined([old, found._replace(said_s=max(found.said_s, old.said_s))])
    if both is None:
        return None
    end = kept.end + len(new)
    at, tail = journal._replace(size=end), (kept.tail + new)[-TAIL_BYTES:]
    if len(kept.parts) < _MOST_PARTS:
        return ReadJournal(journal.name, both, Part(at, end, tail, found, kept.end))
    if both.brief is None or len(both.brief) > _MOST_BRIEF_BYTES:
        return None
    return ReadJournal(journal.name, both, Part(at, end, tail, both))

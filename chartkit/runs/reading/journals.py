"""One journal read by column, from the cache where it is as it was, from its file where it is not.

Takes a run's folder and what is kept of it; gives the columns of each journal, what of them is new, and the lines that
tell the rest. Of a journal that grew, the new lines alone are read.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from chartkit.files import open_own
from chartkit.runs.reading.column_cache import TAIL_BYTES
from chartkit.runs.reading.kept_columns import KeptJournal, Part, joined
from chartkit.runs.reading.regular import Regular, read_regular
from chartkit.runs.reading.run_files import Journal
from chartkit.runs.records import JournalFile

_MOST_PARTS = 16


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


def read_journal(folder: str, journal: Journal, kept: KeptJournal | None) -> ReadJournal:
    """One of the journals in a run's folder, of which the cache has `kept`."""
    if kept is not None and kept.journal == journal and kept.end == journal.size and kept.regular is not None:
        return ReadJournal(journal.name, kept.regular, None)
    try:
        with open_own(f"{folder}/{journal.name}") as file:
            if kept is not None and _has_grown(kept, journal):
                file.seek(kept.end - len(kept.tail))
                grown = _grown(kept, journal, file.read()) if file.read(len(kept.tail)) == kept.tail else None
                if grown is not None:
                    return grown
                file.seek(0)
            content = file.read()
    except OSError:  # the story says why
        return ReadJournal(journal.name, None, None)
    regular = read_regular(content)
    at = journal._replace(size=len(content))
    part = None if regular is None else Part(at, len(content), content[-TAIL_BYTES:], regular)
    return ReadJournal(journal.name, regular, part)


def _has_grown(kept: KeptJournal, journal: Journal) -> bool:
    """True for a file that has more lines than are kept, where all that is kept is at hand."""
    is_same = kept.journal.inode == journal.inode and journal.size > kept.end > 0
    return is_same and kept.is_whole and len(kept.parts) < _MOST_PARTS


def _grown(kept: KeptJournal, journal: Journal, new: bytes) -> ReadJournal | None:
    """The kept columns and those of the new lines; None where the whole must be read again."""
    old, found = kept.regular, read_regular(new)
    if old is None or found is None or (found.n_lines and found.times[0] < old.said_s):
        return None
    both = joined([old, found._replace(said_s=max(found.said_s, old.said_s))])
    if both is None:
        return None
    end = kept.end + len(new)
    part = Part(journal._replace(size=end), end, (kept.tail + new)[-TAIL_BYTES:], found, kept.end)
    return ReadJournal(journal.name, both, part)

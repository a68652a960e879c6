"""One run read from its files: its facts and its columns, by column where its journals are regular.

Takes a run's folder; gives what the exact reading of `story.py` gives. That one is taken for a run with an unusual
journal, of which no column can be told without every line.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from chartkit.runs.reading.columns import Columns, columns_of_rows
from chartkit.runs.reading.facts import Facts, facts_of
from chartkit.runs.reading.journals import run_journals
from chartkit.runs.reading.merging import merged
from chartkit.runs.reading.regular import read_regular
from chartkit.runs.start_record import read_start
from chartkit.runs.story import JournalFile, tell


class Lines(NamedTuple):
    """What is told of a journal, in the place of its file."""

    name: str
    content: bytes

    def read_bytes(self) -> bytes:
        """The lines."""
        return self.content


def journals_of(folder: Path) -> list[Path]:
    """The files of a run's journals."""
    return sorted(folder.glob("journal-*.jsonl"))


def read_facts(folder: Path) -> Facts:
    """The facts of a run as its files tell them."""
    return facts_from(folder, [brief_of(journal) for journal in journals_of(folder)])


def facts_from(folder: Path, journals: Sequence[JournalFile]) -> Facts:
    """The facts of the run whose journals, or briefs of them, these are."""
    start, finding = read_start(folder)
    story = tell(journals, dict(start.get("config") or {}))
    return facts_of(start, story, finding is not None or bool(story.damage))


def brief_of(journal: Path) -> JournalFile:
    """The lines that tell all but the rows; the file itself where that needs every line or it cannot be read."""
    try:
        content = journal.read_bytes()
    except OSError:  # the story says why
        return journal
    found = read_regular(content)
    return Lines(journal.name, content if found is None or found.brief is None else found.brief)


def read_columns(folder: Path) -> Columns:
    """The rows of a run."""
    regulars = run_journals(folder)
    return columns_of_rows(tell(journals_of(folder), {}).rows) if regulars is None else merged(regulars)

"""A run whose rows nobody has read yet: what its own file and the ends of its journals say of it.

Takes a run's folder; gives its name, config, notes and state, so that a list of runs is there before gigabytes of rows
are read. What the rows alone tell, summary, metrics and what was logged, is empty until then: `is_read` says so.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, ClassVar

from chartkit.files import open_own
from chartkit.runs.reading.cache import KeptFacts
from chartkit.runs.reading.catalogue import ListedRun
from chartkit.runs.reading.columns import columns_of_rows
from chartkit.runs.reading.facts import Facts, facts_of
from chartkit.runs.reading.journals import JournalLines
from chartkit.runs.reading.run_files import journals_said
from chartkit.runs.start_record import read_start
from chartkit.runs.story import tell

_END_BYTES = 16_384
"""Of each end of a journal: one of edits is shorter, one of rows begins with its writer and closes with its end."""
_ROW = b'{"_step":'


class UnreadRun(ListedRun):
    """One run of a list before its rows are read."""

    __slots__ = ("_start",)
    is_read: ClassVar[bool] = False
    _facts: Facts | None

    def __init__(self, parent: Path, folder_name: str, signature: str) -> None:
        super().__init__(parent, folder_name, None, KeptFacts("", signature, "", b"", b"", b""), None)
        self._start: dict[str, Any] | None = None

    @property
    def start(self) -> dict[str, Any]:
        """The fields of `run.json` that are right; no journal is opened for them."""
        if self._start is None:
            self._start = read_start(self.folder)[0]
        return self._start

    @property
    def config(self) -> dict[str, Any]:
        """The config that the run began with, and what the ends of its journals changed."""
        return self.facts.config

    @property
    def summary(self) -> dict[str, Any]:
        """Empty: the rows tell it."""
        return self.facts.summary

    @property
    def facts(self) -> Facts:
        """What is known without the rows."""
        if self._facts is None:
            self._facts = _first_facts(self.folder, self.signature, self.start)
        return self._facts

    @property
    def color(self) -> str | None:
        """The colour that somebody gave it: nobody changed it from outside while there is one journal alone."""
        if len(journals_said(self.project, self.folder_name, self.signature)) == 1:
            return self.start.get("color")
        return self.facts.setting("color")


def _first_facts(folder: Path, signature: str, start: dict[str, Any]) -> Facts:
    names = [journal.name for journal in journals_said(folder.parent.name, folder.name, signature)]
    ends = [JournalLines(name, _lines_of_ends(folder / name)) for name in names]
    story = tell(ends, dict(start.get("config") or {}))
    story.summary.clear()
    return facts_of(start, story, not start, columns_of_rows([]))


def _lines_of_ends(path: Path) -> bytes:
    """The whole lines at both ends of a journal, but for rows. One that cannot be read has none until it is read."""
    try:
        with open_own(path) as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(0)
            lines = file.read(2 * _END_BYTES).split(b"\n")
            if size > 2 * _END_BYTES:
                file.seek(size - _END_BYTES)
                lines = [*lines[:-1], *file.read(_END_BYTES).split(b"\n")[1:]]
    except OSError:
        return b""
    return b"\n".join(line for line in lines if not line.startswith(_ROW))

"""Where a run's lines and files go: the journal and the contents of its folder, and what of them was lost.

Takes whole lines and changes of the run; gives them to the journal of this process. A fault of the disk is a warning
and is counted: the training goes on, unless `on_error="raise"`.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from time import time
from typing import Any

import orjson

from chartkit.diagnostics import Diagnostic, RunError, counted, reason_of, warn_unless_raising
from chartkit.runs.contents.keeping import Contents
from chartkit.runs.journal import Journal

NEWLINE = orjson.OPT_APPEND_NEWLINE


class Recorder:
    """What one process keeps of one run."""

    def __init__(self, folder: Path | None, journal: Journal) -> None:
        self.contents = Contents(folder)
        self.journal = journal
        self.lost_calls = 0
        """How many calls could not be stored."""
        self.lost_files = 0
        """How many files went when somebody deleted the run's folder."""
        self._folder = folder
        self._n_deletions = 0
        self._remembered: set[Diagnostic] = set()

    def append(self, line: bytes) -> None:
        """Keep one line, ending in a newline."""
        try:
            self.journal.append(line)
        except OSError as error:
            self._lose(error)
        if self.journal.n_deletions != self._n_deletions:
            self._say_deleted()

    def record(self, change: dict[str, Any]) -> None:
        """Keep a change of the run itself; `change` is JSON-ready."""
        self.append(orjson.dumps({"_timestamp": time(), **change}, option=NEWLINE))

    def remember(self, diagnostic: Diagnostic) -> None:
        """Keep a finding, the first time it comes."""
        if diagnostic not in self._remembered:
            self._remembered.add(diagnostic)
            self.record({"diagnostic": diagnostic.to_dict()})

    def look(self) -> None:
        """Notice a deleted folder before something is written beside the journal, and before the end."""
        with contextlib.suppress(OSError):  # the next line says so
            self.journal.look()
        if self.journal.n_deletions != self._n_deletions:
            self._say_deleted()

    def _say_deleted(self) -> None:
        self._n_deletions = self.journal.n_deletions
        lost = self.contents.forget()
        self.lost_files += lost
        files = f"{counted(lost, 'file')} of charts and tables {'is' if lost == 1 else 'are'} gone"
        help = f"{files}: log them again." if lost else "nothing that this process logged is lost."
        message = f"the run's folder was deleted or moved while the run went on; it was made again ({self._folder})."
        warn_unless_raising(Diagnostic("CK603", message, help=help), RunError)

    def _lose(self, error: OSError) -> None:
        self.lost_calls += 1
        message = f"a call was not stored: {reason_of(error)} ({self.journal.path})."
        help = "make room on that disk, or allow writing there; the next calls are tried again."
        warn_unless_raising(Diagnostic("CK603", message, help=help), RunError)

"""The reader's cache: the facts of runs and the columns of journals, as they were when they were last read.

Takes names and what was found under them; gives it back with its checksum proved. Every question is answered with
nothing when the cache is missing, damaged, locked or of another version.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from chartkit.runs.reading.database import drop, reading, writing


class KeptFacts(NamedTuple):
    """What is kept of one run."""

    closed_stamp: str
    """What the folder was when the run was known to be closed; empty for others."""
    signature: str
    """What its files were."""
    state: str
    """How a closed run ended; empty for others."""
    config: bytes
    summary: bytes
    others: bytes
    """All facts but these two."""

    @property
    def checksum(self) -> int:
        """A sum that damage changes; a stamp or signature that is damaged is nobody's."""
        return crc32(b"".join((self.others, self.summary, self.config, self.state.encode())))


class Cache:
    """The cache of one store."""

    def __init__(self, store: Path) -> None:
        self.store = store

    def facts(self, project: str, folder: str | None = None) -> dict[str, KeptFacts]:
        """What is kept of the runs of a project's folder, by their folders, or of the one `folder`."""
        question = f"select folder, {', '.join(KeptFacts._fields)}, checksum from runs where project = ?"
        names = (project,) if folder is None else (project, folder)
        with reading(self.store) as database:
            if database is None:
                return {}
            try:
                rows = database.execute(question + (" and folder = ?" if folder is not None else ""), names).fetchall()
            except sqlite3.OperationalError:  # locked
                return {}
            except (sqlite3.DatabaseError, TypeError, ValueError):
                drop(self.store)
                return {}
        try:
            found = ((row[0], KeptFacts._make(row[1:7]), row[7]) for row in rows if row[6])
            return {name: kept for name, kept, checksum in found if kept.checksum == checksum}
        except (TypeError, AttributeError, UnicodeEncodeError):  # a damaged type
            drop(self.store)
            return {}

    def closed(self, project: str) -> dict[str, tuple[str, str]]:
        """Stamp and signature of the runs that were closed, by their folders."""
        question = "select folder, closed_stamp, signature from runs where project = ? and closed_stamp != ''"
        with reading(self.store) as database:
            try:
                rows = [] if database is None else database.execute(question, (project,)).fetchall()
            except sqlite3.Error:
                return {}
        return {folder: (stamp, signature) for folder, stamp, signature in rows}

    def keep_facts(self, project: str, facts: Mapping[str, KeptFacts], gone: Collection[str] = ()) -> None:
        """Keep the facts of runs by folder, and forget those that are gone."""
        if not facts and not gone:
            return
        rows = [(project, folder, *kept, kept.checksum) for folder, kept in facts.items()]
        with writing(self.store) as database:
            if database is not None:
                database.executemany("insert or replace into runs values (?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
                for table in ("runs", "parts"):
                    question = f"delete from {table} where project = ? and folder = ?"
                    database.executemany(question, [(project, one) for one in gone])

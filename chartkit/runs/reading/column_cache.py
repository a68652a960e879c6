"""The part of the cache that holds the columns of journals, in parts as the journals grew.

Takes journals as they are on disk; gives what is kept of each that is the same, or that only grew: one is known by
size, time and number of its file, a grown one also by the bytes before the place where reading stopped. What a part is
stands in the database, its bytes in the column file.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any
from zlib import crc32

from chartkit.files import open_own
from chartkit.runs.reading.column_file import ColumnFile, append, column_path, delete_others, new_column_file
from chartkit.runs.reading.database import column_file, drop, reading, writing
from chartkit.runs.reading.kept_columns import KeptJournal, KeptPart, Part, packed_part
from chartkit.runs.reading.run_files import Journal

TAIL_BYTES = 64
Kept = dict[tuple[str, str], KeptJournal]
_SPARE_BYTES = 1 << 26
"""Bytes of parts that are no more which the column file may have beside as many as are still there."""
_FACTS = "project, folder, name, inode, size, mtime_ns, before, end, tail, said_s, columns"
_INSERT = f"insert into parts ({_FACTS}, checksum, place, n_bytes) values ({', '.join('?' * 14)})"


def kept_journals(store: Path, project: str, keys: Collection[str] | None, folder: str | None = None) -> Kept:
    """What is kept of the journals of a project, or of one run; with `keys`, the steps and those columns alone."""
    where, names = ("project = ?", [project]) if folder is None else ("project = ? and folder = ?", [project, folder])
    question = f"select {_FACTS}, checksum, place from parts where {where} order by folder, name, end"
    with reading(store) as database:
        if database is None:
            return {}
        try:
            database.execute("begin")
            rows = database.execute(question, names).fetchall()
            file = ColumnFile(column_file(database, store)[0]) if rows else None
        except (sqlite3.OperationalError, OSError):  # locked; deleted
            return {}
        except (sqlite3.DatabaseError, ValueError, TypeError, OverflowError):
            drop(store)
            return {}
    if file is None:
        return {}
    found: Kept = {}
    for journal, parts in groupby(rows, lambda row: row[1:3]):
        of_one = list(parts)
        if all(_checksum(row[:11]) == row[11] for row in of_one):
            found[journal] = KeptJournal([_part(row) for row in of_one], file, keys)
    return found


def keep_parts(store: Path, parts: Sequence[Part]) -> None:
    """Keep columns of journals; a part that starts at the first byte takes the place of all that was kept."""
    if not parts:
        return
    has_moved = False
    with writing(store) as database:
        if database is not None:
            path, end = column_file(database, store)
            packed = _packed([part for part in parts if _is_next(database, part)])
            places = append(path, end, [data for _, _, data in packed])
            for (part, index, data), place in zip(packed, places, strict=False):
                _insert(database, part, index, place, len(data))
            database.execute("update column_file set end = ?", places[-1:])
            has_moved = _shrink(database, store)
    if has_moved:  # whoever asked before found the old file's name in the cache, and has opened it now
        with writing(store) as database:
            if database is not None:
                delete_others(column_file(database, store)[0])


def _packed(parts: Sequence[Part]) -> list[tuple[Part, str, bytes]]:
    packed: list[tuple[Part, str, bytes]] = []
    for part in parts:
        try:
            packed.append((part, *packed_part(part)))
        except (TypeError, ValueError, RecursionError):  # lists nested so deep that JSON does not take them
            continue
    return packed


def _is_next(database: sqlite3.Connection, part: Part) -> bool:
    """False where another reader was quicker to keep what grew."""
    if not part.before:
        return True
    question = "select max(end) from parts where project = ? and folder = ? and name = ?"
    (end,) = database.execute(question, part.journal[:3]).fetchone()
    return end == part.before


def _insert(database: sqlite3.Connection, part: Part, index: str, place: int, n_bytes: int) -> None:
    if not part.before:
        project, folder, name = part.journal[:3]
        others = [one for one in part.beside if one != name]
        gone = f"project = ? and folder = ? and name not in ({', '.join('?' * len(others))})"
        database.execute(f"delete from parts where {gone}", (project, folder, *others))
    said_s = part.regular.said_s if part.regular is not None else 0.0
    facts = (*part.journal, part.before, part.end, part.tail, said_s, index)
    database.execute(_INSERT, (*facts, _checksum(facts), place, n_bytes))


def _part(row: Sequence[Any]) -> KeptPart:
    return KeptPart._make((Journal._make(row[:6]), *row[6:11], row[12]))


def _checksum(facts: tuple[object, ...]) -> int:
    """Of all that is known of a part but its place: wrong bytes there have another sum."""
    return crc32(repr(facts).encode("utf-8", "surrogatepass"))


def _shrink(database: sqlite3.Connection, store: Path) -> bool:
    """Copy what is still there to a new column file when most of the old one is not; True where it did."""
    path, end = column_file(database, store)
    (n_kept,) = database.execute("select coalesce(sum(n_bytes), 0) from parts").fetchone()
    if end <= 2 * n_kept + _SPARE_BYTES:
        return False
    rows = database.execute("select rowid, place, n_bytes from parts order by place").fetchall()
    with open_own(path) as old:
        number = new_column_file(store)
        pieces = (old.read(n_bytes) for _, place, n_bytes in rows if old.seek(place) == place)
        places = append(column_path(store, number), 0, pieces)
    moved = [(place, row[0]) for row, place in zip(rows, places, strict=False)]
    database.executemany("update parts set place = ? where rowid = ?", moved)
    database.execute("update column_file set number = ?, end = ?", (number, places[-1]))
    return True

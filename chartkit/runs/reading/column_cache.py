"""The part of the cache that holds the columns of journals, in parts as the journals grew.

Takes journals as they are on disk; gives what is kept of each that is the same, or that only grew: one is known by
size, time and number of its file, a grown one also by the bytes before the place where reading stopped.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from functools import lru_cache
from hashlib import sha256
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from chartkit.runs.reading.blobs import Blob, packed_blob, values_of
from chartkit.runs.reading.columns import Columns, Values
from chartkit.runs.reading.database import drop, reading, writing
from chartkit.runs.reading.regular import Regular

TAIL_BYTES = 64
_ROW_KEYS = ("steps", "times", "runtimes")


class Journal(NamedTuple):
    """One journal's file at one moment."""

    project: str
    folder: str
    name: str
    inode: int
    size: int
    mtime_ns: int

    @property
    def place(self) -> tuple[str, str]:
        """What it is known by within its project."""
        return self.folder, self.name

    @classmethod
    def of_run(cls, folder: Path, journals: Sequence[Journal]) -> Journal:
        """All journals of a run as one without a name, known by a sum of what each is."""
        facts = [(one.name, *one[3:]) for one in journals]
        digest = int.from_bytes(sha256(repr(facts).encode("utf-8", "surrogatepass")).digest()[:7])
        size = sum(one.size for one in journals)
        return cls(folder.parent.name, folder.name, "", digest, size, len(journals))


class KeptJournal(NamedTuple):
    """What is kept of a journal."""

    journal: Journal
    end: int
    """How many bytes are in the columns."""
    tail: bytes
    """The bytes before `end`."""
    regular: Regular | None
    """The columns that were asked for."""
    columns: Columns | None
    """The same of a run that needs the exact reading."""
    n_parts: int
    is_whole: bool
    """True when all columns were asked for."""


class Part(NamedTuple):
    """What is to be kept of a journal: its columns from a line on."""

    journal: Journal
    end: int
    tail: bytes
    regular: Regular | None
    start: int = 0
    """How many lines are kept before."""
    whole: Columns | None = None
    """The rows of a run that needs the exact reading, in place of the columns of its journals."""


def kept_journals(
    store: Path, project: str, keys: Collection[str] | None, folder: str | None = None
) -> dict[tuple[str, str], KeptJournal]:
    """What is kept of the journals of a project, or of one run; with `keys`, the steps and those columns alone."""
    with reading(store) as database:
        if database is None:
            return {}
        try:
            database.execute("begin")
            return _read(database, project, keys, folder)
        except sqlite3.OperationalError:  # locked
            return {}
        except (sqlite3.DatabaseError, ValueError, TypeError):
            drop(store)
            return {}


def _read(
    database: sqlite3.Connection, project: str, keys: Collection[str] | None, folder: str | None
) -> dict[tuple[str, str], KeptJournal]:
    where, names = ("project = ?", [project]) if folder is None else ("project = ? and folder = ?", [project, folder])
    question = f"select id, project, folder, name, inode, size, mtime_ns, end, tail, said_s from journals where {where}"
    journals = {row[0]: (Journal(*row[1:7]), *row[7:]) for row in database.execute(question, names)}
    columns = f"journal in (select id from journals where {where})"
    if keys is not None:
        wanted = ["steps", *map(_name, ("_step", *keys))]
        columns += f" and key in ({', '.join('?' * len(wanted))})"
        names = [*names, *wanted]
    parts: dict[int, dict[int, dict[str, Values | None]]] = {}
    asked = f"select rowid, journal, start, key, kind, n_rows, data, checksum from columns where {columns}"
    # Sorted here, for SQLite would copy all columns to sort them.
    for _, id, start, key, *blob in sorted(database.execute(asked, names), key=itemgetter(0)):
        parts.setdefault(id, {}).setdefault(start, {})[key] = values_of(Blob(*blob))
    found: dict[tuple[str, str], KeptJournal] = {}
    for id, (journal, end, tail, said_s) in journals.items():
        own = parts.get(id, {})
        columns = None if journal.name else _columns(own.get(0, {}))
        regular = _joined(own, keys is None, said_s) if journal.name else None
        if regular is not None or columns is not None:
            found[journal.place] = KeptJournal(journal, end, tail, regular, columns, len(own), keys is None)
    return found


def _columns(part: dict[str, Values | None]) -> Columns | None:
    """The rows of a run that needs the exact reading; None where one column is damaged or missing."""
    steps = part.get(_name("_step"))
    if steps is None or None in part.values():
        return None
    return Columns(len(steps.data), {_key(name): one for name, one in part.items() if one is not None})


def _joined(parts: dict[int, dict[str, Values | None]], is_whole: bool, said_s: float) -> Regular | None:
    """The parts one after the other; None when one is damaged or missing."""
    regulars: list[Regular] = []
    n_lines = 0
    for start in sorted(parts):
        part = parts[start]
        rows = [part.get(name) for name in (_ROW_KEYS if is_whole else _ROW_KEYS[:1])]
        if start != n_lines or None in part.values() or None in rows:
            return None
        arrays = [one.data for one in rows if one is not None]
        values = {_key(name): one for name, one in part.items() if name[0] == "k" and one is not None}
        steps, times, runtimes = arrays if is_whole else arrays * 3
        brief = part.get("brief")
        regulars.append(Regular(steps, times, runtimes, values, None if brief is None else brief.data[0], said_s))
        n_lines += len(arrays[0])
    return joined(regulars) if regulars else None


def joined(parts: list[Regular]) -> Regular | None:
    """The lines of several parts of one journal; None where a key's integers became floats, or steps or times fell."""
    import numpy as np

    if len(parts) == 1:
        return parts[0]
    kinds = {(name, one.data.dtype.kind) for part in parts for name, one in part.values.items()}
    names = dict.fromkeys(name for part in parts for name in part.values)
    if len(kinds) > len(names):
        return None
    values = {name: _joined_values([(part.n_lines, part.values.get(name)) for part in parts]) for name in names}
    steps = np.concatenate([part.steps for part in parts])
    times = np.concatenate([part.times for part in parts])
    runtimes = np.concatenate([part.runtimes for part in parts])
    if bool((steps[1:] < steps[:-1]).any()) or bool((times[1:] < times[:-1]).any()):
        return None
    briefs = [part.brief for part in parts if part.brief is not None]
    brief = b"".join(briefs) if len(briefs) == len(parts) else None
    return Regular(steps, times, runtimes, values, brief, parts[-1].said_s)


def _joined_values(parts: list[tuple[int, Values | None]]) -> Values:
    import numpy as np

    dtype = next(one.data.dtype for _, one in parts if one is not None)
    data = np.concatenate([np.zeros(n, dtype=dtype) if one is None else one.data for n, one in parts])
    there = [
        np.zeros(n, dtype=bool) if one is None else np.ones(n, dtype=bool) if one.is_there is None else one.is_there
        for n, one in parts
    ]
    is_there = np.concatenate(there)
    return Values(data, None if bool(is_there.all()) else is_there)


def keep_parts(store: Path, parts: Sequence[Part]) -> None:
    """Keep columns of journals; a part that starts at the first line takes the place of all that was kept."""
    if not parts:
        return
    with writing(store) as database:
        if database is None:
            return
        for part in parts:
            _keep(database, part)


def _keep(database: sqlite3.Connection, part: Part) -> None:
    try:
        blobs = [(name, packed_blob(values)) for name, values in _named(part)]
    except (TypeError, ValueError, RecursionError):  # lists nested so deep that JSON does not take them
        return
    project, folder, name = part.journal[:3]
    question = "select id, size from journals where project = ? and folder = ? and name = ?"
    known = database.execute(question, (project, folder, name)).fetchone()
    if part.start and (known is None or _n_lines(database, known[0]) != part.start):
        return  # another reader was quicker
    facts = (*part.journal[3:], part.end, part.tail, part.regular.said_s if part.regular is not None else 0.0)
    if known is None:
        insert = (
            "insert into journals (project, folder, name, inode, size, mtime_ns, end, tail, said_s)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?)"
        )
        id: Any = database.execute(insert, (project, folder, name, *facts)).lastrowid
    else:
        id = known[0]
        database.execute(
            "update journals set inode=?, size=?, mtime_ns=?, end=?, tail=?, said_s=? where id=?", (*facts, id)
        )
        if not part.start:
            database.execute("delete from columns where journal = ?", (id,))
    rows = [(id, part.start, name, *blob) for name, blob in blobs]
    database.executemany("insert into columns values (?, ?, ?, ?, ?, ?, ?)", rows)


def _n_lines(database: sqlite3.Connection, id: int) -> int:
    question = "select coalesce(sum(n_rows), 0) from columns where journal = ? and key = 'steps'"
    (n_lines,) = database.execute(question, (id,)).fetchone()
    return int(n_lines)


def _named(part: Part) -> list[tuple[str, Values]]:
    if part.whole is not None:
        return [(_name(key), values) for key, values in part.whole.values.items()]
    if part.regular is None:
        return []
    rows = [(name, Values(getattr(part.regular, name))) for name in _ROW_KEYS]
    brief = [] if part.regular.brief is None else [("brief", Values([part.regular.brief]))]
    return [*rows, *brief, *((_name(key), values) for key, values in part.regular.values.items())]


def _name(key: str) -> str:
    """A logged key as the cache has it: any text, half characters too."""
    return f"k{json.dumps(key)}"


@lru_cache(256)
def _key(name: str) -> str:
    return json.loads(name[1:])

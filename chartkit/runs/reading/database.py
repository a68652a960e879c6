"""The file `<store>/cache.sqlite3`: opened, made, made anew when it is damaged, and left aside when it cannot be used.

Takes the store's folder; gives connections. The cache is the readers' alone and disposable: whatever is wrong with it,
the answers are those of the journals. Neither write-ahead log nor shared memory is used, so that a store on a network
file system is safe.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Generator
from pathlib import Path
from time import monotonic
from typing import ClassVar

from chartkit.runs.reading.column_file import column_path, delete_others, new_column_file
from chartkit.runs.reading.damage_said import say_damage

NAME = "cache.sqlite3"
VERSION = 6
"""Of the tables below; a cache of an older version is made anew, one of a newer version is left aside."""
_PAGE_BYTES = 65_536
_WAIT_S = 0.5
_AGAIN_S = 10.0
"""How long nobody waits for a cache that was waited for in vain."""
_TABLES = """
create table runs (
  project text, folder text, closed_stamp text, signature text, state text, config blob, summary blob, others blob,
  checksum integer,
  primary key (project, folder)) without rowid;
create table parts (
  project text, folder text, name text, inode integer, size integer, mtime_ns integer, before integer, end integer,
  tail blob, said_s real, columns text, checksum integer, place integer, n_bytes integer);
create unique index part_ends on parts (project, folder, name, end);
create table column_file (number integer, end integer);
"""


class _OlderError(sqlite3.DatabaseError):
    """A cache of an older version: no damage."""


class _Locked:
    """Caches that were waited for in vain, and until when they are not waited for."""

    until_s: ClassVar[dict[Path, float]] = {}


def _wait_s(path: Path) -> float:
    """How long to wait for a lock: one question of a page waits, not each of them."""
    return 0.0 if monotonic() < _Locked.until_s.get(path, 0.0) else _WAIT_S


def _waited(path: Path) -> None:
    _Locked.until_s[path] = monotonic() + _AGAIN_S


@contextlib.contextmanager
def reading(store: Path) -> Generator[sqlite3.Connection | None]:
    """A connection for questions; None when there is no cache that can be read."""
    path = store / NAME
    connection = None
    try:
        if path.is_file():
            connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=_wait_s(path))
            connection = connection if _version(connection) == VERSION else _close(connection)
    except sqlite3.Error as error:
        if isinstance(error, sqlite3.OperationalError):
            _waited(path)
        connection = _close(connection)
    try:
        yield connection
    finally:
        _close(connection)


@contextlib.contextmanager
def writing(store: Path) -> Generator[sqlite3.Connection | None]:
    """A connection in a transaction, that is kept when the block ends; None when the cache cannot be written.

    What sqlite or the system raises in the block ends it without a word: nothing of it is kept.
    """
    connection = _writable(store) if store.is_dir() else None
    try:
        yield connection
        if connection is not None:
            connection.execute("commit")
    except (sqlite3.Error, OSError):
        connection = _close(connection)
    finally:
        _close(connection)


def _writable(store: Path) -> sqlite3.Connection | None:
    path = store / NAME
    for _ in range(2):
        connection = None
        try:
            connection = sqlite3.connect(path, timeout=_wait_s(path), isolation_level=None)
            connection.execute(f"pragma page_size={_PAGE_BYTES}")
            connection.execute("pragma synchronous=off")  # each blob has its checksum
            connection.execute("begin immediate")
            version = _version(connection)
            if version == 0:
                _make(connection, store)
            elif version < VERSION:
                raise _OlderError
            elif version > VERSION:
                return _close(connection)
            elif not column_file(connection, store)[0].is_file():
                raise sqlite3.DatabaseError("has lost the file of its columns")
            return connection
        except (sqlite3.OperationalError, OSError):  # locked, read-only, full
            _waited(path)
            return _close(connection)
        except sqlite3.DatabaseError as error:  # no database, or a damaged one
            _close(connection)
            if not isinstance(error, _OlderError):
                say_damage(path, f"cannot be used ({error})")
            if not _removed(path):
                return None
    return None


def _make(connection: sqlite3.Connection, store: Path) -> None:
    for statement in _TABLES.split(";"):
        connection.execute(statement)
    number = new_column_file(store)
    delete_others(column_path(store, number))
    connection.execute("insert into column_file values (?, 0)", (number,))
    connection.execute(f"pragma user_version={VERSION}")


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("pragma user_version").fetchone()
    return int(version)


def column_file(connection: sqlite3.Connection, store: Path) -> tuple[Path, int]:
    """Where the columns' bytes are, and how many are in use. Raises `sqlite3.DatabaseError` where nothing says."""
    number, end = connection.execute("select number, end from column_file").fetchone() or (None, None)
    if type(number) is not int or type(end) is not int:
        raise sqlite3.DatabaseError("no column file")
    return column_path(store, number), end


def drop(store: Path) -> None:
    """Remove a cache in which damage was found; the next reading makes it anew."""
    say_damage(store / NAME, "is damaged")
    _removed(store / NAME)


def _removed(path: Path) -> bool:
    try:
        path.unlink(missing_ok=True)
        path.with_name(f"{NAME}-journal").unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _close(connection: sqlite3.Connection | None) -> None:
    if connection is not None:
        with contextlib.suppress(sqlite3.Error):
            connection.close()

"""Starting a run: `init`'s arguments become a folder, a `run.json`, a journal and a `Run`.

Takes resolved settings; gives the run, or a `RunError` when its folder cannot be written. That is raised at once:
nothing has been trained yet. Under `on_error="record"` the script goes on with a run that stores nothing, after a
warning.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import orjson

from chartkit.diagnostics import Diagnostic, RunError, reason_of, stop_unless_recording
from chartkit.files import read_own, write_whole
from chartkit.runs.checksums import document_with_crc
from chartkit.runs.journal import FileJournal, Journal, NoJournal
from chartkit.runs.names import new_id, new_name
from chartkit.runs.run import Run
from chartkit.runs.start_record import FORMAT
from chartkit.runs.starting.ranks import rank_of
from chartkit.runs.starting.settings import Settings
from chartkit.runs.states import Role
from chartkit.runs.store import is_run, journals_of, make_store, run_folder
from chartkit.runs.writers import this_program, this_writer
from chartkit.runs.writing.kept import keepable
from chartkit.runs.writing.section import Section
from chartkit.version import VERSION

if TYPE_CHECKING:
    from chartkit.runs.starting.past import Past


class _Place(NamedTuple):
    """Where a run is kept, and what it held already."""

    folder: Path | None = None
    journal: Journal = NoJournal()
    past: Past | None = None


def start(settings: Settings, values: dict[str, Any]) -> Run:
    """The run, on disk, with `values` in its config: a new one, or one that goes on where `settings.resume` allows it.

    Raises `RunError` when its id is taken or not there, a value of its config would change, or its folder cannot be
    written.
    """
    config = Section("config", values)
    id = settings.id or new_id()
    name = settings.name or new_name(id)
    place = _Place()
    refused: tuple[Diagnostic, ...] = ()
    if not settings.is_disabled:
        try:
            id, name, place = _found(settings, id, name, config)
        except RunError as error:
            refused = error.diagnostics
    stop_unless_recording(refused, RunError)
    if place.past is None:
        return Run(settings, id, name, place.folder, place.journal, config)
    run = Run(settings, id, name, place.folder, place.journal, Section("config", place.past.story.config), place.past)
    from chartkit.runs.starting.resuming import go_on

    go_on(run, place.past, settings, config)
    return run


def _found(settings: Settings, id: str, name: str, config: dict[str, Any]) -> tuple[str, str, _Place]:
    """The id and name of the run, and where it is. Raises `RunError`."""
    if settings.resume in ("must", "auto"):
        from chartkit.runs.starting.resuming import wanted_id

        id = wanted_id(settings) or id
    folder = run_folder(settings.store, settings.project, id)
    is_new = not is_run(folder)
    if is_new and settings.resume == "must":
        from chartkit.runs.starting.resuming import not_there

        raise not_there(settings, id)
    if is_new:
        journal = _make(settings, id, name, config, _about("starter", rank_of()))
        if journal is not None:
            return id, name, _Place(folder, journal)
    return _found_again(settings, id, config)


def _found_again(settings: Settings, id: str, config: dict[str, Any]) -> tuple[str, str, _Place]:
    """The run that is there already, with a new journal. Raises `RunError`."""
    from chartkit.runs.starting.past import look_back
    from chartkit.runs.starting.resuming import check_config, taken

    if settings.resume in (None, "never") and not settings.is_shared:
        raise taken(settings, id)
    folder, rank = run_folder(settings.store, settings.project, id), rank_of()
    past = look_back(folder, rank, settings.is_shared)
    check_config(past, settings, config)
    try:
        record = read_own(folder / "run.json")
        journal = FileJournal(folder, maker(settings, folder, record), _about(past.role, rank))
    except OSError as error:
        raise cannot_write(folder, error) from None
    return id, str(past.start["name"]), _Place(folder, journal, past)


def _about(role: Role, rank: int | None) -> dict[str, Any]:
    return {"role": role} if rank is None else {"role": role, "rank": rank}


def _make(settings: Settings, id: str, name: str, config: dict[str, Any], about: dict[str, Any]) -> FileJournal | None:
    """The journal of a new run; None when another process has made the run meanwhile. Raises `RunError`."""
    folder = run_folder(settings.store, settings.project, id)
    path, record = folder / "run.json", _start_record(settings, id, name, config)
    is_ours = False
    try:
        make_store(settings.store)
        folder.mkdir(parents=True, exist_ok=True)
        is_ours = not journals_of(folder) and _claim(path, record)
        return FileJournal(folder, maker(settings, folder, record), about) if is_ours else None
    except OSError as error:
        _clear(folder, path if is_ours else None)
        raise cannot_write(folder, error) from None


def maker(settings: Settings, folder: Path, record: bytes) -> Callable[[], None]:
    """What makes a deleted folder again, with the run's `run.json`."""

    def make_again() -> None:
        make_store(settings.store)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "run.json"
        if not path.exists():
            write_whole(path, record)

    return make_again


def _claim(path: Path, record: bytes) -> bool:
    """Make `path` hold `record`; False when there is such a file, of whichever process. Raises `OSError`."""
    whole = path.parent / f".{os.urandom(8).hex()}.tmp"
    try:
        write_whole(whole, record)
        try:
            os.link(whole, path)  # fails when another process was quicker, as a rename would not
        except OSError as error:
            if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS):
                raise
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL))  # a file system without hard links
            whole.replace(path)
    except FileExistsError:
        return False
    except OSError as error:
        error.filename = str(path)  # the temporary name says nothing to anyone
        raise
    finally:
        with contextlib.suppress(OSError):
            whole.unlink(missing_ok=True)
    return True


def _clear(folder: Path, ours: Path | None) -> None:
    """Leave no half made run behind, whose id would be taken; a folder with anything else in it stays."""
    with contextlib.suppress(OSError):
        for path in journals_of(folder) if ours else ():
            path.unlink()
        if ours is not None:
            ours.unlink(missing_ok=True)
        folder.rmdir()


def cannot_write(folder: Path, error: OSError) -> RunError:
    """The exception for a run's folder that the disk refuses."""
    message = f"the run's folder cannot be written: {reason_of(error)} ({error.filename or folder})."
    help = "choose another place with init(dir=…) or CHARTKIT_DIR, or store nothing with mode='disabled'."
    return RunError.of("CK602", message, help)


def _start_record(settings: Settings, id: str, name: str, config: dict[str, Any]) -> bytes:
    now = time.time()
    record = {
        "format": FORMAT,
        "chartkit": VERSION,
        "id": id,
        "name": name,
        "project": settings.project,
        "entity": settings.entity,
        "group": settings.group,
        "job_type": settings.job_type,
        "notes": settings.notes,
        "tags": list(settings.tags),
        "color": settings.color,
        "created_at": datetime.fromtimestamp(now, UTC).isoformat(timespec="milliseconds"),
        "timestamp": now,
        "writer": this_writer(),
        "program": this_program(),
        "python": ".".join(map(str, sys.version_info[:3])),
        "os": "{0.sysname}-{0.release}-{0.machine}".format(os.uname()),
    }
    kept = {key: keepable(key, value) for key, value in record.items()}
    kept["config"] = keepable("config", config)
    return document_with_crc(orjson.dumps(kept, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))

"""Starting a run: `init`'s arguments become a folder, a `run.json`, a journal and a `Run`.

Takes resolved settings; gives the run, or a `RunError` when its folder cannot be written. That is raised at once:
nothing has been trained yet. Under `on_error="record"` the script goes on with a run that stores nothing, after a
warning.
"""

from __future__ import annotations

import contextlib
import errno
import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from chartkit.diagnostics import Diagnostic, RunError, reason_of, shown, stop_unless_recording
from chartkit.files import write_whole
from chartkit.runs.journal import FileJournal, Journal, NoJournal
from chartkit.runs.kept import keepable
from chartkit.runs.names import new_id, new_name
from chartkit.runs.run import Run
from chartkit.runs.section import Section
from chartkit.runs.settings import Settings
from chartkit.runs.store import make_store, run_folder
from chartkit.runs.writers import this_writer

FORMAT = 1
"""The version of the folder's layout, in `run.json`."""


def start(settings: Settings, values: dict[str, Any]) -> Run:
    """The run, on disk, with `values` as its config.

    Raises `RunError` when its id is taken or its folder cannot be written.
    """
    config = Section("config", values)
    id = settings.id or new_id()
    name = settings.name or new_name(id)
    folder: Path | None = None
    journal: Journal = NoJournal()
    refused: tuple[Diagnostic, ...] = ()
    if not settings.is_disabled:
        try:
            folder, journal = _make(settings, id, name, config)
        except RunError as error:
            refused = error.diagnostics
    stop_unless_recording(refused, RunError)
    return Run(settings, id, name, folder, journal, config)


def _make(settings: Settings, id: str, name: str, config: dict[str, Any]) -> tuple[Path, Journal]:
    folder = run_folder(settings.store, settings.project, id)
    path, record = folder / "run.json", _start_record(settings, id, name, config)

    def make_again() -> None:
        make_store(settings.store)
        folder.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            write_whole(path, record)

    is_ours = False
    try:
        make_store(settings.store)
        folder.mkdir(parents=True, exist_ok=True)
        is_ours = not any(folder.glob("journal-*.jsonl")) and _claim(path, record)
        journal = FileJournal(folder, make_again) if is_ours else None
    except OSError as error:
        _clear(folder, path if is_ours else None)
        raise _cannot_write(folder, error) from None
    if journal is None:
        raise _taken(settings, id)
    return folder, journal


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
        for path in folder.glob("journal-*.jsonl") if ours else ():
            path.unlink()
        if ours is not None:
            ours.unlink(missing_ok=True)
        folder.rmdir()


def _taken(settings: Settings, id: str) -> RunError:
    message = f"project {shown(settings.project)} has a run {shown(id)} already."
    if settings.id_variable:
        message = f"{message[:-1]}, the id that {settings.id_variable} names."
    way = f"unset {settings.id_variable}" if settings.id_variable else "leave id out"
    help = f"{way} for a new run; going on with an old one is not in this version of chartkit."
    return RunError.of("CK604", message, help)


def _cannot_write(folder: Path, error: OSError) -> RunError:
    message = f"the run's folder cannot be written: {reason_of(error)} ({error.filename or folder})."
    help = "choose another place with init(dir=…) or CHARTKIT_DIR, or store nothing with mode='disabled'."
    return RunError.of("CK602", message, help)


def _start_record(settings: Settings, id: str, name: str, config: dict[str, Any]) -> bytes:
    now = time.time()
    record = {
        "format": FORMAT,
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
    }
    kept = {key: keepable(key, value) for key, value in record.items()}
    kept["config"] = keepable("config", config)
    return orjson.dumps(kept, option=orjson.OPT_INDENT_2) + os.linesep.encode()

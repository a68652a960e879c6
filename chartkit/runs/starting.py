"""Starting a run: `init`'s arguments become a folder, a `run.json`, a journal and a `Run`.

Takes resolved settings; gives the run, or a `RunError` when its folder cannot be written. That is raised at once:
nothing has been trained yet. Under `on_error="record"` the script goes on with a run that stores nothing, after a
warning.
"""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from chartkit.diagnostics import RunError, reason_of, stop_unless_recording
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
    if not settings.is_disabled:
        try:
            folder, journal = _make(settings, id, name, config)
        except RunError as error:
            stop_unless_recording(error.diagnostics, RunError)
    return Run(settings, id, name, folder, journal, config)


def _make(settings: Settings, id: str, name: str, config: dict[str, Any]) -> tuple[Path, Journal]:
    folder = run_folder(settings.store, settings.project, id)
    try:
        make_store(settings.store)
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir()
        write_whole(folder / "run.json", _start_record(settings, id, name, config))
        return folder, FileJournal(folder)
    except FileExistsError as error:
        if not folder.is_dir():
            raise _cannot_write(folder, error) from error
        message = f"project {settings.project!r} has a run {id!r} already."
        help = "leave id out for a new run; going on with an old one is not in this version of chartkit."
        raise RunError.of("CK604", message, help) from error
    except OSError as error:
        raise _cannot_write(folder, error) from error


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

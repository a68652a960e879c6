"""Removing runs, and bringing them back: a removed run lies in the store's `trash/` until `gc --trash`.

Takes a run's folder; gives its place in `<store>/trash/<time>/<project>/<run>`, where one rename put it, whole or not
at all. Artifacts of the project that the run logged stay: their bytes are linked from both places.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from chartkit.diagnostics import RunError, reason_of, shown
from chartkit.files import shown_path
from chartkit.runs.faults import not_found
from chartkit.runs.names import name_of_folder
from chartkit.runs.reader import RunReader
from chartkit.runs.store import unread_folder

TRASH = "trash"


class Removed(NamedTuple):
    """A run in the trash."""

    removed_at: str
    """When, as the name of its folder: sorted is in the order of time."""
    project: str
    id: str
    folder: Path


def remove(run: RunReader, is_forced: bool = False) -> Path:
    """Put the run into the trash; gives its place there. Raises `RunError` for a running one, unless forced."""
    if run.state == "running" and not is_forced:
        message = f"run {run.project}/{run.id} is running; it is not removed."
        help = "end its process first; --force removes a run whose process is known to be gone on another machine."
        raise RunError.of("CK617", message, help)
    folder = Path(run.dir)
    place = folder.parents[2] / TRASH / datetime.now(UTC).strftime("%Y%m%dT%H%M%S.%fZ") / folder.parent.name
    try:
        place.mkdir(parents=True)
        folder.rename(place / folder.name)
    except OSError as error:
        if not folder.is_dir():
            raise RunError.of("CK612", f"run {run.project}/{run.id} is not removed: it is gone already.") from None
        message = f"run {run.project}/{run.id} is not removed: {reason_of(error)} ({error.filename or folder})."
        raise RunError.of("CK602", message, "allow writing there.") from None
    with contextlib.suppress(OSError):  # the project's last run: a project is there while it has runs
        folder.parent.rmdir()
    return place / folder.name


def removed_runs(store: Path) -> list[Removed]:
    """The runs in the trash, the one removed last first."""
    return sorted(_removed(store), reverse=True)


def restore(store: Path, path: str) -> Path:
    """Bring back the run `id` or `project/id` that was removed last; gives its folder.

    Raises `RunError` for one that is not in the trash, and for an id that another run has by now.
    """
    return Trash(store).restore(path)


class Trash:
    """The runs that were removed, looked for once for however many are to come back."""

    def __init__(self, store: Path) -> None:
        self._store = store
        self._by_id: dict[str, list[Removed]] = {}
        for one in removed_runs(store):
            self._by_id.setdefault(one.id, []).append(one)

    def restore(self, path: str) -> Path:
        """The same as `restore`, of one of them."""
        *parents, id = path.split("/")
        found = [one for one in self._by_id.get(id, ()) if not parents or one.project == parents[-1]]
        if not found:
            everything = (one for runs in self._by_id.values() for one in runs)
            names = dict.fromkeys(f"{one.project}/{one.id}" if parents else one.id for one in everything)
            raise RunError(not_found("removed run", path, names, f"the trash of {shown_path(self._store)}"))
        folder = _moved_back(self._store, found[0])
        self._by_id[id].remove(found[0])
        return folder


def _moved_back(store: Path, one: Removed) -> Path:
    folder = store / "runs" / one.folder.parent.name / one.folder.name
    if folder.exists():
        message = f"run {one.project}/{one.id} cannot come back: there is another run {shown(one.id)} by now."
        raise RunError.of("CK617", message, f"remove that one first: chartkit runs rm {one.project}/{one.id}")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        one.folder.rename(folder)
        for parent in one.folder.parents[:2]:
            parent.rmdir()
    except OSError as error:
        if not folder.exists():
            message = f"run {one.project}/{one.id} is not restored: {reason_of(error)} ({error.filename})."
            raise RunError.of("CK602", message, "allow writing there.") from None
    return folder


def _removed(store: Path) -> Iterator[Removed]:
    for moment in _folders_in(store / TRASH):
        for project in _folders_in(moment):
            for folder in _folders_in(project):
                yield Removed(moment.name, name_of_folder(project.name), name_of_folder(folder.name), folder)


def _folders_in(folder: Path) -> list[Path]:
    """None in a folder that went a moment ago, as those of the trash do when somebody else brings their runs back.

    Raises `RunError` for one that cannot be read.
    """
    try:
        with os.scandir(folder) as inside:
            return [folder / entry.name for entry in inside if entry.is_dir()]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise unread_folder(folder, error) from error

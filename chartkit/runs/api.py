"""The store read from outside: its projects and their runs.

Takes the place of a store (the one `init` would use, unless told otherwise); gives `RunReader` objects.
"""

from __future__ import annotations

import os
from pathlib import Path

from chartkit.diagnostics import RunError
from chartkit.runs.faults import not_found
from chartkit.runs.names import folder_name, name_of_folder
from chartkit.runs.reader import RunReader
from chartkit.runs.store import find_store, project_folder


class Api:
    """Reads runs from disk. `dir` is the folder that holds `.chartkit`, or that folder itself."""

    def __init__(self, dir: str | os.PathLike[str] | None = None) -> None:
        self._store = find_store(dir)

    @property
    def store(self) -> Path:
        """The folder that is read; it need not exist."""
        return self._store

    def projects(self) -> list[str]:
        """The names of all projects, sorted."""
        return sorted(name_of_folder(folder.name) for folder in _folders(self._store / "runs"))

    def runs(self, project: str | None = None) -> list[RunReader]:
        """The runs of `project` (`entity/project` is taken as well), else of all, newest first.

        Raises `RunError` for a project that is not there. Reads one small file a run.
        """
        projects = _folders(self._store / "runs") if project is None else [self._project(project)]
        runs = [RunReader(folder) for parent in projects for folder in _folders(parent) if _is_run(folder)]
        return sorted(runs, key=lambda run: run.created_s, reverse=True)

    def run(self, path: str) -> RunReader:
        """The run `id`, `project/id` or `entity/project/id`. Raises `RunError` for none and for several."""
        *parents, id = path.split("/")
        if parents:
            return self._run_in(self._project(parents[-1]), id)
        name = folder_name(id, "a run's id")
        folders = [project / name for project in _folders(self._store / "runs")]
        found = [RunReader(folder) for folder in folders if _is_run(folder)]
        if len(found) > 1:
            several = ", ".join(f"{run.project}/{run.id}" for run in found)
            raise RunError.of("CK612", f"several projects have a run {id!r}.", f"ask for one of {several}.")
        if not found:
            ids = [run.id for run in self.runs()]
            raise RunError(not_found("run", id, ids, f"the store {self._store}"))
        return found[0]

    def __repr__(self) -> str:
        return f"<chartkit store {str(self._store)!r}>"

    def _project(self, path: str) -> Path:
        name = path.rpartition("/")[2]
        folder = project_folder(self._store, name)
        if not folder.is_dir():
            raise RunError(not_found("project", name, self.projects(), f"the store {self._store}"))
        return folder

    def _run_in(self, project: Path, id: str) -> RunReader:
        folder = project / folder_name(id, "a run's id")
        if not _is_run(folder):
            ids = [name_of_folder(one.name) for one in _folders(project) if _is_run(one)]
            place = f"project {name_of_folder(project.name)!r}"
            raise RunError(not_found("run", id, ids, place))
        return RunReader(folder)


def _folders(parent: Path) -> list[Path]:
    """The folders in `parent`, none when it is not there; hidden ones are not ours."""
    try:
        inside = sorted(parent.iterdir())
    except OSError:
        return []
    return [folder for folder in inside if not folder.name.startswith(".") and folder.is_dir()]


def _is_run(folder: Path) -> bool:
    """True for a run's folder; a process killed while it made one leaves a folder with neither file."""
    return (folder / "run.json").is_file() or any(folder.glob("journal-*.jsonl"))

"""What the routes of a workspace share: takes the place of a store, gives its runs, its presets and news of both.

Nothing of it is kept when the server ends: whatever the page changes is in files.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from chartkit.diagnostics import RunError
from chartkit.files import shown_path
from chartkit.presets import Library, default_library
from chartkit.runs.api import Api
from chartkit.runs.faults import not_found
from chartkit.runs.store import project_folder, run_folder
from chartkit.workspace.bounded_cache import BoundedCache
from chartkit.workspace.changes.feed import Feed
from chartkit.workspace.editing.editing import Editing
from chartkit.workspace.runs_table.run_tables import RunTables

if TYPE_CHECKING:
    from starlette.requests import Request

CACHE_BYTES = 128_000_000


class ProjectSeen(NamedTuple):
    """A project in the list: its name, how many runs it has, and when the latest was begun or removed (Unix time)."""

    name: str
    n_runs: int | None
    """None for a folder that may not be looked into."""
    latest: float


class Workspace:
    """One store as its pages show it. `presets` are folders to look for presets in before the usual ones.

    With `reads_behind` its pages need not wait where many runs are read for the first time.
    """

    def __init__(self, store: Path, presets: tuple[Path, ...] = (), reads_behind: bool = False) -> None:
        self.api = Api(store)
        self.store = self.api.store
        self.presets = presets
        self.cache = BoundedCache(CACHE_BYTES)
        self.feed = Feed(self.store, self.library)
        self.run_tables = RunTables(self.store, self.feed.n_told, reads_behind)
        self.editing = Editing(self.store, presets)

    def library(self) -> Library:
        """Where presets are looked for, as it is now."""
        return default_library(self.presets)

    def project(self, name: str) -> Path:
        """The folder of a project's runs. Raises `RunError` for no name, and a project that is not there."""
        folder = project_folder(self.store, name)
        if not folder.is_dir():
            raise RunError(not_found("project", name, self.api.projects(), f"the store {shown_path(self.store)}"))
        return folder

    def run(self, project: str, run_id: str) -> Path:
        """The folder of a run. Raises `RunError` for a name that is none, and a run that is not there."""
        folder = run_folder(self.store, project, run_id)
        if not folder.is_dir():
            known = [path.name for path in self.project(project).iterdir() if path.is_dir()]
            raise RunError(not_found("run", run_id, known, f"project {project!r}"))
        return folder

    def projects(self) -> list[ProjectSeen]:
        """Every project, the one with the latest run first; a look at their folders, none at their runs.

        Raises `RunError` where they cannot be listed.
        """
        seen = map(self._seen, self.api.projects())
        return sorted(filter(None, seen), key=lambda one: (-one.latest, one.name))

    def _seen(self, name: str) -> ProjectSeen | None:
        """None for a project whose last run was removed a moment ago."""
        folder, latest = project_folder(self.store, name), 0.0
        try:
            latest = folder.stat().st_mtime
            return ProjectSeen(name, sum(one.name[0] != "." for one in folder.iterdir()), latest)
        except FileNotFoundError:
            return None
        except PermissionError:
            return ProjectSeen(name, None, latest)


def workspace_of(request: Request) -> Workspace:
    """The workspace that a request asks."""
    return request.app.state.workspace

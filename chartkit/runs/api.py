"""The store read from outside: its projects and their runs.

Takes the place of a store (the one `init` would use, unless told otherwise); gives `RunReader` objects.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chartkit.diagnostics import Diagnostic, RunError, listed, shown
from chartkit.runs.faults import not_found, refused_arguments
from chartkit.runs.names import folder_name, name_of_folder
from chartkit.runs.reader import RunReader
from chartkit.runs.reading.catalogue import ListedRun, listed_runs
from chartkit.runs.reading.filters import predicate
from chartkit.runs.reading.ordering import NEWEST_FIRST, ordered, orders
from chartkit.runs.reading.run_list import RunList
from chartkit.runs.store import find_store, folders_in, is_run, project_folder
from chartkit.schema import nearest

if TYPE_CHECKING:
    import numpy as np

if TYPE_CHECKING:
    from chartkit.runs.artifacts.artifact import Artifact


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
        return sorted(name_of_folder(folder.name) for folder in folders_in(self._store / "runs"))

    def runs(
        self,
        project: str | None = None,
        filters: Mapping[str, Any] | None = None,
        order: str | Sequence[str] | None = None,
        per_page: int = 50,
        *,
        path: str | None = None,
        **others: object,
    ) -> RunList:
        """The runs of `project` (`entity/project` is taken as well), else of all, newest first.

        `filters` are W&B's, in MongoDB's words: `{"config.lr": {"$lt": 0.1}, "state": "finished"}`; fields are those of
        `config.KEY` and `summary_metrics.KEY`, with dots for nested ones, `state`, `tags`, `display_name`, `name` (the
        id), `created_at`, `group`, `job_type` and more. `order` is a field with `+` or `-` before it, several with
        commas or in a list; runs without it come last. `path` is wandb's name for `project`; `per_page` is taken from
        scripts for wandb and changes nothing. A damaged run is among them: its `state` says so.

        The list is read when it is looked at. Raises `RunError` for a project that is not there, for fields, operators
        and orders that are none, and for wandb's other arguments. What was read once is kept in the store's cache: then
        it costs one look at each run's folder.
        """
        del per_page
        refused_arguments("Api.runs", others, {"lazy": True})
        project = project if project is not None else path
        parents = [self._project(project)] if project is not None else None
        lets_through = predicate(filters) if filters else None
        by = orders(order) if order is not None else [NEWEST_FIRST]

        def find() -> Sequence[ListedRun]:
            listed = listed_runs(self._store, folders_in(self._store / "runs") if parents is None else parents)
            return ordered(listed if lets_through is None else [one for one in listed if lets_through(one)], by)

        return RunList(find)

    def histories(
        self, runs: str | Sequence[RunReader] | None = None, keys: Sequence[str] = ()
    ) -> dict[str, dict[str, np.ndarray[Any, Any]]]:
        """The values of `keys` in many runs: by run id, arrays by key, and `_step`.

        `runs` is a project, or runs such as `Api().runs(…)` gives; None for all runs of the store. The rows of a run
        are those that have one of the keys, in the order of their steps. Integers are int64 and other numbers float64,
        every one as it was logged; where a row has no such key there is NaN. Texts, and integers that no float holds
        beside gaps, are arrays of objects. When ids of several projects are the same, all are `project/id`. Arrays may
        be read-only. Raises `RunError` for a project that is not there.
        """
        from chartkit.runs.reading.histories import histories

        if isinstance(keys, str):
            raise RunError.of("CK637", f"Api.histories takes keys as a list of texts; found {shown(keys)}.")
        found = self.runs(runs) if runs is None or isinstance(runs, str) else runs
        if isinstance(found, RunList):
            some, places = found.listed, [(str(one.parent), one.folder_name) for one in found.listed]
        else:
            some, places = found, [os.path.split(one.dir) for one in found]
        has_doubles = len({one.id for one in some}) < len(some)
        names = [f"{one.project}/{one.id}" if has_doubles else one.id for one in some]
        arrays = histories(self._store, places, list(dict.fromkeys(keys)))
        return dict(zip(names, arrays, strict=True))

    def run(self, path: str) -> RunReader:
        """The run `id`, `project/id` or `entity/project/id`; a name that one run alone has does as well.

        Raises `RunError` for none and for several.
        """
        *parents, id = path.split("/")
        projects = [self._project(parents[-1])] if parents else folders_in(self._store / "runs")
        name = folder_name(id, "a run's id")
        found = [RunReader(project / name) for project in projects if is_run(project / name)]
        known = [] if found else [RunReader(one) for project in projects for one in folders_in(project) if is_run(one)]
        found = found or [run for run in known if run.name == id]
        if len(found) == 1:
            return found[0]
        if found:
            message = f"several {'runs are called' if known else 'projects have a run'} {shown(id)}."
            several = ", ".join(f"{run.project}/{run.id}" for run in found)
            raise RunError.of("CK612", message, f"ask for one of {several}.")
        place = f"project {name_of_folder(projects[0].name)!r}" if parents else f"the store {self._store}"
        raise RunError(_no_such_run(id, known, place))

    def artifact(self, name: str, type: str | None = None) -> Artifact:
        """The version `project/name:v3` or `project/name:alias`, of the latest without either. Raises `RunError`."""
        from chartkit.runs.artifacts.finding import find

        return find(self._store, name, None, type)

    def artifacts(self, type: str | None = None, project: str | None = None, name: str | None = None) -> list[Artifact]:
        """All versions, or those of a type, a project or a name; by project, name and number. Raises `RunError`."""
        from chartkit.runs.artifacts.finding import all_artifacts

        return all_artifacts(self._store, type, project, name)

    def __repr__(self) -> str:
        return f"<chartkit store {str(self._store)!r}>"

    def _repr_html_(self) -> str:
        from chartkit.runs.showing.lines import store_html

        return store_html(self)

    def _project(self, path: str) -> Path:
        name = path.rpartition("/")[2]
        folder = project_folder(self._store, name)
        if not folder.is_dir():
            raise RunError(not_found("project", name, self.projects(), f"the store {self._store}"))
        return folder


def _no_such_run(id: str, known: list[RunReader], place: str) -> Diagnostic:
    """The finding with the ids there are; a run whose name is near, but not its id, is named with both."""
    missing = not_found("run", id, [run.id for run in known], place)
    near = nearest(id, [run.name for run in known], 1)
    if not near or nearest(id, [run.id for run in known], 1):
        return missing
    ids = listed([run.id for run in known if run.name == near[0]], "or")
    return missing._replace(help=f"did you mean {near[0]!r}, the run with the id {ids}?")

"""The colour of each run of a project, as its layout says: by a key over all runs, or each run's own.

Takes a workspace and a project; gives `ProjectColors`. Whoever draws runs asks here, so that all of the page agree.
"""

from __future__ import annotations

from typing import NamedTuple

from chartkit.diagnostics import ChartkitError, Diagnostic, shown
from chartkit.runs.coloring.colored import RunColors, colored
from chartkit.runs.coloring.own_colors import OwnRun, own_colors
from chartkit.runs.coloring.palettes import CODE
from chartkit.workspace.coloring.run_values import run_values
from chartkit.workspace.coloring.settings import ByKey, wanted
from chartkit.workspace.layouts.layout_file import LayoutFile
from chartkit.workspace.runs_table.run_table import RunTable
from chartkit.workspace.workspace import Workspace


class ProjectColors(NamedTuple):
    """All runs of a project, hidden ones as well."""

    color: dict[str, str]
    """By run id, as `#rrggbb` or `#rrggbbaa`."""
    own: dict[str, str]
    """The colour that each run has of its own."""
    by_key: RunColors | None
    """None where each run has its own colour."""
    faults: tuple[Diagnostic, ...] = ()
    """Why the runs have their own colours although the layout asks for a key's."""


def project_colors(workspace: Workspace, project: str) -> ProjectColors:
    """The colours now. Raises `RunError` for a project that is not there."""
    return table_colors(workspace, workspace.run_tables.table(project))


def table_colors(workspace: Workspace, table: RunTable) -> ProjectColors:
    """The colours of the runs of a table."""
    project = table.project
    runs = [OwnRun(run.id, run.start.get("timestamp") or 0.0, run.color) for run in table.runs]
    own = own_colors(workspace.store, project, runs)
    try:
        said = wanted(LayoutFile(workspace.store, project).read())
        if said is None:
            return ProjectColors(own, own, None)
        if table.n_unread:
            return ProjectColors(own, own, None, (_waits(table, said.key),))
        by_key = _by_key(workspace, table, said)
    except ChartkitError as error:
        return ProjectColors(own, own, None, tuple(error.diagnostics))
    return ProjectColors(by_key.color, own, by_key)


def _waits(table: RunTable, key: str) -> Diagnostic:
    """That the colours are not known yet: buckets are those of all runs."""
    n_runs = len(table.runs)
    message = f"their colours by {shown(key)} need all {n_runs:,} runs; {n_runs - table.n_unread:,} are read so far."
    return Diagnostic(CODE, message, "info", help="the colours come when all are read.")


def _by_key(workspace: Workspace, table: RunTable, said: ByKey) -> RunColors:
    key, values = run_values(workspace.cache, table, said.key, said.asked.y)
    return colored([run.id for run in table.runs], values, key, said.asked)

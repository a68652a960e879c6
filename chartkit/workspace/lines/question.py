"""A page's question answered: takes panels and runs, reads every column once, gives the lines of all panels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from chartkit.runs.names import folder_name
from chartkit.runs.reading.columns import Columns
from chartkit.runs.reading.run_read import many_columns
from chartkit.workspace.lines.asked import Asked
from chartkit.workspace.lines.groups import grouped
from chartkit.workspace.lines.line import Group
from chartkit.workspace.lines.panel_lines import PanelLines, panel_lines
from chartkit.workspace.lines.points import needed_keys
from chartkit.workspace.workspace import Workspace


class Answered(NamedTuple):
    """What was asked for."""

    panels: Sequence[PanelLines]
    gone: Sequence[str]
    """Runs that are not there any more."""


def answered(workspace: Workspace, project: str, asked: Asked) -> Answered:
    """The lines of all panels. Raises `RunError` for a project that is not there and a name that no run has."""
    runs, gone = read_columns(workspace, project, asked)
    groups = panel_groups(workspace, project, asked)
    return Answered([panel_lines(panel, runs, groups.get(panel.group)) for panel in asked.panels], gone)


def read_columns(workspace: Workspace, project: str, asked: Asked) -> tuple[Mapping[str, Columns], Sequence[str]]:
    """The columns that the panels are made of, by run, and the runs that are not there. Raises `RunError`."""
    folder = workspace.project(project)
    names = {run: folder_name(run, "a run's id") for run in asked.runs}
    there = [run for run in asked.runs if (folder / names[run]).is_dir()]
    keys = dict.fromkeys(key for panel in asked.panels for key in (*panel.keys, *needed_keys(panel.x)))
    found = many_columns(workspace.store, folder, [names[run] for run in there], list(keys))
    runs = dict(zip(there, found, strict=True))
    return runs, [run for run in asked.runs if run not in runs]


def panel_groups(workspace: Workspace, project: str, asked: Asked) -> dict[tuple[str, ...], list[Group]]:
    """The groups of each set of fields that a panel groups by. Raises `RunError` for a field that is none."""
    fields = {panel.group for panel in asked.panels if panel.group}
    if not fields:
        return {}
    by_id = workspace.run_tables.table(project).by_id
    listed = [by_id[run] for run in asked.runs if run in by_id]
    return {names: grouped(listed, names) for names in fields}

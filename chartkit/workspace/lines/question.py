"""A page's question answered: takes panels and runs, reads every column once, gives the lines of all panels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from chartkit.runs.names import folder_name
from chartkit.runs.reading.columns import Columns
from chartkit.runs.reading.run_read import many_columns
from chartkit.workspace.lines.asked import Asked
from chartkit.workspace.lines.groups import grouped
from chartkit.workspace.lines.panel_lines import Group, PanelLines, panel_lines
from chartkit.workspace.lines.points import needed_keys
from chartkit.workspace.workspace import Workspace


class Answered(NamedTuple):
    """What was asked for."""

    panels: Sequence[PanelLines]
    gone: Sequence[str]
    """Runs that are not there any more."""


def answered(workspace: Workspace, project: str, asked: Asked) -> Answered:
    """The lines of all panels. Raises `RunError` for a project that is not there and a name that no run has."""
    folder = workspace.project(project)
    names = {run: folder_name(run, "a run's id") for run in asked.runs}
    there = [run for run in asked.runs if (folder / names[run]).is_dir()]
    keys = dict.fromkeys(key for panel in asked.panels for key in (*panel.keys, *needed_keys(panel.x)))
    found = many_columns(workspace.store, folder, [names[run] for run in there], list(keys))
    runs: Mapping[str, Columns] = dict(zip(there, found, strict=True))
    groups = _groups(workspace, project, asked)
    panels = [panel_lines(panel, runs, groups[panel.group] if panel.group else None) for panel in asked.panels]
    return Answered(panels, [run for run in asked.runs if run not in runs])


def _groups(workspace: Workspace, project: str, asked: Asked) -> dict[tuple[str, ...], list[Group]]:
    fields = {panel.group for panel in asked.panels if panel.group}
    if not fields:
        return {}
    wanted = {run: place for place, run in enumerate(asked.runs)}
    listed = [run for run in workspace.api.runs(project).listed if run.id in wanted]
    listed.sort(key=lambda run: wanted[run.id])
    return {names: grouped(listed, names) for names in fields}

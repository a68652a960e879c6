"""What stands in a report: takes a workspace, a project and what is asked, gives the parts of its page in their order.

1. runs    those that are asked for, or that the page shows
2. panels  automatic ones and the layout's, in its sections
3. parts   lines by the page's own code, logged charts, tables and media; a fault stands where its panel would
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from chartkit.diagnostics import Diagnostic
from chartkit.render import PageHeading, PagePart, escaped
from chartkit.render.page_parts import PageContent
from chartkit.runs.page.logged import parts_of
from chartkit.workspace.coloring.project_colors import ProjectColors, project_colors
from chartkit.workspace.layouts.layout_file import LayoutFile
from chartkit.workspace.layouts.layout_parts import mapping, texts
from chartkit.workspace.lines.asked import Asked, AskedPanel
from chartkit.workspace.lines.groups import grouped
from chartkit.workspace.lines.metrics import ProjectMetric, project_metrics
from chartkit.workspace.lines.question import read_columns
from chartkit.workspace.logged.contents import Contents
from chartkit.workspace.logged.versions import logged_keys
from chartkit.workspace.report.asked import AskedReport
from chartkit.workspace.report.line_panels import WIDTH_PX, Lines, asked_panel, line_chart
from chartkit.workspace.report.logged_panels import Logged, LoggedRun, chart_parts, media_of_runs, table_parts
from chartkit.workspace.report.panels import Panel, chosen_panels, in_sections, project_panels
from chartkit.workspace.report.shown_runs import ShownRuns, shown_runs
from chartkit.workspace.runs_table.run_table import RunTable
from chartkit.workspace.workspace import Workspace

_POINTS = 6_000


class Content(NamedTuple):
    """The parts of a report and what its page says around them."""

    table: RunTable
    layout: Mapping[str, Any]
    shown: ShownRuns
    colors: ProjectColors
    names: Mapping[str, str]
    parts: Sequence[PagePart]
    n_panels: int
    diagnostics: Sequence[Diagnostic]


def report_content(workspace: Workspace, project: str, asked: AskedReport) -> Content:
    """All of it. Raises `RunError` for a project or run that is not there, `ChartkitError` for a panel that is not."""
    table = workspace.run_tables.table(project)
    layout = LayoutFile(workspace.store, project).read()
    shown = shown_runs(table, layout, asked)
    colors = project_colors(workspace, project)
    names = {run.id: str(run.facts.setting("name") or run.id) for run in shown.runs}
    runs = [LoggedRun(run.id, names[run.id], Contents(run.folder, workspace.cache)) for run in shown.runs]
    metrics = project_metrics(run.facts for run in shown.runs)
    panels = project_panels(metrics, logged_keys(run.facts for run in shown.runs), layout)
    if asked.panels is not None:
        panels = chosen_panels(panels, asked.panels)
    found: list[Diagnostic] = list(colors.faults)
    group = texts(mapping(layout.get("runs")).get("group"))
    logged = Logged(workspace, project, runs, colors.color, group, grouped(shown.runs, group) if group else [])
    drawn = _Drawn(logged, mapping(layout.get("lines")), {one.key: one for one in metrics}, panels, names)
    parts = list(_in_sections(in_sections(panels, layout), drawn, found))
    return Content(table, layout, shown, colors, names, parts, len(panels), found)


class _Drawn:
    """Panels as parts of a page; the columns of all line panels are read at once."""

    def __init__(
        self,
        logged: Logged,
        common: Mapping[str, Any],
        metrics: Mapping[str, ProjectMetric],
        panels: Sequence[Panel],
        names: Mapping[str, str],
    ) -> None:
        self._logged = logged
        self.store = logged.workspace.store
        asked = [
            asked_panel(panel, common, metrics, logged.group, WIDTH_PX, _POINTS)
            for panel in panels
            if panel.kind == "line"
        ]
        self._asked: Mapping[str, AskedPanel] = {one.id: one for one in asked}
        question = Asked(tuple(asked), tuple(names))
        columns, _ = read_columns(logged.workspace, logged.project, question)
        self._lines = Lines(columns, logged.groups, logged.colors, names)

    def parts(self, panel: Panel) -> Sequence[PagePart]:
        """The panel. Raises `ChartkitError` for what cannot be read or drawn."""
        if panel.kind == "line":
            return [line_chart(panel, self._asked[panel.id], self._lines)]
        if panel.kind == "chart":
            return chart_parts(panel, self._logged)
        if panel.kind == "table":
            return table_parts(panel, self._logged)
        if panel.kind == "media":
            return list(media_of_runs(panel, self._logged))
        return [PageContent(panel.title or panel.kind, f"<p>{escaped(_ELSEWHERE.format(panel.kind))}</p>\n")]


_ELSEWHERE = "Panels of the kind '{}' are shown by the workspace alone: chartkit ui."


def _in_sections(
    sections: Iterable[tuple[str, Sequence[Panel]]], drawn: _Drawn, found: list[Diagnostic]
) -> Iterator[PagePart]:
    for name, panels in sections:
        yield PageHeading(name)
        by_title = {panel.title: panel for panel in panels}
        if len(by_title) == len(panels):
            yield from parts_of(
                by_title, lambda title, by_title=by_title: drawn.parts(by_title[title]), found, drawn.store
            )
        else:
            for panel in panels:
                yield from parts_of([panel.title], lambda _, panel=panel: drawn.parts(panel), found, drawn.store)

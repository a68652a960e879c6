"""The page of one run in a static site: takes a run of a list, gives the parts of its page.

1. charts   as they were logged, of their latest step
2. metrics  a line for each key, thinned as the workspace draws it
3. media, tables, summary, config
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from chartkit.diagnostics import ChartkitError, Diagnostic, counted
from chartkit.render import PageContent, PagePart, escaped
from chartkit.runs.page.logged import chart_part, fault_line, in_store, media_parts, parts_of, table_part
from chartkit.runs.page.settings import page_settings
from chartkit.runs.reading.catalogue import ListedRun
from chartkit.workspace.lines.asked import Asked
from chartkit.workspace.lines.metrics import project_metrics
from chartkit.workspace.lines.question import read_columns
from chartkit.workspace.logged.contents import Contents
from chartkit.workspace.report.line_panels import Lines, asked_panel, line_chart
from chartkit.workspace.report.panels import Panel
from chartkit.workspace.workspace import Workspace

_MOST_METRICS = 100
_COLUMNS = 200
"""Each is drawn by at most four points."""


class RunParts(NamedTuple):
    """What the page of a run holds, and what could not be read."""

    parts: list[PagePart]
    facts: str
    diagnostics: list[Diagnostic]


def run_parts(workspace: Workspace, run: ListedRun, color: str) -> RunParts:
    """The parts. What cannot be read is said in its place."""
    contents, found = Contents(run.folder, workspace.cache), list[Diagnostic]()
    charts = contents.kinds()["chart"]
    parts = [
        *parts_of(charts, lambda key: [chart_part(contents, key)], found, workspace.store),
        *_metrics(workspace, run, color, found),
        *parts_of(contents.media_keys(), lambda key: media_parts(contents, key), found, workspace.store),
        *parts_of(contents.table_keys(), lambda key: [table_part(contents, key)], found, workspace.store),
        *parts_of(("summary",), lambda title: page_settings(title, run.summary), found, workspace.store),
        *parts_of(("config",), lambda title: page_settings(title, run.config), found, workspace.store),
    ]
    began = f"{str(run.facts.start.get('created_at', ''))[:16].replace('T', ' ')} UTC"
    return RunParts(parts, f"run {run.id} · {began} · {run.state}", found)


def _metrics(workspace: Workspace, run: ListedRun, color: str, found: list[Diagnostic]) -> list[PagePart]:
    shown = [one for one in project_metrics([run.facts]) if not one.hidden]
    panels = [Panel(one.key, "line", one.key, one.key, "", 1, 0, {}) for one in shown[:_MOST_METRICS]]
    metrics = {one.key: one for one in shown}
    asked = {one.id: asked_panel(one, {}, metrics, (), _COLUMNS, 4 * _COLUMNS) for one in panels}
    try:
        columns, _ = read_columns(workspace, run.project, Asked(tuple(asked.values()), (run.id,)))
    except ChartkitError as error:
        found.extend(error.diagnostics)
        said = (in_store(str(one), workspace.store) for one in error.diagnostics)
        return [PageContent("metrics", "".join(map(fault_line, said)))]
    lines = Lines(columns, (), {run.id: color}, _names(run))
    parts: list[PagePart] = [line_chart(panel, asked[panel.id], lines) for panel in panels]
    if len(shown) > len(panels):
        more = counted(len(shown) - len(panels), "more metric")
        way = f"<code>chartkit runs export {escaped(run.id)} -o run.csv</code>"
        parts.append(PageContent("more metrics", f"<p>{more}: {way} has all numbers.</p>\n"))
    return parts


def _names(run: ListedRun) -> Mapping[str, str]:
    return {run.id: str(run.facts.setting("name") or run.id)}

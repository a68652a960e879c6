"""Panels of what runs logged beside numbers: takes a panel and the runs, gives charts, tables and media of a report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import orjson

from chartkit.diagnostics import counted
from chartkit.render import PageChart, PageContent, PagePart, escaped
from chartkit.runs.page.logged import fault_line, in_store, media_parts, table_part
from chartkit.workspace.charts.answer import chart_answer
from chartkit.workspace.charts.request import MOST_RUNS, ChartRequest
from chartkit.workspace.layouts.layout_parts import text, texts
from chartkit.workspace.lines.export import group_colors
from chartkit.workspace.lines.line import Group
from chartkit.workspace.logged.contents import Contents
from chartkit.workspace.report.line_panels import WIDTH_PX
from chartkit.workspace.report.panels import Panel
from chartkit.workspace.report.saved import saved_json
from chartkit.workspace.run_legend import with_run_legend
from chartkit.workspace.workspace import Workspace

_MOST_MEDIA_RUNS = 6
_COMPOSED = frozenset({"facet", "repeat", "concat", "hconcat", "vconcat"})


class LoggedRun(NamedTuple):
    """One run of a report: what it is called and what it logged."""

    id: str
    name: str
    contents: Contents


class Logged(NamedTuple):
    """What all such panels of a report share."""

    workspace: Workspace
    project: str
    runs: Sequence[LoggedRun]
    colors: dict[str, str]
    group: tuple[str, ...]
    groups: Sequence[Group]
    """The groups of the runs by `group`; none without it."""


def chart_parts(panel: Panel, logged: Logged) -> list[PagePart]:
    """The pictures of a key as of each run's latest step. Raises `RunError` where none of the runs has logged it."""
    own = text(panel.settings.get("run"))
    groups = () if own else logged.groups
    colors = _group_colors(groups) or logged.colors
    chosen = [run.id for run in logged.runs if not own or run.id == own] or [run.id for run in logged.runs]
    shown = tuple(chosen[:MOST_RUNS])
    request = ChartRequest(
        panel.key,
        shown,
        classes=texts(panel.settings.get("classes")) or None,
        group=logged.group if groups else (),
        width_px=3 * WIDTH_PX,
        height_px=2 * WIDTH_PX,
        colors={id: colors[id] for id in shown if id in colors},
    )
    answer: dict[str, Any] = orjson.loads(chart_answer(logged.workspace, logged.project, request))
    said = [in_store(note, logged.workspace.store) for note in answer["notes"]]
    notes: list[str] = [_steps(answer["shown"]), *said]
    if len(chosen) > len(shown):
        notes.append(f"The first {len(shown)} of {counted(len(chosen), 'run')}.")
    pictures: list[dict[str, Any]] = answer["pictures"]
    names = {run.id: run.name for run in logged.runs}
    only = names[shown[0]] if len(shown) == 1 < len(names) else None
    parts: list[PagePart] = []
    for picture in pictures:
        title = f"{panel.title} · {heading}" if (heading := picture["heading"] or only) else panel.title
        note = " ".join(filter(None, (*notes, *picture["notes"]))) or None
        width = panel.width if _COMPOSED.isdisjoint(picture["spec"]) else "all"
        named = with_run_legend(picture["spec"], names)
        spec = named if groups else picture["spec"]
        parts.append(PageChart(title, orjson.dumps(spec), note, width, saved_json(spec, named)))
    return parts or [PageContent(panel.title, "".join(map(fault_line, said)))]


def table_parts(panel: Panel, logged: Logged) -> list[PagePart]:
    """The first rows of one run's table, the panel's run or the first that has it. Raises `RunError`."""
    having = [run for run in logged.runs if panel.key in run.contents.table_keys()]
    if not having:
        return [_nothing(panel)]
    own = text(panel.settings.get("run"))
    run = next((one for one in having if one.id == own), having[0])
    if len(having) == 1 and len(logged.runs) == 1:
        return [table_part(run.contents, panel.key, panel.title)]
    return [table_part(run.contents, panel.key, f"{panel.title} · {run.name}")]


def media_of_runs(panel: Panel, logged: Logged) -> Iterator[PagePart]:
    """The media of the first runs that have any. Raises `RunError`."""
    having = [run for run in logged.runs if panel.key in run.contents.media_keys()]
    if not having:
        yield _nothing(panel)
    for run in having[:_MOST_MEDIA_RUNS]:
        title = panel.title if len(logged.runs) == 1 else f"{panel.title} · {run.name}"
        yield from media_parts(run.contents, panel.key, title)
    if len(having) > _MOST_MEDIA_RUNS:
        yield PageContent(
            panel.title, _said(f"The first {_MOST_MEDIA_RUNS} of {counted(len(having), 'run')} are shown.")
        )


def _group_colors(groups: Sequence[Group]) -> dict[str, str]:
    """The colour of each run of a group, by the run's id."""
    by_label = group_colors(groups)
    return {run: by_label[group.label] for group in groups for run in group.runs}


def _nothing(panel: Panel) -> PageContent:
    return PageContent(panel.title, _said("None of these runs has logged it."))


def _said(sentence: str) -> str:
    return f"<p>{escaped(sentence)}</p>\n"


def _steps(shown: Sequence[dict[str, Any]]) -> str:
    """At which steps the runs' charts were logged."""
    steps = sorted({one["step"] for one in shown})
    if not steps:
        return ""
    return f"Step {steps[0]:,}." if len(steps) == 1 else f"Latest steps, {steps[0]:,} to {steps[-1]:,}."

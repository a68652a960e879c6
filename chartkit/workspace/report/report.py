"""A project's panels as one HTML file that needs nothing else: takes a workspace and what is asked, gives the page.

1. content  the runs, the panels, their parts
2. around   the legend of the runs' colours and the table of the runs
3. page     one file, under a policy that lets it reach nothing
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from chartkit.diagnostics import Diagnostic, counted
from chartkit.render import Surroundings, html_page
from chartkit.workspace.report.asked import AskedReport
from chartkit.workspace.report.content import Content, report_content
from chartkit.workspace.report.legend import legend
from chartkit.workspace.report.runs_rows import RunsRows, runs_rows
from chartkit.workspace.workspace import Workspace


class Report(NamedTuple):
    """The page as text, how much it shows, and what could not be shown."""

    html: str
    n_panels: int
    n_runs: int
    diagnostics: tuple[Diagnostic, ...]

    def __str__(self) -> str:
        return f"{counted(self.n_panels, 'panel')} of {counted(self.n_runs, 'run')}"


def report(workspace: Workspace, project: str, asked: AskedReport) -> Report:
    """The report. Raises `RunError` for a project or run that is not there, `ChartkitError` for no such panel."""
    content = report_content(workspace, project, asked)
    html = html_page(content.parts, asked.title or project, facts(content, project), _around(content))
    return Report(html, content.n_panels, len(content.shown.runs), tuple(content.diagnostics))


def text_beside(name: str) -> str:
    """A style or script of this package."""
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def facts(content: Content, project: str) -> str:
    """The line under the title: which runs of how many, when."""
    shown = content.shown
    n_shown = len(shown.runs)
    runs = counted(shown.total, "run") if n_shown == shown.total else f"{n_shown:,} of {counted(shown.total, 'run')}"
    return f"project {project} · {runs} · {datetime.now(UTC):%Y-%m-%d %H:%M} UTC"


def _around(content: Content) -> Surroundings:
    ids = [run.id for run in content.shown.runs]
    rows = runs_rows(content.table, content.shown.runs, content.layout, RunsRows(content.colors.color))
    above = legend(content.colors, ids, content.names) + rows
    return Surroundings(above, {"report.css": text_beside("report.css")}, {"runs_rows.js": text_beside("runs_rows.js")})

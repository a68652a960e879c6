"""A project as a static site: takes a workspace and what is asked, writes pages into a folder for any web host.

1. assets  scripts and styles, once for all pages, under a name that changes with them
2. runs    a page for each run
3. index   the panels that the page shows, and the table of all runs with links to their pages

All addresses are relative: the site works from a subfolder of a host and from the disk, without a server's help.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from chartkit.diagnostics import Diagnostic, counted
from chartkit.render import PagePart, Surroundings, escaped, html_page, page_assets, page_files
from chartkit.runs.reading.catalogue import ListedRun
from chartkit.workspace.report.asked import AskedReport
from chartkit.workspace.report.content import report_content
from chartkit.workspace.report.legend import legend
from chartkit.workspace.report.report import facts, text_beside
from chartkit.workspace.report.run_page import run_parts
from chartkit.workspace.report.runs_rows import RunsRows, runs_rows
from chartkit.workspace.report.shown_runs import shown_runs
from chartkit.workspace.report.site_folder import SiteFolder
from chartkit.workspace.workspace import Workspace

OWN = ("report.css", "runs_rows.js")


class Site(NamedTuple):
    """What was written, and what could not be shown."""

    n_runs: int
    n_left_out: int
    """Runs beyond the most that were asked for."""
    n_files: int
    n_bytes: int
    diagnostics: tuple[Diagnostic, ...]

    def __str__(self) -> str:
        return f"{counted(self.n_runs, 'run')}, {counted(self.n_files, 'file')} of {self.n_bytes / 1e6:,.1f} MB"


def write_site(
    workspace: Workspace,
    project: str,
    asked: AskedReport,
    folder: Path,
    most: int = 1_000,
    tell: Callable[[int, int], None] = lambda n_done, n_all: None,
) -> Site:
    """Write the site with the first `most` runs; `tell` hears of each page. O(runs) pages, each a few ms and some KB.

    Raises `RunError` for a project or run that is not there, `ChartkitError` for a folder that holds other things.
    """
    content = report_content(workspace, project, asked)
    table, colors = content.table, content.colors
    site = SiteFolder(folder)
    assets = _write_assets(site)
    everybody = asked._replace(runs=tuple(table.by_id)) if asked.runs is None and asked.filters is None else asked
    runs = shown_runs(table, content.layout, everybody).runs
    kept = runs[:most]
    found = list(content.diagnostics)
    for n_done, run in enumerate(kept, 1):
        found += _write_run(workspace, site, assets, project, run, colors.color.get(run.id, ""))
        tell(n_done, len(kept))
    pages = {run.id: quote(_page(run)) for run in kept}
    rows = runs_rows(table, kept, content.layout, RunsRows(colors.color, pages, most))
    more = _more(len(kept), len(runs))
    above = legend(colors, [run.id for run in content.shown.runs], content.names) + more + rows
    around = Surroundings(above, {"report.css": ""}, {"runs_rows.js": ""}, assets)
    page = html_page(content.parts, asked.title or project, facts(content, project), around)
    _write_files(site, assets, content.parts)
    site.write("index.html", page.encode())
    return Site(len(kept), len(runs) - len(kept), site.end(), site.n_bytes, tuple(found))


def _write_assets(site: SiteFolder) -> str:
    """The folder of the assets, from the site's own."""
    texts = page_assets() | {name: text_beside(name) for name in OWN}
    version = sha256("\0".join(texts.values()).encode()).hexdigest()[:12]
    folder = f"assets-{version}"
    for name, text in texts.items():
        site.write(f"{folder}/{name}", text.encode())
    return folder


def _write_files(site: SiteFolder, assets: str, parts: Sequence[PagePart]) -> None:
    """The files that framed pages load, each once for the whole site."""
    for name, text in page_files(parts).items():
        if not site.has(f"{assets}/{name}"):
            site.write(f"{assets}/{name}", text.encode())


def _write_run(
    workspace: Workspace, site: SiteFolder, assets: str, project: str, run: ListedRun, color: str
) -> Sequence[Diagnostic]:
    page = run_parts(workspace, run, color)
    above = f'<p class="back"><a href="../index.html">All runs of {escaped(project)}</a></p>\n'
    around = Surroundings(above, {"report.css": ""}, {}, f"../{assets}")
    name = str(run.facts.setting("name") or run.id)
    _write_files(site, assets, page.parts)
    site.write(_page(run), html_page(page.parts, name, page.facts, around).encode())
    return page.diagnostics


def _page(run: ListedRun) -> str:
    """The file of a run's page: its folder's name, which every file system takes."""
    return f"runs/{run.folder_name}.html"


def _more(n_kept: int, n_runs: int) -> str:
    if n_kept == n_runs:
        return ""
    return f"<p>This site has the first {n_kept:,} of {counted(n_runs, 'run')}.</p>\n"

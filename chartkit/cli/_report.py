"""`chartkit report PROJECT -o report.html`: a project's panels as one page, or as a static site."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chartkit.cli.destination import check_destination
from chartkit.cli.options import presets_option, store_option
from chartkit.cli.output import caution, say
from chartkit.cli.run_filters import filters_of
from chartkit.diagnostics import ChartkitError, Diagnostic, listed
from chartkit.files import write_whole

if TYPE_CHECKING:
    from chartkit.workspace.report.asked import AskedReport
    from chartkit.workspace.workspace import Workspace

_MOST_SAID = 10


@click.command("report")
@click.argument("project", required=False)
@click.option("-o", "--output", type=click.Path(path_type=Path), help="The page to write; PROJECT.html without it.")
@click.option("--site", type=click.Path(path_type=Path), help="A folder for a static site, in place of one page.")
@click.option("--runs", metavar="RUN,RUN", help="Ids or names; those that the workspace shows without it.")
@click.option("--filter", "conditions", multiple=True, metavar="CONDITION", help="All runs with 'summary.loss<0.3'.")
@click.option("--panels", metavar="KEY,KEY", help="Keys such as 'train/loss'; all panels without it.")
@click.option("--title", default="", help="The page's heading; the project's name without it.")
@click.option("--most", type=click.IntRange(1), default=1_000, show_default=True, help="Runs with a page in a site.")
@store_option
@presets_option
def command(
    project: str | None,
    output: Path | None,
    site: Path | None,
    runs: str | None,
    conditions: tuple[str, ...],
    panels: str | None,
    title: str,
    most: int,
    folder: Path | None,
    folders: tuple[Path, ...],
) -> None:
    """Write the panels of PROJECT into one page that needs no server and no network.

    It shows what 'chartkit ui' shows: the same runs in the same colours, the panels of the layout. With --site a
    folder of pages for any web host: the panels, a table of all runs, and a page for each run.
    """
    from chartkit.runs.store import find_store
    from chartkit.workspace.report.asked import AskedReport
    from chartkit.workspace.workspace import Workspace

    if site is not None and output is not None:
        raise ChartkitError.of(
            "CK701", "-o and --site are both given.", "one page: -o report.html; a site: --site site"
        )
    if runs is not None and conditions:
        raise ChartkitError.of("CK701", "--runs and --filter are both given.", "name the runs, or say what they have")
    workspace = Workspace(find_store(folder), folders)
    asked = AskedReport(_parts(runs), filters_of(conditions), _parts(panels), title)
    name = project if project is not None else _only_project(workspace)
    if site is None:
        _write_page(workspace, name, asked, output or Path(f"{name}.html"))
    else:
        _write_site(workspace, name, asked, site, most)


def _write_page(workspace: Workspace, project: str, asked: AskedReport, output: Path) -> None:
    from chartkit.workspace.report.report import report

    check_destination(output, name="report.html")
    page = report(workspace, project, asked)
    write_whole(output, page.html.encode(), make_folders=True)
    _caution(page.diagnostics)
    say(f"{output}: {page} of project {project!r}, {len(page.html.encode()) / 1e6:,.1f} MB")


def _write_site(workspace: Workspace, project: str, asked: AskedReport, folder: Path, most: int) -> None:
    from chartkit.workspace.report.site import write_site

    written = write_site(workspace, project, asked, folder, most, _tell)
    _caution(written.diagnostics)
    if written.n_left_out:
        caution(f"{written.n_left_out:,} more runs have no page; --most {written.n_runs + written.n_left_out} has all.")
    say(f"{folder / 'index.html'}: {written} of project {project!r}")


def _tell(n_done: int, n_all: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{n_done:,} of {n_all:,} runs" + ("\n" if n_done == n_all else ""), nl=False, err=True)


def _caution(diagnostics: tuple[Diagnostic, ...]) -> None:
    for fault in diagnostics[:_MOST_SAID]:
        caution(str(fault))
    if len(diagnostics) > _MOST_SAID:
        caution(f"{len(diagnostics) - _MOST_SAID:,} more of these; each stands on its page.")


def _only_project(workspace: Workspace) -> str:
    names = [one.name for one in workspace.projects()]
    if len(names) == 1:
        return names[0]
    if not names:
        help = "chartkit.init() in a script starts one, and so does 'chartkit demo'"
        raise ChartkitError.of("CK701", f"there is no run in {workspace.store}.", help)
    raise ChartkitError.of("CK701", "there are several projects.", f"name one of {listed(names, 'or')}")


def _parts(text: str | None) -> tuple[str, ...] | None:
    return None if text is None else tuple(part.strip() for part in text.split(",") if part.strip())

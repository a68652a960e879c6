"""`chartkit runs export RUN -o run.html`: a run in one page that needs no network, or its data in a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from chartkit.cli.destination import check_destination
from chartkit.cli.options import store_option
from chartkit.cli.output import caution, say
from chartkit.cli.run_choice import chosen_run
from chartkit.diagnostics import ChartkitError, listed
from chartkit.files import write_whole

if TYPE_CHECKING:
    from chartkit.runs import RunReader

_ENDINGS = (".html", ".htm")


@click.command("export")
@click.argument("run", required=False)
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("run.html"), show_default=True)
@store_option
def command(run: str | None, output: Path, folder: Path | None) -> None:
    """Write RUN into one file, whose ending says what it holds.

    .html: a line for each metric; charts, media and tables as of their latest step; summary and config, in a page that
    needs no network. .csv and .parquet: the history, texts as they were logged (in a spreadsheet, import them as text).
    .json: config, summary and history. .tar.gz: the run's whole folder, which 'tar xzf run.tar.gz -C .chartkit/runs'
    puts into another store.

    RUN is an id, project/id or a name that one run has; the newest run without it.
    """
    from chartkit.runs.upkeep.export import ENDINGS, export

    found = chosen_run(run, folder)
    check_destination(output, name="run.html")
    ending = next((one for one in (*_ENDINGS, *ENDINGS) if output.name.lower().endswith(one)), None)
    if ending is None:
        message = f"a run is exported as {listed((*_ENDINGS, *ENDINGS), 'or')}; found {output.name!r}."
        help = f"for one chart: chartkit.Api().run({found.id!r}).chart(KEY).save({output.name!r})"
        raise ChartkitError.of("CK701", message, help)
    if ending in _ENDINGS:
        _export_page(found, output)
    else:
        say(f"{output}: {export(found, output, ending)} of {found.project}/{found.id}")


def _export_page(found: RunReader, output: Path) -> None:
    from chartkit.runs.page import run_page

    page = run_page(found)
    if page is None:
        message = f"run {found.id!r} has logged nothing that a page could show."
        raise ChartkitError.of("CK701", message, "log something: run.log({'loss': 0.5})")
    write_whole(output, page.html.encode(), make_folders=True)
    for fault in page.diagnostics:
        caution(str(fault))
    say(f"{output}: {page} of {found.project}/{found.id}")

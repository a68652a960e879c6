"""`chartkit runs export RUN -o run.html`: charts, media and tables of a run in one page that needs no network."""

from __future__ import annotations

from pathlib import Path

import click

from chartkit.cli.destination import check_destination
from chartkit.cli.options import store_option
from chartkit.cli.output import caution, say
from chartkit.cli.run_choice import chosen_run
from chartkit.diagnostics import ChartkitError, listed
from chartkit.files import write_whole

_ENDINGS = (".html", ".htm")


@click.command("export")
@click.argument("run", required=False)
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("run.html"), show_default=True)
@store_option
def command(run: str | None, output: Path, folder: Path | None) -> None:
    """Write the charts, media and tables of RUN into one page, each as of its latest step.

    RUN is an id, project/id or a name that one run has; the newest run without it.
    """
    from chartkit.runs.page import run_page

    found = chosen_run(run, folder)
    check_destination(output, name="run.html")
    if output.suffix.lower() not in _ENDINGS:
        message = f"a run is exported as one page, {listed(_ENDINGS, 'or')}; found {output.name!r}."
        help = f"for one chart: chartkit.Api().run({found.id!r}).chart(KEY).save({output.name!r})"
        raise ChartkitError.of("CK701", message, help)
    page = run_page(found)
    if page is None:
        message = f"run {found.id!r} has no charts, media or tables to export."
        raise ChartkitError.of("CK701", message, "log one: run.log({'loss': chartkit.plot_table(…)})")
    write_whole(output, page.html.encode(), make_folders=True)
    for fault in page.diagnostics:
        caution(str(fault))
    say(f"{output}: {page} of {found.project}/{found.id}")

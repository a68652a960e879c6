"""`chartkit runs export RUN -o run.html`: all charts of a run in one page that needs no network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from chartkit.cli.destination import check_destination
from chartkit.cli.options import store_option
from chartkit.cli.output import say
from chartkit.cli.run_choice import chosen_run
from chartkit.diagnostics import ChartkitError, counted, listed
from chartkit.files import write_whole

if TYPE_CHECKING:
    from chartkit.render import PageChart
    from chartkit.runs import RunReader

_ENDINGS = (".html", ".htm")
_MAX_SETTINGS = 8


@click.command("export")
@click.argument("run", required=False)
@click.option("-o", "--output", type=click.Path(path_type=Path), default=Path("run.html"), show_default=True)
@store_option
def command(run: str | None, output: Path, folder: Path | None) -> None:
    """Write all charts of RUN into one page, each as of its latest step.

    RUN is an id, project/id or a name that one run has; the newest run without it.
    """
    from chartkit.render import html_page

    found = chosen_run(run, folder)
    check_destination(output, name="run.html")
    if output.suffix.lower() not in _ENDINGS:
        message = f"a run is exported as one page, {listed(_ENDINGS, 'or')}; found {output.name!r}."
        help = f"for one chart: chartkit.Api().run({found.id!r}).chart(KEY).save({output.name!r})"
        raise ChartkitError.of("CK701", message, help)
    keys = list(found.charts())
    if not keys:
        message = f"run {found.id!r} has no charts to export."
        raise ChartkitError.of("CK701", message, "log one: run.log({'loss': chartkit.plot_table(…)})")
    charts = [_page_chart(found, key) for key in keys]
    write_whole(output, html_page(charts, f"{found.project} / {found.name}", _facts(found)).encode(), make_folders=True)
    say(f"{output}: {counted(len(charts), 'chart')} of {found.project}/{found.id}")


def _page_chart(run: RunReader, key: str) -> PageChart:
    from chartkit.render import PageChart

    steps = run.chart_steps(key)
    older = f"step {steps[-1]}; logged at {len(steps)} steps from {steps[0]} on" if len(steps) > 1 else None
    return PageChart(key, run.chart(key).page_json(), older)


def _facts(run: RunReader) -> str:
    """The run in one line: id, when it began, state, and the first short settings of its config."""
    short = [f"{key} {value}" for key, value in run.config.items() if _is_short(value)]
    parts = [
        f"run {run.id}",
        f"{run.created_at[:16].replace('T', ' ')} UTC",
        run.state,
        ", ".join(short[:_MAX_SETTINGS]),
    ]
    return " · ".join(part for part in parts if part)


def _is_short(value: object) -> bool:
    return isinstance(value, (str, int, float)) and len(str(value)) <= 40

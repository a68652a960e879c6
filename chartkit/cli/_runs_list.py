"""`chartkit runs list`: the runs of the store, newest first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from chartkit.cli.options import store_option
from chartkit.cli.output import say

if TYPE_CHECKING:
    from chartkit.runs import RunReader

HEADINGS = ("run", "project", "name", "state", "started", "charts")


@click.command("list")
@click.argument("project", required=False)
@store_option
@click.option("-n", "--most", type=click.IntRange(1), help="At most so many runs.")
def command(project: str | None, folder: Path | None, most: int | None) -> None:
    """List the runs of PROJECT, or of all, newest first."""
    from chartkit.runs import Api

    api = Api(folder)
    runs = api.runs(project)
    if not runs:
        say(f"no runs in {api.store}; chartkit.init() in a script starts one, and so does 'chartkit demo'")
        return
    rows = [_row(run) for run in runs[:most]]
    widths = [max(len(row[column]) for row in (HEADINGS, *rows)) for column in range(len(HEADINGS))]
    say(_line(HEADINGS, widths), "quiet")
    for row in rows:
        say(_line(row, widths))
    if most and len(runs) > most:
        say(f"{len(runs) - most} older runs are not shown", "quiet")


def _row(run: RunReader) -> tuple[str, ...]:
    started = run.created_at[:19].replace("T", " ")
    return run.id, run.project, run.name, run.state, started, str(len(run.charts()))


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()

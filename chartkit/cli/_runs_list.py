"""`chartkit runs list`: the runs of the store, newest first, filtered and sorted."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from chartkit.cli.json_output import json_help, say_json
from chartkit.cli.options import store_option
from chartkit.cli.output import say
from chartkit.cli.run_filters import filters_of, said_of_options
from chartkit.diagnostics import visible

if TYPE_CHECKING:
    from chartkit.runs import RunReader
    from chartkit.runs.reading.fields import Field

HEADINGS = ("run", "project", "name", "state", "started")
_WIDEST = 60


@click.command("list")
@click.argument("project", required=False)
@click.option(
    "--filter", "conditions", multiple=True, metavar="CONDITION", help="'state=crashed', 'summary.loss<0.3', or JSON."
)
@click.option("--sort", "order", metavar="FIELD", help="-summary.acc: falling; several with commas.")
@click.option("--columns", metavar="FIELDS", help="More columns, with commas: config.lr,summary.loss.")
@click.option("-n", "--most", type=click.IntRange(1), help="At most so many runs.")
@click.option("--json", "is_json", is_flag=True, help=json_help)
@store_option
def command(
    project: str | None,
    conditions: tuple[str, ...],
    order: str | None,
    columns: str | None,
    most: int | None,
    is_json: bool,
    folder: Path | None,
) -> None:
    """List the runs of PROJECT, or of all, newest first.

    A condition is a field, one of = != < <= > >= ~ !~ and a value; ~ finds a regular expression. Several must all hold.
    Fields are state, tags, name (the id), display_name, project, group, job_type, created_at, config.KEY and
    summary.KEY; W&B's filters are taken as JSON.
    """
    from chartkit.runs import Api
    from chartkit.runs.reading.fields import field_of
    from chartkit.runs.upkeep.facts import facts

    api = Api(folder)
    with said_of_options():
        runs = api.runs(project, filters_of(conditions), order)
        shown = runs[:most]
    names = [name.strip() for name in columns.split(",")] if columns else []
    fields = [field_of(name, "--columns") for name in names]
    if is_json:
        say_json([facts(run) for run in shown])
        return
    if not runs:
        _say_none(api.store, bool(conditions))
        return
    listed = runs.listed[:most]
    rows = [_row(run, listed[place], fields) for place, run in enumerate(shown)]
    _say_rows((*HEADINGS, *names), rows)
    if most and len(runs) > most:
        say(f"{len(runs) - most} {'more' if order else 'older'} runs are not shown", "quiet")


def _say_none(store: Path, is_filtered: bool) -> None:
    if is_filtered:
        say(f"no run in {store} is let through by these filters")
    else:
        say(f"no runs in {store}; chartkit.init() in a script starts one, and so does 'chartkit demo'")


def _say_rows(headings: Sequence[str], rows: list[tuple[str, ...]]) -> None:
    widths = [max(len(row[column]) for row in (tuple(headings), *rows)) for column in range(len(headings))]
    say(_line(headings, widths), "quiet")
    for row in rows:
        say(_line(row, widths))


def _row(run: RunReader, listed: Any, fields: list[Field]) -> tuple[str, ...]:
    started = run.created_at[:19].replace("T", " ")
    return run.id, run.project, run.name, run.state, started, *(_cell(field(listed)) for field in fields)


def _cell(value: Any) -> str:
    from chartkit.runs.reading.fields import MISSING

    if value is MISSING:
        return "-"
    text = visible(value if isinstance(value, str) else repr(value))
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"


def _line(cells: Sequence[str], widths: list[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip()

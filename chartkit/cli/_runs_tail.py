"""`chartkit runs tail RUN -f`: rows of a run as they come."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chartkit.cli.json_output import say_json
from chartkit.cli.options import store_option
from chartkit.cli.output import say
from chartkit.cli.run_choice import chosen_run
from chartkit.diagnostics import visible

if TYPE_CHECKING:
    from chartkit.runs.upkeep.following import LoggedRow

_EVERY_S = 0.25
"""How long is slept between two looks."""
_WIDEST = 40


@click.command("tail")
@click.argument("run", required=False)
@click.option("-f", "--follow", is_flag=True, help="Go on with the rows that come, until the run ends.")
@click.option("-n", "--lines", type=click.IntRange(0), default=10, show_default=True, help="Rows that are there.")
@click.option("--json", "is_json", is_flag=True, help="Print each row as JSON on a line.")
@store_option
def command(run: str | None, follow: bool, lines: int, is_json: bool, folder: Path | None) -> None:
    """Show the last rows of RUN, one a call of run.log; the newest run without it."""
    from chartkit.runs.upkeep.following import Following

    found = chosen_run(run, folder, is_quiet=True)
    following = Following(Path(found.dir))
    rows = following.look()
    _say(rows[len(rows) - lines :] if lines < len(rows) else rows, is_json)
    while follow and following.is_running():
        time.sleep(_EVERY_S)
        _say(following.look(), is_json)
    if follow and not is_json:
        say(f"{found.project}/{found.id} {found.reload().state}", "quiet")


def _say(rows: list[LoggedRow], is_json: bool) -> None:
    for row in rows:
        if is_json:
            say_json({"_step": row.step, "_timestamp": row.timestamp, **row.values}, is_line=True)
        else:
            values = (f"{key}={_cell(value)}" for key, value in row.values.items())
            say(visible(f"step {row.step}  {'  '.join(values)}"))


def _cell(value: object) -> str:
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 1]}…"

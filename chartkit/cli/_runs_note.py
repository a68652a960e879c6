"""`chartkit runs note RUN TEXT`: the notes of a run."""

from __future__ import annotations

from pathlib import Path

import click

from chartkit.cli.options import store_option
from chartkit.cli.output import say
from chartkit.cli.run_choice import chosen_run


@click.command("note")
@click.argument("run")
@click.argument("text", required=False)
@store_option
def command(run: str, text: str | None, folder: Path | None) -> None:
    """Write TEXT as the notes of RUN, in the place of those it has; "" takes them away. Without TEXT print them."""
    found = chosen_run(run, folder)
    if text is None:
        say(found.notes or "")
    else:
        found.notes = text or None

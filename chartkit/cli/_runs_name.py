"""`chartkit runs name RUN NAME`: the name of a run."""

from __future__ import annotations

from pathlib import Path

import click

from chartkit.cli.options import store_option
from chartkit.cli.run_choice import chosen_run


@click.command("name")
@click.argument("run")
@click.argument("name")
@store_option
def command(run: str, name: str, folder: Path | None) -> None:
    """Call RUN by another NAME; its id and folder stay."""
    chosen_run(run, folder).name = name

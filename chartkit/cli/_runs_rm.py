"""`chartkit runs rm RUN…`: runs into the trash."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from chartkit.cli.options import store_option
from chartkit.cli.output import say
from chartkit.cli.run_choice import chosen_run
from chartkit.diagnostics import ChartkitError, counted


@click.command("rm")
@click.argument("runs", nargs=-1, required=True, metavar="RUN...")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--force", is_flag=True, help="Remove a run too that seems to be running.")
@store_option
def command(runs: tuple[str, ...], yes: bool, force: bool, folder: Path | None) -> None:
    """Put the runs into the store's trash, from where 'restore' brings them back and 'gc --trash' deletes them."""
    from chartkit.runs.upkeep.trash import remove

    found = {run.dir: run for run in (chosen_run(run, folder) for run in runs)}
    if not yes:
        for run in found.values():
            say(f"{run.project}/{run.id}  {run.name}  {run.state}")
        if not sys.stdin.isatty():
            message = f"{counted(len(found), 'run')} would be removed, and nobody can be asked here."
            raise ChartkitError.of("CK701", message, "--yes removes without asking.")
        if not click.confirm(f"remove {counted(len(found), 'run')}?"):
            sys.exit(1)
    for run in found.values():
        remove(run, force)
        say(f"removed {run.project}/{run.id}; chartkit runs restore {run.project}/{run.id} brings it back")

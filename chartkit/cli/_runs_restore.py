"""`chartkit runs restore RUN`: a removed run comes back."""

from __future__ import annotations

from pathlib import Path

import click

from chartkit.cli.options import store_option
from chartkit.cli.output import say


@click.command("restore")
@click.argument("runs", nargs=-1, metavar="[RUN]...")
@store_option
def command(runs: tuple[str, ...], folder: Path | None) -> None:
    """Bring back runs by their id or project/id, of several with one id the one removed last; without any list them."""
    from chartkit.runs.store import find_store
    from chartkit.runs.upkeep.trash import removed_runs, restore

    store = find_store(folder)
    for run in runs:
        say(f"restored {restore(store, run)}")
    if not runs:
        removed = removed_runs(store)
        for one in removed:
            say(f"{one.project}/{one.id}  removed {one.removed_at}")
        if not removed:
            say(f"no removed runs in {store}")

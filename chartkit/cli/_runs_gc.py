"""`chartkit runs gc`: the files that no run refers to."""

from __future__ import annotations

from pathlib import Path

import click

from chartkit.cli.json_output import json_help, say_json
from chartkit.cli.options import store_option
from chartkit.cli.output import say
from chartkit.diagnostics import counted


@click.command("gc")
@click.option("--delete", "is_deleting", is_flag=True, help="Delete them; without it nothing is changed.")
@click.option("--dry-run", is_flag=True, help="Only say what would go, as without --delete.")
@click.option("--trash", "with_trash", is_flag=True, help="Removed runs too, which then cannot come back.")
@click.option("--min-age", type=click.FloatRange(0), default=1.0, show_default=True, help="In hours.")
@click.option("--json", "is_json", is_flag=True, help=json_help)
@store_option
def command(
    is_deleting: bool, dry_run: bool, with_trash: bool, min_age: float, is_json: bool, folder: Path | None
) -> None:
    """Say which files of the store no run refers to, and how many bytes they have.

    Left alone are files younger than --min-age and those of runs that are running: their line may still come. Versions
    of artifacts stay as long as a run that logged or used them is there, or an alias stands for them.
    """
    from chartkit.runs.store import find_store
    from chartkit.runs.upkeep.cleaning import delete, garbage

    store = find_store(folder)
    found = list(garbage(store, min_age * 3600, with_trash))
    does_delete = is_deleting and not dry_run
    n_bytes = delete(found) if does_delete else sum(one.size_bytes for one in found)
    if is_json:
        files = [{"path": str(one.path), "why": one.why, "size_bytes": one.size_bytes} for one in found]
        say_json({"files": files, "size_bytes": n_bytes, "is_deleted": does_delete})
        return
    for one in found:
        say(f"{one.path}: {one.why}, {one.size_bytes:,} bytes")
    if not found:
        say(f"nothing to delete in {store}")
    elif does_delete:
        say(f"deleted: {counted(len(found), 'item')}, {n_bytes:,} bytes")
    else:
        say(f"{counted(len(found), 'item')}, {n_bytes:,} bytes; 'chartkit runs gc --delete' deletes them")

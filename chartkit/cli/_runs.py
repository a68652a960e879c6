"""`chartkit runs`: the group of commands about runs."""

from __future__ import annotations

import click

from chartkit.cli.commands import RUNS_COMMANDS, LazyGroup


@click.group("runs", cls=LazyGroup, commands_at=RUNS_COMMANDS)
def command() -> None:
    """List, show, compare, export and check the runs on this disk."""

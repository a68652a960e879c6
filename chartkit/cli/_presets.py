"""`chartkit presets`: the group of commands about presets."""

from __future__ import annotations

import click

from chartkit.cli.commands import PRESETS_COMMANDS, LazyGroup


@click.group("presets", cls=LazyGroup, commands_at=PRESETS_COMMANDS)
def command() -> None:
    """List, show, start and import presets."""

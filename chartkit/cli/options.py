"""Options that several commands take, each as one decorator."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import click

Command = Callable[..., Any]

presets_option = click.option(
    "--presets",
    "folders",
    multiple=True,
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    help="Look for presets in this folder first.",
)
"""`--presets`, any number of times, as the argument `folders`."""

store_option = click.option("--dir", "folder", type=click.Path(path_type=Path), help="The folder that holds .chartkit.")
"""`--dir` of the commands about runs, as the argument `folder`."""


def filling_options(command: Command) -> Command:
    """`--data`, `--field` and `--string`, as arguments `data`, `field` and `string`."""
    return _with(
        command,
        click.option(
            "--data",
            multiple=True,
            metavar="FILE",
            help="A CSV, TSV, JSON, JSON lines or Parquet file; TABLE=FILE for each table where a preset has several.",
        ),
        click.option(
            "--field", multiple=True, metavar="SLOT=COLUMN", help="Fill a slot; SLOT=A,B where it takes many columns."
        ),
        click.option("--string", multiple=True, metavar="SLOT=TEXT", help="Fill a string slot."),
    )


class FillingCommand(click.Command):
    """A command with `filling_options` that knows the usual slip: `--field x=a y=b`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click's, with the way out for a pair that no option stands before."""
        given = [*args]
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            after = pairwise(given)
            loose = next((pair for before, pair in after if "=" in pair and not before.startswith("-")), None)
            if loose is None or loose.startswith("-") or "extra argument" not in error.message:
                raise
            ctx.fail(f"{loose!r} stands by itself; repeat --field or --string before each pair: --field {loose}")


def writing_options(command: Command) -> Command:
    """`--dir` and `--force` of the commands that write a preset, as arguments `folder` and `force`."""
    return _with(
        command,
        click.option(
            "--dir", "folder", type=click.Path(path_type=Path, file_okay=False), help="The nearest presets/ without it."
        ),
        click.option("--force", is_flag=True, help="Write over a preset that is there already."),
    )


def _with(command: Command, *options: Callable[[Command], Command]) -> Command:
    """The command with its options in the order of their help."""
    for option in reversed(options):
        command = option(command)
    return command

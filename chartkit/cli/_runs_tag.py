"""`chartkit runs tag RUN +best -old`: tags of a run."""

from __future__ import annotations

import re
from pathlib import Path

import click

from chartkit.cli.options import store_option
from chartkit.cli.output import say
from chartkit.cli.run_choice import chosen_run
from chartkit.diagnostics import ChartkitError, shown


class TagCommand(click.Command):
    """A command whose `-old` is a tag, not options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click's, but for words with a sign, which are taken out before."""
        changes = [arg for arg in args if re.match(r"[+-][^-]", arg) and arg != "-h"]
        ctx.meta["changes"] = changes
        return super().parse_args(ctx, [arg for arg in args if arg not in changes])


@click.command("tag", cls=TagCommand)
@click.argument("run")
@click.argument("tags", nargs=-1, metavar="[+TAG | -TAG]...")
@store_option
@click.pass_context
def command(ctx: click.Context, run: str, tags: tuple[str, ...], folder: Path | None) -> None:
    """Give the tags with + to RUN, take those with - away; without any print its tags, one a line."""
    if tags:
        message = f"{shown(tags[0])} has no sign: +TAG gives a tag, -TAG takes it away."
        raise ChartkitError.of("CK701", message, f"chartkit runs tag {run} +{tags[0]}")
    found = chosen_run(run, folder)
    wanted = dict.fromkeys(found.tags)
    for change in ctx.meta["changes"]:
        name = change[1:]
        if change.startswith("+"):
            wanted[name] = None
        elif name in wanted:
            del wanted[name]
        else:
            there = ", ".join(found.tags) or "none"
            raise ChartkitError.of(
                "CK701", f"run {found.id!r} has no tag {shown(name)} to take away.", f"it has {there}."
            )
    if list(wanted) != found.tags:
        found.tags = list(wanted)
    for tag in found.tags:
        say(tag)

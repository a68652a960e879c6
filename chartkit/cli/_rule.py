"""`chartkit rule CODE`: what a finding of `check` means, why it matters, and a preset that fails and passes."""

from __future__ import annotations

import click

from chartkit.cli.output import say, section


@click.command("rule")
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Say what CODE means, as in CK703; without one list every code that check can give, group by group."""
    if code is None:
        _list()
    else:
        _page(code)


def _list() -> None:
    from chartkit.check.page import pages
    from chartkit.check.selectors import GROUPS

    for group in GROUPS:
        of_group = [page for page in pages().values() if page.group == group]
        section(group, {f"{page.code} {page.name}": page.summary for page in of_group})
    say("\nselect and ignore in [tool.chartkit] of pyproject.toml take these codes, their beginnings, and the groups.")


def _page(code: str) -> None:
    """The page, its headings and examples told apart by style alone, so that a pipe gets plain Markdown."""
    from chartkit.check.page import page_of

    page = page_of(code)
    in_example = False
    for line in page.markdown.splitlines():
        is_fence = line.startswith("```")
        in_example ^= is_fence
        is_heading = line.startswith("#") and not in_example
        say(line, "place" if is_heading else "quiet" if is_fence else "help" if in_example else "")

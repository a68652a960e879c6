"""`chartkit rule CODE`: what a finding of `check` means, why it matters, and a preset that fails and passes."""

from __future__ import annotations

import click

from chartkit.cli.output import say, section
from chartkit.diagnostics import ChartkitError

_CODE_LENGTH = len("CK703")


@click.command("rule")
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Say what CODE means, as in CK703; list those of CK7, of a group as slots, or all without one."""
    from chartkit.check.settings.selectors import GROUPS

    if code is None or code in GROUPS or (code.upper().startswith("CK") and len(code) < _CODE_LENGTH):
        _list(code)
    else:
        _page(code)


def _list(selector: str | None) -> None:
    from chartkit.check.page import pages
    from chartkit.check.settings.selectors import GROUPS, selects

    chosen = selector if selector is None or selector in GROUPS else selector.upper()
    found = [page for page in pages().values() if chosen is None or selects(chosen, page.code)]
    if not found:
        raise ChartkitError.of("CK701", f"no code of 'check' begins with {selector!r}.", "'chartkit rule' lists them")
    for group in GROUPS:
        of_group = [page for page in found if page.group == group]
        section(group, {f"{page.code} {page.name}": page.summary for page in of_group})
    say("\nselect and ignore in [tool.chartkit] of pyproject.toml take these codes, their beginnings, and the groups.")


def _page(code: str) -> None:
    """The page, its headings and examples told apart by style alone, so that a pipe gets plain Markdown."""
    from chartkit.check.page import page_of

    page = page_of(code)
    in_example = False
    for line in (page if isinstance(page, str) else page.markdown).splitlines():
        is_fence = line.startswith("```")
        in_example ^= is_fence
        is_heading = line.startswith("#") and not in_example
        say(line, "place" if is_heading else "quiet" if is_fence else "help" if in_example else "")

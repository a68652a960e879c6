"""`chartkit diff REF`: the charts that changed since a commit, before and after, as a page and as Markdown."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chartkit.cli.options import presets_option
from chartkit.cli.output import say
from chartkit.diagnostics import ChartkitError, listed, visible

if TYPE_CHECKING:
    from chartkit.check.diff import Comparison

_PAGES = (".html", ".htm")
_STDOUT = Path("-")


@click.command("diff")
@click.argument("ref")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("chartkit-diff.html"),
    show_default=True,
    help="The page.",
)
@click.option(
    "--markdown",
    type=click.Path(path_type=Path, allow_dash=True),
    help="The summary for a pull request; beside the page without it, - is standard output.",
)
@click.option("--exit-code", is_flag=True, help="End with 1 where a chart changed, as 'git diff --exit-code' does.")
@presets_option
def command(
    ref: str, paths: tuple[Path, ...], output: Path, markdown: Path | None, exit_code: bool, folders: tuple[Path, ...]
) -> None:
    """Show every preset whose chart is not what it was at the commit REF, before and after.

    REF is what git takes: a branch, a tag, an id, HEAD~1. Compared are the presets that can be named here, and those at
    PATHS. Each is drawn with its example, as both were at the time.
    """
    _start_drawing()
    from chartkit.cli.destination import check_destination

    check_destination(output, name="diff.html")
    if markdown is not None and markdown != _STDOUT:
        check_destination(markdown, paths, "--markdown", "diff.md")
    if output.suffix.lower() not in _PAGES:
        message = f"the page ends in {listed(_PAGES, 'or')}; found {output.name!r}."
        raise ChartkitError.of("CK701", message, "--markdown names the summary")
    from chartkit.check.diff import as_markdown, as_page, compare
    from chartkit.files import write_whole
    from chartkit.presets import default_library

    comparison = compare(ref, paths, default_library(folders))
    write_whole(output, as_page(comparison).encode(errors="replace"), make_folders=True)
    summary = as_markdown(comparison)
    if markdown == _STDOUT:
        say(summary.rstrip("\n"))
    else:
        write_whole(markdown or output.with_suffix(".md"), summary.encode(errors="replace"), make_folders=True)
        _say(comparison, output)
    if exit_code and comparison.changes:
        sys.exit(1)


def _say(comparison: Comparison, output: Path) -> None:
    """Each change on a line, and where the page is."""
    from chartkit.check.diff.summary import short_words, title_of_comparison

    for change in comparison.changes:
        say(visible(f"{change.name}: {'; '.join(short_words(change))}"))
    say(visible(f"{output}: {title_of_comparison(comparison)}"))


def _start_drawing() -> None:
    """Let Vega start in its own process meanwhile: that takes longer than all the rest."""
    from contextlib import suppress

    from chartkit.render.process import drawing_process

    with suppress(ChartkitError):  # the first picture meets the same, and says so
        drawing_process().start()

"""`chartkit check`: proves presets. Exit 0 when clean, 1 with findings, 2 when it could not run."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from chartkit.check.run import Options, run_check
from chartkit.cli.checking import say_report
from chartkit.cli.options import presets_option
from chartkit.cli.preset_files import nearest_folder
from chartkit.diagnostics import ChartkitError


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--update", is_flag=True, help="Write each preset's golden, the chart of its example, anew.")
@presets_option
def command(paths: tuple[Path, ...], update: bool, folders: tuple[Path, ...]) -> None:
    """Prove presets: files, names, or folders to walk; the nearest presets/ without any.

    Each is bound to its example, with every optional slot filled and with each one empty, and validated.
    """
    found = run_check(paths or _own_presets(), Options(update=update, folders=folders))
    say_report(found)
    if not found.is_clean:
        sys.exit(1)


def _own_presets() -> tuple[Path, ...]:
    folder = nearest_folder()
    if not folder.is_dir():
        message = "there is no folder presets/ here, nor above it in its repository."
        help = "name files or folders, or start a preset with 'chartkit presets new NAME'"
        raise ChartkitError.of("CK701", message, help)
    return (folder,)

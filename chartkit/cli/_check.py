"""`chartkit check`: proves presets. Exit 0 when clean, 1 with findings, 2 when it could not run, 130 after Ctrl-C."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from chartkit.check.run import Options, run_check
from chartkit.check.settings.settings import read_settings
from chartkit.cli import INTERRUPTED
from chartkit.cli.checking import FORMATS, say_report, watch_reports
from chartkit.cli.destination import check_destination
from chartkit.cli.options import presets_option
from chartkit.cli.output import caution, say
from chartkit.cli.preset_files import nearest_folder
from chartkit.cli.progress import progress
from chartkit.diagnostics import ChartkitError

if TYPE_CHECKING:
    from chartkit.check.working.watching import Asked

STDIN = Path("-")
NO_NAME = Path("<stdin>")


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="How findings are written.")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write them to this file.")
@click.option("--select", multiple=True, metavar="CODES", help="Only these: codes, their beginnings, groups.")
@click.option("--ignore", multiple=True, metavar="CODES", help="All but these.")
@click.option("--fix", is_flag=True, help="Mend what can be mended, in the files themselves.")
@click.option("--update", is_flag=True, help="Write each preset's golden, the chart of its example, anew.")
@click.option("--data", is_flag=True, help="Draw each example, too, and count the marks.")
@click.option("--against", metavar="REF", help="Say what is gone since this commit, and which scripts that breaks.")
@click.option("--watch", is_flag=True, help="Check again whenever a file changes; Ctrl-C ends it.")
@click.option("-j", "--jobs", type=click.IntRange(1, 256), help="How many processes; as many as pay without it.")
@click.option("--no-cache", is_flag=True, help="Look at every file anew.")
@click.option(
    "--stdin-filename", type=click.Path(path_type=Path), help="The file whose text - is, for its name and example."
)
@presets_option
def command(
    paths: tuple[Path, ...],
    form: str,
    output: Path | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fix: bool,
    update: bool,
    data: bool,
    against: str | None,
    watch: bool,
    jobs: int | None,
    no_cache: bool,
    stdin_filename: Path | None,
    folders: tuple[Path, ...],
) -> None:
    """Prove presets, and the scripts that fill them: files, names, or folders to walk; the project's own without any.

    Each preset is bound to its example, with every optional slot filled and with each one empty, and validated. A file
    that is named is a preset, or a script; in a folder those are that look like one. - is a preset from standard input.
    """
    if output is not None:
        check_destination(output, paths)
    texts = _stdin(stdin_filename, fix, update, watch) if STDIN in paths else {}
    named = tuple(path for path in paths if path != STDIN)

    def asked() -> Asked:
        settings = read_settings(Path.cwd()).with_options(select, ignore)
        where = named or (() if texts else settings.presets or _own_presets())
        return where, Options(settings, update, fix, data, against, folders, jobs, not no_cache, texts)

    try:
        with progress() as advance:
            if watch:
                watch_reports(asked, form, output, advance)
            found = run_check(*asked(), advance)
        say_report(
            found, form, output, {str(file): text.decode("utf-8-sig", "replace") for file, text in texts.items()}
        )
    except KeyboardInterrupt:
        say("ended") if watch else caution("interrupted; not everything was checked.")
        sys.exit(INTERRUPTED)
    if not found.is_clean:
        sys.exit(1)


def _stdin(name: Path | None, fix: bool, update: bool, watch: bool) -> dict[Path, bytes]:
    """What stands on standard input, under the name of its file."""
    for option, is_given in (("--fix", fix), ("--update", update), ("--watch", watch)):
        if is_given:
            message = f"{option} needs files; - is a preset from standard input."
            raise ChartkitError.of("CK701", message, "name the file instead")
    if name is not None and name.suffix == ".py":
        raise ChartkitError.of(
            "CK701", "- is a preset; a script is checked by its file.", f"name {str(name)!r} instead"
        )
    return {name or NO_NAME: sys.stdin.buffer.read()}


def _own_presets() -> tuple[Path, ...]:
    folder = nearest_folder()
    if not folder.is_dir():
        message = "there is no folder presets/ here, nor above it in its repository."
        help = "name files or folders, or start a preset with 'chartkit presets new NAME'"
        raise ChartkitError.of("CK701", message, help)
    return (folder,)

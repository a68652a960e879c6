"""`chartkit preview PRESET`: a page on this machine that draws a preset again on every save."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from chartkit.cli.charting import drawn
from chartkit.cli.options import FillingCommand, filling_options
from chartkit.cli.output import say
from chartkit.diagnostics import ChartkitError

if TYPE_CHECKING:
    from chartkit.compiler import Chart
    from chartkit.diagnostics import Diagnostic
    from chartkit.files import Stamp


@click.command("preview", cls=FillingCommand)
@click.argument("preset", type=click.Path(path_type=Path))
@filling_options
@click.option("--port", type=click.IntRange(0, 65535), help="A port of 127.0.0.1; a free one without it.")
@click.option("--no-open", is_flag=True, help="Do not open a browser.")
def command(
    preset: Path,
    data: tuple[str, ...],
    field: tuple[str, ...],
    string: tuple[str, ...],
    port: int | None,
    no_open: bool,
) -> None:
    """Show PRESET, a file or a name, in the browser; save the file and it is drawn again. Ctrl-C ends it."""
    from chartkit.check import check_preset, preset_file
    from chartkit.files import stamp_of
    from chartkit.presets import default_library, load
    from chartkit.workspace.preview.app import PreviewApp
    from chartkit.workspace.preview.shown import Shown, next_shown
    from chartkit.workspace.preview.watching import files_of
    from chartkit.workspace.serving import HOST, listening_socket, serve

    if preset.is_dir():
        raise ChartkitError.of("CK701", f"{preset} is a folder; a preview shows one preset.", "name a file of it")
    file = preset_file(preset, default_library())

    def draw() -> Chart:
        return drawn(load(file, default_library()), data, field, string)

    def find() -> list[Diagnostic]:
        return [finding for finding in check_preset(file) if finding.severity != "info"]

    def stamps() -> Stamp:
        return stamp_of([*files_of(file, default_library()), *map(_file, data)])

    app = PreviewApp(Shown(str(file)), lambda before: next_shown(before, draw, find), stamps)
    with listening_socket(port) as listener:
        url = f"http://{HOST}:{listener.getsockname()[1]}/"
        say(f"{file} is shown at {url} and drawn again on every save; Ctrl-C ends it")
        if not no_open:
            import webbrowser

            webbrowser.open(url)
        serve(app.asgi(), listener, app.closing)
    if app.failure:
        raise app.failure
    say("ended")


def _file(data: str) -> Path:
    """The file of a `--data`: what it says, or what follows its table's name."""
    return Path(data) if Path(data).exists() else Path(data.partition("=")[2] or data)

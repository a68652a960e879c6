"""`chartkit ui`: the workspace of a store in the browser."""

from __future__ import annotations

from pathlib import Path

import click

from chartkit.cli.options import presets_option, store_option
from chartkit.cli.output import say


@click.command("ui")
@store_option
@presets_option
@click.option("--port", type=click.IntRange(0, 65535), help="A port; a free one without it.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Another address asks its visitors for a token.")
@click.option("--allow-host", "names", multiple=True, metavar="NAME", help="A further name that this server has.")
@click.option("--token", is_flag=True, help="Ask for a token on this machine too, where others have accounts.")
@click.option("--open/--no-open", "opens", default=None, help="Open a browser, or not; on a terminal without it.")
def command(
    folder: Path | None,
    folders: tuple[Path, ...],
    port: int | None,
    host: str,
    names: tuple[str, ...],
    token: bool,
    opens: bool | None,
) -> None:
    """Show the runs and presets of this folder in the browser. Ctrl-C ends it; nothing is lost."""
    import asyncio
    import sys

    from chartkit.runs.store import find_store
    from chartkit.workspace.application import application
    from chartkit.workspace.hosting import access_of, urls_of
    from chartkit.workspace.serving import listening_socket, serve
    from chartkit.workspace.workspace import Workspace

    workspace = Workspace(find_store(folder), folders)
    closing = asyncio.Event()
    with listening_socket(port, host) as listener:
        access = access_of(listener, host, names, token)
        app = application(workspace, access, closing)
        app.state.static.html()  # a page that is not built is told now, not in the browser
        url, *others = urls_of(listener, access)
        say(f"the workspace of {workspace.store} is at {url} (Ctrl-C ends it)")
        for other in others:
            say(f"from other machines: {other}")
        if sys.stdout.isatty() if opens is None else opens:
            import webbrowser

            webbrowser.open(url)
        serve(app, listener, closing)
    say("ended")

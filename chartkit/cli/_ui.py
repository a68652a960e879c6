"""`chartkit ui`: the workspace of a store in the browser."""

from __future__ import annotations

from pathlib import Path

import click

from chartkit.cli.options import presets_option, store_option
from chartkit.cli.output import say
from chartkit.diagnostics import ChartkitError

NOTEBOOKS = "http://localhost:* http://127.0.0.1:* https://localhost:* https://127.0.0.1:* vscode-webview:"
"""The pages in which notebooks of this machine show their outputs."""


@click.command("ui")
@store_option
@presets_option
@click.option("--port", type=click.IntRange(0, 65535), help="A port; a free one without it.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Another address asks its visitors for a token.")
@click.option("--allow-host", "names", multiple=True, metavar="NAME", help="A further name that this server has.")
@click.option("--token", is_flag=True, help="Ask for a token on this machine too, where others have accounts.")
@click.option("--for-notebook", is_flag=True, hidden=True, help="Let a notebook frame the page; end with stdin.")
@click.option("--open/--no-open", "opens", default=None, help="Open a browser, or not; on a terminal without it.")
def command(
    folder: Path | None,
    folders: tuple[Path, ...],
    port: int | None,
    host: str,
    names: tuple[str, ...],
    token: bool,
    for_notebook: bool,
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

    store = find_store(folder)
    if not store.parent.is_dir():
        raise ChartkitError.of("CK701", f"there is no folder {store.parent}.", "name the folder that holds .chartkit")
    workspace = Workspace(store, folders, reads_behind=True)
    closing = asyncio.Event()
    with listening_socket(port, host) as listener:
        access = access_of(listener, host, names, token)
        app = application(workspace, access, closing, framed_by=NOTEBOOKS if for_notebook else "'none'")
        app.state.static.html()  # a page that is not built is told now, not in the browser
        url, *others = urls_of(listener, access)
        say(f"the workspace of {workspace.store} is at {url} (Ctrl-C ends it)")
        for other in others:
            say(f"from other machines: {other}")
        if sys.stdout.isatty() if opens is None else opens:
            import webbrowser

            webbrowser.open(url)
        if for_notebook:
            _end_with_stdin()
        serve(app, listener, closing)
    say("ended")


def _end_with_stdin() -> None:
    """End as Ctrl-C does when the other end of stdin is closed: the notebook's kernel is gone."""
    import os
    import signal
    import sys
    import threading

    def wait() -> None:
        sys.stdin.buffer.read()
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=wait, daemon=True).start()

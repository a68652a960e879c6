"""What a notebook shows of a run or a store: one line, and under it the workspace in a frame.

Where the notebook's browser cannot reach this machine, a run shows its own page instead, which needs no server; so it
does where the workspace cannot be started. All texts are escaped.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from chartkit.diagnostics import RunError
from chartkit.runs.showing.place import browser_elsewhere
from chartkit.runs.showing.server import server_of

if TYPE_CHECKING:
    from chartkit.runs.reader import RunReader

HEIGHT_PX = 640


def shown_run(line: str, folder: Path, project: str, run_id: str) -> str:
    """A run below a line of HTML that names it."""
    path = f"p/{quote(project, safe='')}/runs/{quote(run_id, safe='')}"
    return f"{line}{_workspace(_store_of(folder), path, f'run {run_id}') or _page(folder)}"


def shown_store(line: str, store: Path) -> str:
    """A store's projects below a line of HTML that names it; the line alone where no server can be reached."""
    return line + _workspace(store, "", "the runs here")


def _workspace(store: Path, path: str, title: str) -> str:
    """The workspace in a frame; nothing where it cannot be.

    It is an object, not a frame: whoever opens the notebook when the server has ended sees what stands inside instead.
    """
    from chartkit.render import escaped

    if browser_elsewhere() is not None:
        return ""
    try:
        url = server_of(store).url + path
    except (RunError, OSError):  # the page that is shown instead needs none
        return ""
    style = f"width: 100%; height: {HEIGHT_PX}px; border: 0"
    return (
        f'<div><a href="{escaped(url)}" target="_blank" rel="noopener">open in a tab</a></div>'
        f'<object type="text/html" data="{escaped(url)}" style="{style}" aria-label="{escaped(title)}">'
        "The workspace that showed this has ended; run the cell again, or <code>chartkit ui</code> in a terminal."
        "</object>"
    )


def _page(folder: Path) -> str:
    """The run's own page as it is now; nothing for a run without anything to show."""
    from chartkit.render import inline_frame
    from chartkit.runs.page.assembly import run_page
    from chartkit.runs.reader import RunReader

    run: RunReader = RunReader(folder)
    try:
        page = run_page(run)
    except RunError:  # a damaged run is named by its line
        return ""
    return "" if page is None else inline_frame(f"run {run.id}", page.html, HEIGHT_PX)


def _store_of(folder: Path) -> Path:
    return folder.parent.parent.parent

"""The line that names a run or a store in a notebook, and under it what `output.py` shows; the line alone elsewhere.

All of their own texts are escaped.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from chartkit.runs.notebooks import is_notebook
from chartkit.runs.showing.output import shown_run, shown_store

if TYPE_CHECKING:
    from chartkit.runs.api import Api
    from chartkit.runs.reader import RunReader
    from chartkit.runs.run import Run


def run_html(run: Run) -> str:
    """The run being written: its name, project, folder and how it goes."""
    state = "finished" if run.is_finished else "running"
    place = "stores nothing" if run.url is None else f"<code>{escape(run.dir)}</code>"
    line = f"<div>chartkit run {_named(run)}, {state} at step {run.step}: {place}</div>"
    return line if run.url is None else _with_workspace(line, run)


def read_run_html(run: RunReader) -> str:
    """A run read back."""
    line = f"<div>chartkit run {_named(run)}, {escape(run.state)}: <code>{escape(run.dir)}</code></div>"
    return _with_workspace(line, run)


def store_html(api: Api) -> str:
    """A store: its folder and its projects."""
    names = ", ".join(map(escape, api.projects())) or "no project yet"
    line = f"<div>chartkit store <code>{escape(str(api.store))}</code>: {names}</div>"
    return shown_store(line, api.store) if is_notebook() else line


def _with_workspace(line: str, run: Run | RunReader) -> str:
    return shown_run(line, Path(run.dir), run.project, run.id) if is_notebook() else line


def _named(run: Run | RunReader) -> str:
    return f"<strong>{escape(run.name)}</strong> ({escape(run.project)}/{escape(run.id)})"

"""Whether the script is a notebook, and how a run shows itself in one.

Takes a run; gives HTML of a few lines, all of the run's own texts escaped.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chartkit.runs.run import Run


def is_interactive() -> bool:
    """True in a session that goes on after an exception: a notebook, IPython, or Python's own prompt."""
    return hasattr(sys, "ps1") or bool(sys.flags.interactive) or is_notebook()


def is_notebook() -> bool:
    """True in a notebook's kernel; a script may import the kernel's packages as well."""
    ipython = sys.modules.get("IPython")
    return ipython is not None and hasattr(ipython.get_ipython(), "kernel")


def run_html(run: Run) -> str:
    """The run in a notebook's output: its name, project, folder and how it goes."""
    from html import escape  # with its thousands of entities

    state = "finished" if run.is_finished else "running"
    place = "stores nothing" if run.url is None else f"<code>{escape(run.dir)}</code>"
    named = f"<strong>{escape(run.name)}</strong> ({escape(run.project)}/{escape(run.id)})"
    return f"<div>chartkit run {named}, {state} at step {run.step}: {place}</div>"

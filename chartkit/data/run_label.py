"""Whose rows a table's are: the label of a run, and the hook by which the active run tells its own.

Takes the source that the package of runs sets (charts may not import it), gives the label of the rows that say nothing
of a run themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

RUN_COLUMNS = {"id": "_run_id", "name": "_run_name", "color": "_run_color"}
"""What tells runs apart, with the column that holds it in tables of several runs."""


class RunLabel(NamedTuple):
    """What a chart knows of a run; `color` is one of CSS."""

    id: str = "run"
    name: str = "run"
    color: str = "#4269d0"


def _no_run() -> RunLabel | None:
    return None


class _Process:
    """What the package of runs has set; before the first run there is none to ask."""

    def __init__(self) -> None:
        self.source: Callable[[], RunLabel | None] = _no_run


_process = _Process()


def set_run_source(source: Callable[[], RunLabel | None]) -> None:
    """From now on ask `source` for the active run's label, None without a run. Called by `init`."""
    _process.source = source


def active_label() -> RunLabel:
    """The label of the active run; without one a run called `run`, in the first colour of charts."""
    return _process.source() or RunLabel()

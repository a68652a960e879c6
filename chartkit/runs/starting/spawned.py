"""A run given to another process: pickled there, it goes on in a journal of that process's own.

Takes a run; gives what a process started with `spawn` or `forkserver` makes it from, as fork makes a copy. Such a part
of a run ends with its process and never ends the run.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.files import read_own
from chartkit.runs.journal import FileJournal, Journal, NoJournal
from chartkit.runs.starting.ranks import rank_of
from chartkit.runs.starting.settings import Settings
from chartkit.runs.writing.section import Section, absorb

if TYPE_CHECKING:
    from chartkit.runs.run import Run


class RunParts(NamedTuple):
    """What goes from one process to the other."""

    settings: Settings
    id: str
    name: str
    folder: Path | None
    config: dict[str, Any]
    summary: dict[str, Any]
    step: int
    pid: int


def parts_of(run: Run) -> RunParts:
    """The parts of a run of this process."""
    folder = Path(run.dir) if run.is_stored else None
    config, summary = run.config.as_dict(), run.summary.as_dict()
    return RunParts(run.settings, run.id, run.name, folder, config, summary, run.step, os.getpid())


def again(*parts: Any) -> Run:
    """The run of these parts: itself where it was, such as in a deep copy, else one for this process, made active.

    Raises `RunError` when its folder cannot be written.
    """
    from chartkit.runs import active
    from chartkit.runs.starting.making import cannot_write, maker

    found = RunParts(*parts)
    here = active.live_run(found.id, found.settings.project)
    if here is not None:
        return here
    journal: Journal = NoJournal()
    if found.folder is not None:
        rank = rank_of()
        about = {"role": "child"} if rank is None else {"role": "child", "rank": rank}
        try:
            record = read_own(found.folder / "run.json")
            journal = FileJournal(found.folder, maker(found.settings, found.folder, record), about)
        except OSError as error:
            raise cannot_write(found.folder, error) from None
    from chartkit.runs.run import Run

    run = Run(found.settings, found.id, found.name, found.folder, journal, Section("config", found.config))
    absorb(run.summary, found.summary)
    run.go_on_as_child(found.step)
    active.activate(run, None, is_beside=active.active_run() is not None)
    return run

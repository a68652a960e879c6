"""A run as a look at its folder found it: takes the folder's stamp, tells whether the run is as it was then."""

from __future__ import annotations

import time
from pathlib import Path
from typing import NamedTuple

from chartkit.runs.reading.cache import KeptFacts
from chartkit.runs.reading.catalogue import ListedRun, facts_now
from chartkit.runs.reading.run_files import signature_of

_YOUNG_NS = 2_000_000_000
"""Within this time a folder may change again without its stamp telling."""


class SeenRun(NamedTuple):
    """A run as the last look found it."""

    run: ListedRun
    stamp: str
    is_settled: bool
    """True when the folder's stamp alone tells whether it changed."""


def seen(run: ListedRun, stamp: str) -> SeenRun:
    """The run as it is now, its folder with this stamp."""
    age_ns = time.time_ns() - int(stamp.partition(":")[0])
    is_old = age_ns > _YOUNG_NS
    return SeenRun(run, stamp, is_old and (not run.is_read or (run.state != "running" and run.facts.is_closed())))


def is_as_before(one: SeenRun | None, stamp: str) -> bool:
    """True when the stamp of the folder tells that nothing changed; False when its files have to be looked at."""
    return one is not None and one.is_settled and one.stamp == stamp


def was_read(one: SeenRun | None) -> bool:
    """Whether the run's rows were read."""
    return one is not None and one.run.is_read


def read_alone(folder: Path, name: str) -> ListedRun | None:
    """One run of a project's folder as it is now; None for a folder that holds none."""
    signature = signature_of(f"{folder}/{name}")
    if not signature:
        return None
    return ListedRun(folder, name, facts_now(folder / name), KeptFacts("", signature, "", b"", b"", b""), None)


def with_state_now(run: ListedRun) -> ListedRun:
    """The same run; one that goes on may have ended without a word: its process is gone."""
    if not run.is_read or run.state != "running" or run.facts.end()[0] == "running":
        return run
    return ListedRun(run.parent, run.folder_name, run.facts, KeptFacts("", run.signature, "", b"", b"", b""), None)

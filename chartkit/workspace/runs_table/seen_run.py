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
_DAMAGED_FOR_S = 5.0
"""A damaged run is read again after this time: rights that come back, or a disk that answers, change no file."""


class SeenRun(NamedTuple):
    """A run as the last look found it."""

    run: ListedRun
    stamp: str
    is_settled: bool
    """True when the folder's stamp alone tells whether it changed."""
    read_s: float
    """When, on the monotonic clock."""


def seen(run: ListedRun, stamp: str) -> SeenRun:
    """The run as it is now, its folder with this stamp."""
    age_ns = time.time_ns() - int(stamp.partition(":")[0])
    is_old = age_ns > _YOUNG_NS
    is_closed = not run.is_read or (run.state not in ("running", "damaged") and run.facts.is_closed())
    return SeenRun(run, stamp, is_old and is_closed, time.monotonic())


def is_as_before(one: SeenRun | None, stamp: str) -> bool:
    """True when the stamp of the folder tells that nothing changed; False when its files have to be looked at."""
    return one is not None and one.is_settled and one.stamp == stamp


def is_same(one: SeenRun, path: str) -> bool:
    """True when the run's files are as they were, and what kept a damaged one from being read has no time to pass."""
    is_damaged = one.run.is_read and one.run.facts.is_damaged
    is_due = is_damaged and time.monotonic() - one.read_s > _DAMAGED_FOR_S
    return not is_due and one.run.signature == signature_of(path)


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

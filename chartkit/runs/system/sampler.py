"""System metrics: what the machine does while a run goes on, in a stream of its own.

Takes a run's folder and an interval; gives a line every interval, one when the run has just begun and one at its end. A
daemon thread does all of it, psutil's import included, so that neither `init` nor `log` waits. Before a fork the thread
is stopped, for a child with half a thread may hang, and the parent starts it again: children do not sample.
"""

from __future__ import annotations

import _thread
import os
import threading
import weakref
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Protocol

from chartkit.runs.system.sources import Moment, Sources, process_sample
from chartkit.runs.system.stream import SystemStream

_FIRST_S = 0.25
"""How long after its start a run is first sampled: the script's first steps have the processor to themselves."""
_LONGEST_WAIT_S = 0.1
"""How long the end of a run, or a fork, waits for a sample that is under way."""


class Source(Protocol):
    """What is measured."""

    faults: list[str]

    def sample(self) -> dict[str, float]:
        """The figures of now."""
        ...


MakeSource = Callable[[Path, Moment], Source]


def _machine(folder: Path, begin: Moment) -> Source:
    return Sources(folder, begin)


class SystemSampler:
    """The sampling of one run by one process."""

    def __init__(
        self,
        folder: Path,
        interval_s: float,
        make_source: MakeSource = _machine,
        first_s: float = _FIRST_S,
        started_s: float | None = None,
    ) -> None:
        self._folder = folder
        self._interval_s = min(interval_s, threading.TIMEOUT_MAX)
        self._make_source = make_source
        self._source: Source | None = None
        self._begin = Moment.now()
        self._stream = SystemStream(folder, monotonic() if started_s is None else started_s)
        self._due_s = monotonic() + min(first_s, self._interval_s)
        self._wake = threading.Event()
        self._ended = threading.Event()
        self._sampling = threading.Lock()
        """Held by the thread while it samples."""
        self._is_last = False
        self._pid = os.getpid()
        _watch_forks()
        _going.add(self)
        self._start()

    def stop(self) -> None:
        """Take the last sample and end. Waits 0.1 s at most, when the machine is slow to answer."""
        if os.getpid() != self._pid or self._is_last:
            return
        _going.discard(self)
        if not self._sampling.acquire(blocking=False):
            self._is_last = True
            self._halt()
            return
        is_short = self._source is None
        self._is_last = True
        self._sampling.release()
        if is_short:  # the thread finds nothing to do, whenever it wakes up
            self._wake.set()
            self._stream.write(process_sample(self._begin), [])
            self._stream.close()
        else:
            self._halt()

    def before_fork(self) -> None:
        """End the thread, and keep when the next sample is due."""
        if os.getpid() == self._pid:
            self._halt()

    def after_fork(self) -> None:
        """Go on in the parent."""
        if os.getpid() == self._pid and not self._is_last:
            self._start()

    def _start(self) -> None:
        """Start the thread. `threading.Thread` would wait until it runs, which takes ms on a busy machine."""
        self._wake, self._ended = threading.Event(), threading.Event()
        _thread.start_new_thread(self._sample_on, (self._wake, self._ended))

    def _halt(self) -> None:
        self._wake.set()
        self._ended.wait(_LONGEST_WAIT_S)

    def _sample_on(self, wake: threading.Event, ended: threading.Event) -> None:
        """The thread's life: until `wake` is set."""
        try:
            while not wake.wait(max(0.0, self._due_s - monotonic())):
                with self._sampling:
                    if self._is_last or not self._sample():
                        return
                self._due_s = monotonic() + self._interval_s
            if self._is_last:
                with self._sampling:
                    if self._source is not None:
                        self._sample()
                        self._stream.close()
        finally:
            ended.set()

    def _sample(self) -> bool:
        """Keep one sample; False when this machine cannot be measured at all, which is said in the stream."""
        try:
            self._source = self._source or self._make_source(self._folder, self._begin)
        except Exception as error:  # whatever psutil says of a system it does not know: the run goes on without
            self._stream.write({}, [f"nothing of the machine is measured: {str(error) or type(error).__name__}"])
            return False
        sample = self._source.sample()
        faults, self._source.faults = self._source.faults, []
        self._stream.write(sample, faults)
        return True


_going: weakref.WeakSet[SystemSampler] = weakref.WeakSet()


class _Forks:
    """Whether forks are watched."""

    are_watched = False


def _watch_forks() -> None:
    if not _Forks.are_watched and hasattr(os, "register_at_fork"):
        os.register_at_fork(before=_before_fork, after_in_parent=_after_fork)
        _Forks.are_watched = True


def _before_fork() -> None:
    for sampler in list(_going):
        sampler.before_fork()


def _after_fork() -> None:
    for sampler in list(_going):
        sampler.after_fork()

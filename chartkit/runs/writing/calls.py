"""The calls of `run.log` that one process makes for one run.

Takes what the script logs; gives a journal line and a summary that follows it. Merging lines into rows is the reader's
work: a line only says which step it belongs to. All that a call needs is on this object, whose attributes Python finds
faster than those of a run, which says what is meant by a name it has not.
"""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic, time
from typing import TYPE_CHECKING, Any

import orjson

from chartkit.diagnostics import RunError, stop_unless_recording, warn, warn_unless_raising
from chartkit.runs.writing.logged import Logged, is_plain, read_call
from chartkit.runs.writing.recording import NEWLINE, Recorder
from chartkit.runs.writing.section import Section, absorb
from chartkit.runs.writing.steps import StepCounter, late_finding
from chartkit.runs.writing.this_process import here

if TYPE_CHECKING:
    from chartkit.runs.metrics.run_metrics import RunMetrics

_update = dict[str, Any].update
"""A section's own would tell the journal of every key."""


class Calls:
    """What one process logs to one run."""

    def __init__(self, recorder: Recorder, summary: Section, first_step: int, started_s: float) -> None:
        """`started_s` is the moment of `monotonic` at which the run was 0 s old."""
        self.pid = here.pid
        """The process that makes these calls."""
        self.is_finished = False
        """True when the run takes no more of them."""
        self.steps = StepCounter(first_step)
        self.chart_keys: set[str] = set()
        """The keys under which charts were logged."""
        self.metrics: RunMetrics | None = None
        """What counts them for the summary; None while no metric is defined."""
        self._recorder = recorder
        self._summary = summary
        self._started_s = started_s
        self._plain_keys: set[str] = set()

    def keep(self, data: Mapping[str, Any], step: int | None, commit: bool | None) -> None:
        """Write one call's line and bring the summary up to date.

        Raises `RunError` for keys, values and steps that cannot be kept, before anything is written.
        """
        rich = None if is_plain(data, self._plain_keys) else self._read(data)
        if rich is not None and rich.is_refused:
            return
        now, is_late = self.steps.take(step, commit)
        if self.metrics is not None and not is_late:
            data = self.metrics.complete(data, rich)
        record = {
            "_step": now,
            "_timestamp": time(),
            "_runtime": monotonic() - self._started_s,
            "log": data if rich is None else rich.for_journal(),
        }
        if is_late:
            record["_late"] = True
        try:
            line = orjson.dumps(record, None, NEWLINE)
        except TypeError:  # an integer of over 64 bits, or text with half a surrogate pair
            rich = self._read(data)
            record["log"] = rich.for_journal()
            line = orjson.dumps(record, None, NEWLINE)
        self._recorder.append(line)
        if is_late:
            warn(late_finding(now, self.steps.current))
        elif rich is None:
            _update(self._summary, data)
        else:
            absorb(self._summary, rich.summary)
        if self.metrics is not None:
            values = data if rich is None else rich.summary
            self.metrics.count(self._summary, values, self._recorder.journal.path, now, is_late)

    def forked(self) -> None:
        """In a forked child: these are its own calls from now on."""
        self.pid = here.pid
        self.steps.forked()
        self._recorder.contents.forked()
        if self.metrics is not None:
            self.metrics.forked()

    def _read(self, data: object) -> Logged:
        """One call's values where some are not plain. Raises `RunError` for the author's faults."""
        recorder = self._recorder
        recorder.look()
        call = read_call(data, recorder.contents)
        stop_unless_recording(call.faults, RunError)
        for diagnostic in call.collisions:
            warn(diagnostic)
        self.chart_keys.update(call.chart_keys)
        recorder.lost_calls += bool(call.not_written)
        for diagnostic in call.not_written:
            warn_unless_raising(diagnostic, RunError)
        for diagnostic in (*call.faults, *call.collisions):
            recorder.remember(diagnostic)
        return call

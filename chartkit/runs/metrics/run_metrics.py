"""The metrics that a run being written has defined: what calls are given, and what the summary shows.

Takes definitions and the calls of `run.log`; gives each call the step metric it left out, and the run's summary its
figures. A run without definitions has none of this, so that its calls cost nothing.
"""

from __future__ import annotations

from _thread import RLock  # threading's own lock, without importing threading
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chartkit.data.values import encode_value
from chartkit.runs.metrics.definitions import Metric, Metrics
from chartkit.runs.metrics.tallies import Row
from chartkit.runs.store import journals_of

if TYPE_CHECKING:
    from chartkit.runs.writing.logged import Logged
    from chartkit.runs.writing.section import Section


class RunMetrics:
    """The definitions of one run in one process."""

    def __init__(self, folder: Path | None, metrics: Metrics | None = None) -> None:
        """`metrics` is what an earlier part of the run defined and counted."""
        self._folder = folder
        self._metrics = metrics or Metrics()
        # Two threads must not count into one tally at once. Held for the counting alone.
        self._lock = RLock()

    @property
    def definitions(self) -> dict[str, Metric]:
        """The definitions by name."""
        return self._metrics.definitions

    def define(self, metric: Metric, summary: Section) -> None:
        """Add a definition whose record is in the journal, and count what was logged before it.

        Costs one reading of the run's journals when `summary` shows that something was.
        """
        from chartkit.runs.story import tell

        with self._lock:
            self._metrics.define(metric)
            if summary and self._folder is not None:
                self._metrics = tell(journals_of(self._folder), {}).metrics
                self._metrics.show(summary, self._metrics.touched)

    def complete(self, data: Mapping[str, Any], rich: Logged | None) -> Mapping[str, Any]:
        """The call with the last values of the step metrics that it left out; those of `rich` are added in place."""
        with self._lock:
            missing = self._metrics.missing_steps(data if rich is None else rich.summary)
        if not missing:
            return data
        if rich is None:
            return {**data, **missing}
        for key, value in missing.items():
            if key not in rich.values:
                rich.summary[key], rich.values[key] = value, encode_value(value)
        return data

    def count(
        self, summary: Section, values: Mapping[str, Any], journal: Path | None, step: int, is_late: bool
    ) -> None:
        """Count one call whose line is in `journal`, and bring the run's summary up to date."""
        row = Row("" if journal is None else journal.name, step, is_late)
        with self._lock:
            self._metrics.show(summary, self._metrics.count(values, row))

    def forked(self) -> None:
        """In a forked child: a lock that a thread of the parent held is replaced."""
        self._lock = RLock()

"""The metrics of a project: takes the runs of a list, gives each key that has numbers, its section and its x axis."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from chartkit.runs.metrics.definitions import Metric, Metrics
from chartkit.runs.reading.facts import Facts
from chartkit.workspace.lines.asked import STEP
from chartkit.workspace.runs_table.run_table import RunTable

OTHERS = "Charts"
"""The section of keys without a slash, W&B's name for it."""


class ProjectMetric(NamedTuple):
    """One key of a project."""

    key: str
    section: str
    """What stands before the first slash."""
    x: str
    """The key of its x axis, as `define_metric` said in the run that is the first to say it; `_step` without."""
    n_runs: int
    hidden: bool
    """Whether a script hid it, or uses it as the x axis of others."""


def table_metrics(table: RunTable) -> list[ProjectMetric]:
    """The metrics of those runs of a table that are read, found once a table."""
    return table.kept(b"metrics", lambda: project_metrics(run.facts for run in table.runs if run.is_read))


def project_metrics(runs: Iterable[Facts]) -> list[ProjectMetric]:
    """The keys with numbers in any run, in the order they first come; definitions of earlier runs in the list win."""
    counts: dict[str, int] = {}
    said: dict[str, tuple[str, bool]] = {}
    axes: set[str] = set()
    for facts in runs:
        metrics = _defined(facts)
        for key in facts.numbers:
            counts[key] = counts.get(key, 0) + 1
            if metrics is not None and key not in said and (found := metrics.of(key)) is not None:
                said[key] = metrics.axis(key) or STEP, found.hidden
        axes |= {axis for axis in said_axes(metrics) if axis in counts}
    undefined = (STEP, False)
    return [
        ProjectMetric(key, section_of(key), x, n_runs, hidden or key in axes)
        for key, n_runs in counts.items()
        for x, hidden in [said.get(key, undefined)]
    ]


def section_of(key: str) -> str:
    """The section of a key.

    >>> section_of("train/loss"), section_of("loss")
    ('train', 'Charts')
    """
    first, slash, _ = key.partition("/")
    return first if slash and first else OTHERS


def said_axes(metrics: Metrics | None) -> set[str]:
    """The keys that are the axis of others."""
    return set() if metrics is None else {one.step_metric for one in metrics.definitions.values() if one.step_metric}


def _defined(facts: Facts) -> Metrics | None:
    if not facts.metrics:
        return None
    metrics = Metrics()
    for record in facts.metrics:
        metrics.define(Metric.from_record(record))
    return metrics

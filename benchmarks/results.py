"""From samples to figures: medians over processes, their spread, ratios and whether targets are reached."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from measuring import Sample


class Figure(NamedTuple):
    """One quantity of one tracker: median, least and largest of its processes' medians, and their CPU time, in s."""

    median_s: float
    least_s: float
    largest_s: float
    cpu_s: float


class Result(NamedTuple):
    """One row of the table. `target` is a ratio to the peer, or seconds where there is no peer; None: none set."""

    label: str
    ours: Figure
    peer: Figure | None
    target: float | None

    @property
    def ratio(self) -> float | None:
        """Our median to the peer's."""
        return self.ours.median_s / self.peer.median_s if self.peer else None

    @property
    def cpu_ratio(self) -> float | None:
        """The same of CPU time, which other work on the machine disturbs less."""
        return self.ours.cpu_s / self.peer.cpu_s if self.peer else None

    @property
    def is_reached(self) -> bool | None:
        """Whether the median, by the clock, is within the target; None without one."""
        found = self.ratio if self.peer else self.ours.median_s
        return None if self.target is None or found is None else found <= self.target


def figure(processes: Sequence[Sequence[Sample]]) -> Figure:
    """The figure of some processes, each with its samples.

    >>> figure([[(1.0, 0.5)], [(3.0, 0.5)], [(2.0, 0.5)]])
    Figure(median_s=2.0, least_s=1.0, largest_s=3.0, cpu_s=0.5)
    """
    walls_s = [median(wall_s for wall_s, _ in samples) for samples in processes]
    cpus_s = [median(cpu_s for _, cpu_s in samples) for samples in processes]
    return Figure(median(walls_s), min(walls_s), max(walls_s), median(cpus_s))

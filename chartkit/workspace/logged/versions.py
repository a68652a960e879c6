"""What runs logged under their keys, and the version that each shows at a step of the slider.

Takes what is known of runs; gives keys with their kinds and steps. A run that logged nothing at a step shows what it
logged last before it, as it would have been seen then.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from chartkit.runs.reading.facts import Facts

MOST_STEPS = 2_000
"""A slider has a place for each step up to here."""


class LoggedKey(NamedTuple):
    """One key of a project: `kind` is `chart`, `table`, or the kind of its media, such as `image`."""

    key: str
    kind: str
    n_runs: int
    steps: list[int]

    def as_json(self) -> dict[str, Any]:
        """What the page is told."""
        first, last = self.steps[0], self.steps[-1]
        return {
            "key": self.key,
            "kind": self.kind,
            "n_runs": self.n_runs,
            "n_steps": len(self.steps),
            "steps": [first, last],
        }


def logged_keys(runs: Iterable[Facts]) -> list[LoggedKey]:
    """The keys of all runs, charts first, then tables and media, each in the order in which they first came."""
    found: dict[tuple[str, str], tuple[str, int, set[int]]] = {}
    for run in runs:
        for group, key, kind, steps in run.logged:
            first_kind, n_runs, before = found.get((group, key), (kind, 0, set[int]()))
            found[group, key] = first_kind, n_runs + 1, before.union(steps)
    order = ("chart", "table", "media")
    ordered = sorted(found.items(), key=lambda item: order.index(item[0][0]))
    return [LoggedKey(key, kind, n_runs, sorted(steps)) for (_, key), (kind, n_runs, steps) in ordered]


def steps_of(by_run: Iterable[dict[int, Any]]) -> list[int]:
    """The steps at which any of the runs logged, rising."""
    return sorted({step for by_step in by_run for step in by_step})


def slider_steps(steps: Sequence[int]) -> list[int]:
    """The steps as places of a slider: all of them, or of very many every so manieth, with the first and the last."""
    if len(steps) <= MOST_STEPS:
        return list(steps)
    return [steps[round(place * (len(steps) - 1) / (MOST_STEPS - 1))] for place in range(MOST_STEPS)]


def step_at(steps: Sequence[int], wanted: int | None) -> int | None:
    """The step that a run shows: the last of its rising `steps`, or the last one up to `wanted`; None before any."""
    if wanted is None:
        return steps[-1] if steps else None
    place = bisect_right(steps, wanted)
    return steps[place - 1] if place else None

"""Parallel coordinates: takes runs and axes, gives a chart of `workspace/parallel/v0` and what lies over it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from chartkit.presets import Library
from chartkit.runs.reading.catalogue import ListedRun
from chartkit.workspace.bounded_cache import BoundedCache
from chartkit.workspace.coloring.run_values import run_values
from chartkit.workspace.insight.asked import AskedParallel
from chartkit.workspace.insight.axes import Axis, axis_of
from chartkit.workspace.insight.chosen import chosen_places
from chartkit.workspace.insight.compiled import compiled
from chartkit.workspace.runs_table.run_table import RunTable

PRESET = "workspace/parallel/v0"
MOST_POINTS = 10_000
"""Of runs and axes together, that are drawn. Runs are left out whole: the compiler's budget would take rows out of all
of them, and what is drawn between two axes would be a line that no run has.
"""
_FIELDS = {"axis": "axis", "place": "place", "line": "run", "label": "label", "color": "color", "name": "name"}


def parallel_answer(
    cache: BoundedCache, table: RunTable, asked: AskedParallel, color: Mapping[str, str], library: Library
) -> dict[str, Any]:
    """The chart's spec; axes with their labels; the place and the value of each run on each axis.

    Raises `RunError` for a key that no run has.
    """
    chosen = chosen_places(table, asked.runs)
    runs = [table.runs[place] for place in chosen]
    axes: list[Axis] = []
    for one in asked.axes:
        key, values = run_values(cache, table, one.key, one.y)
        axes.append(axis_of(key, one, [values[place] for place in chosen]))
    notes = [axis.note for axis in axes if axis.note]
    spec = None
    if runs:
        strings = {"names": not asked.is_bare, "labels": not asked.is_bare}
        drawn = _evenly(len(runs), max(1, MOST_POINTS // max(1, len(axes))))
        chart = compiled(PRESET, _rows(runs, drawn, axes, color), _FIELDS, library, strings)
        spec = {**chart.spec, "width": "container", "height": "container"}
        if len(drawn) < len(runs):
            notes.append(
                f"{len(drawn):,} of {len(runs):,} runs are drawn, evenly chosen; ranges and brushes are of all."
            )
        notes += [one.message for one in chart.diagnostics]
    else:
        notes.append("No run is chosen: there is nothing to draw.")
    return {"spec": spec, "runs": [run.id for run in runs], "axes": [_said(axis) for axis in axes], "notes": notes}


def _said(axis: Axis) -> dict[str, Any]:
    return {
        "key": axis.key,
        "name": axis.name,
        "is_numeric": axis.is_numeric,
        "is_log": axis.is_log,
        "can_log": axis.can_log,
        "is_inverted": axis.is_inverted,
        "ends": axis.ends,
        "ticks": [tick._asdict() for tick in axis.ticks],
        "places": [round(place, 6) for place in axis.places],
        "texts": axis.texts,
    }


def _evenly(n: int, most: int) -> list[int]:
    """Places of at most so many of `n`, the first among them.

    >>> _evenly(3, 5), _evenly(10, 4)
    ([0, 1, 2], [0, 2, 5, 7])
    """
    return [place * n // min(n, most) for place in range(min(n, most))]


def _rows(
    runs: Sequence[ListedRun], drawn: Sequence[int], axes: Sequence[Axis], color: Mapping[str, str]
) -> dict[str, list[Any]]:
    """A row for each run that is drawn on each axis, then one for each label; axes stand in their order."""
    facts = [(runs[at].id, color.get(runs[at].id), runs[at].facts.setting("name") or runs[at].id) for at in drawn]
    names = _different([axis.name for axis in axes])
    rows: list[tuple[Any, ...]] = []
    for name, axis in zip(names, axes, strict=True):
        rows += [
            (name, round(axis.places[at], 6), id, axis.texts[at], own, called)
            for at, (id, own, called) in zip(drawn, facts, strict=True)
        ]
        rows += [(name, round(tick.place, 6), None, tick.label, None, None) for tick in axis.ticks]
    columns = ("axis", "place", "run", "label", "color", "name")
    return {column: [row[number] for row in rows] for number, column in enumerate(columns)}


def _different(names: Sequence[str]) -> list[str]:
    """The names, those that come again with a number."""
    found: list[str] = []
    for name in names:
        again = sum(one == name for one in names[: len(found)])
        found.append(f"{name} {again + 1}" if again else name)
    return found

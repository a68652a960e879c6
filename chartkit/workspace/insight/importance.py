"""The importance of settings for a metric: takes runs and a key, gives a chart and its rows.

Beside them stands what the figures are worth: of how many runs they are, and how much of the metric they explain.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.diagnostics import DataError, counted
from chartkit.presets import Library
from chartkit.runs.reading.fields import MISSING
from chartkit.workspace.bounded_cache import BoundedCache
from chartkit.workspace.coloring.run_values import run_values
from chartkit.workspace.insight.asked import AskedImportance
from chartkit.workspace.insight.chosen import chosen_places
from chartkit.workspace.insight.compiled import compiled
from chartkit.workspace.insight.forest import FEWEST_RUNS, Forest, correlation, forest_of
from chartkit.workspace.insight.settings import Setting, settings_of
from chartkit.workspace.runs_table.run_table import RunTable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PRESET = "workspace/importance/v0"
FEW_RUNS = 20
MOST_SHOWN = 40
_FIELDS = {"setting": "setting", "importance": "importance", "correlation": "correlation", "spread": "spread"}
_BYTES_A_ROW = 300
_ONE_AT_A_TIME = Lock()
"""scikit-learn sets Python's warning filters, which all threads share, around each tree: two forests at once could fill
the server's stderr with warnings about that. One at a time also leaves a core to whoever asks for lines meanwhile.
"""


class Row(NamedTuple):
    """One setting, as the page lists it."""

    setting: str
    importance: float | None
    spread: float | None
    correlation: float | None


class Found(NamedTuple):
    """All that was found."""

    rows: tuple[Row, ...]
    n_runs: int
    explained: float | None
    """The share of the metric's differences that the settings explain, in runs that were not seen."""
    notes: tuple[str, ...]
    warning: str | None
    """Why the figures are worth little."""


def importance_answer(cache: BoundedCache, table: RunTable, asked: AskedImportance, library: Library) -> dict[str, Any]:
    """The chart's spec, its rows, of how many runs they are, and what is to be said. Raises `RunError`: no such key."""
    name = ("importance", table.project, table.version, asked)
    with _ONE_AT_A_TIME:
        found: Found | None = cache.get(name)
        if found is None:
            found = _found(cache, table, asked)
            cache.keep(name, found, _BYTES_A_ROW * (1 + len(found.rows)))
    shown = found.rows[:MOST_SHOWN]
    spec = None
    if shown:
        columns: dict[str, list[Any]] = {column: [getattr(row, column) for row in shown] for column in Row._fields}
        spec = {**compiled(PRESET, columns, _FIELDS, library).spec, "width": "container"}
    return {
        "spec": spec,
        "rows": [row._asdict() for row in found.rows],
        "n_shown": len(shown),
        "n_runs": found.n_runs,
        "explained": found.explained,
        "notes": found.notes,
        "warning": found.warning,
    }


def _found(cache: BoundedCache, table: RunTable, asked: AskedImportance) -> Found:
    import numpy as np

    key, values = run_values(cache, table, asked.key, asked.y)
    chosen = chosen_places(table, asked.runs)
    there = [place for place in chosen if _is_number(values[place])]
    target = np.array([float(values[place]) for place in there])
    settings = settings_of([table.runs[place] for place in there])
    varied = [one for one in settings.varied if one.key != key.name]
    notes = [*settings.notes] if there else []
    if len(there) < len(chosen):
        n_without = counted(len(chosen) - len(there), "run")
        notes.insert(0, f"{n_without} left out: no finite value of '{key.name}'.")
    forest, trouble = _forest(varied, target)
    rows = _rows(varied, target, forest)
    return Found(rows, len(there), forest.explained if forest else None, tuple(notes), trouble)


def _forest(settings: Sequence[Setting], target: NDArray[np.float64]) -> tuple[Forest | None, str | None]:
    """The forest's figures where there may be any, and what is to be said of them."""
    if not settings:
        return None, None
    if len(target) < FEWEST_RUNS:
        return None, f"Importance needs {FEWEST_RUNS} runs or more with this metric; there are {len(target)}."
    if float(target.max()) == float(target.min()):
        return None, f"All {len(target):,} runs have the same value: nothing decides it."
    try:
        forest = forest_of(settings, target)
    except DataError as error:
        said = error.diagnostics[0]
        return None, f"{said.message[0].upper()}{said.message[1:]} Install it with: {said.help}"
    if len(target) < FEW_RUNS:
        return forest, f"Only {len(target)} runs: read these figures as hints. From {FEW_RUNS} runs on they tell more."
    if forest.explained <= 0:
        return forest, "The settings do not predict this metric: their importances mean little."
    return forest, None


def _rows(settings: Sequence[Setting], target: NDArray[np.float64], forest: Forest | None) -> tuple[Row, ...]:
    """The most important first; without importances by the strength of the correlation."""
    rows = [
        Row(
            setting.key,
            None if forest is None else forest.importances[place].mean,
            None if forest is None else forest.importances[place].spread,
            correlation(setting, target) if len(target) else None,
        )
        for place, setting in enumerate(settings)
    ]
    if forest is None:
        return tuple(sorted(rows, key=lambda row: -abs(row.correlation or 0.0)))
    return tuple(sorted(rows, key=lambda row: -(row.importance or 0.0)))


def _is_number(value: Any) -> bool:
    if value is MISSING or type(value) not in (int, float):
        return False
    try:
        return isfinite(value)
    except OverflowError:  # an integer of over 1024 bits
        return False

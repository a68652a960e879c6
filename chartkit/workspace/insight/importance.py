"""The importance of settings for a metric: takes runs and a key, gives a chart and its rows.

Beside them stands what the figures are worth: of how many runs they are, and how much of the metric they explain.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite
from random import Random
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.diagnostics import DataError, counted
from chartkit.presets import Library
from chartkit.runs.reading.fields import MISSING
from chartkit.workspace.bounded_cache import BoundedCache
from chartkit.workspace.coloring.run_values import run_values
from chartkit.workspace.insight.asked import AskedImportance
from chartkit.workspace.insight.candidates import candidates_of
from chartkit.workspace.insight.chosen import chosen_places
from chartkit.workspace.insight.compiled import compiled
from chartkit.workspace.insight.forest import FEWEST_RUNS, Forest, Importance, correlation, forest_of, in_unit
from chartkit.workspace.insight.settings import Setting, settings_of
from chartkit.workspace.runs_table.cells import flat
from chartkit.workspace.runs_table.run_table import RunTable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PRESET = "workspace/importance/v0"
FEW_RUNS = 20
MOST_SHOWN = 40
_FIELDS = {"setting": "setting", "importance": "importance", "correlation": "correlation", "spread": "spread"}
_BYTES_A_ROW = 300
_MOST_CELLS = 1_000_000
"""Of runs and settings together, that are looked at: a second of a processor."""
_LOOKED_AT = 20
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
    n_there = len(there)
    there = _drawn(table, there)
    target = in_unit(np.array([float(values[place]) for place in there]))
    settings = settings_of([table.runs[place] for place in there])
    varied = [one for one in settings.varied if one.key != key.name]
    notes = [*settings.notes] if there else []
    if n_there < len(chosen):
        n_without = counted(len(chosen) - n_there, "run")
        notes.insert(0, f"{n_without} left out: no finite value of '{key.name}'.")
    if len(there) < n_there:
        notes.append(f"Of {n_there:,} runs with many settings {len(there):,}, drawn by chance, are looked at.")
    asked_of = candidates_of(varied, target) if len(target) else []
    forest, trouble = _forest([varied[place] for place in asked_of], target)
    if forest is not None and len(asked_of) < len(varied):
        notes.append(
            f"Importances are of {len(asked_of)} of {len(varied):,} settings, those that tell most by themselves; "
            "of the others there is the correlation."
        )
    rows = _rows(varied, target, {} if forest is None else dict(zip(asked_of, forest.importances, strict=True)))
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


def _drawn(table: RunTable, places: list[int]) -> list[int]:
    """These runs; of those with very many settings as many as can be looked at, the same each time."""
    n_keys = max((sum(1 for _ in flat(table.runs[place].config, "")) for place in places[:_LOOKED_AT]), default=1)
    most = max(FEW_RUNS, _MOST_CELLS // max(1, n_keys))
    return places if len(places) <= most else sorted(Random(0).sample(places, most))


def _rows(
    settings: Sequence[Setting], target: NDArray[np.float64], importances: Mapping[int, Importance]
) -> tuple[Row, ...]:
    """The most important first; those without an importance by the strength of the correlation."""
    rows: list[Row] = []
    for place, setting in enumerate(settings):
        found = importances.get(place)
        strength = correlation(setting, target) if len(target) else None
        rows.append(Row(setting.key, found and found.mean, found and found.spread, strength))
    return tuple(sorted(rows, key=_order))


def _order(row: Row) -> tuple[bool, float]:
    worth = abs(row.correlation or 0.0) if row.importance is None else row.importance
    return row.importance is None, -worth


def _is_number(value: Any) -> bool:
    if value is MISSING or type(value) not in (int, float):
        return False
    try:
        return isfinite(value)
    except OverflowError:  # an integer of over 1024 bits
        return False

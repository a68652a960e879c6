"""The importance of settings for a metric: takes runs and a key, gives a chart and its rows.

Beside them stands what the figures are worth: of how many runs they are, and how much of the metric they explain.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite, isnan
from random import Random
from threading import Event
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
from chartkit.workspace.insight.correlations import correlations_of, in_unit
from chartkit.workspace.insight.forest import FEWEST_RUNS, Forest, Importance, forest_of
from chartkit.workspace.insight.settings import Setting, settings_of
from chartkit.workspace.insight.turns import turn
from chartkit.workspace.runs_table.cells import flat
from chartkit.workspace.runs_table.run_table import RunTable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PRESET = "workspace/importance/v0"
FEW_RUNS = 20
MOST_DRAWN = 40
_FIELDS = {"setting": "setting", "importance": "importance", "correlation": "correlation", "spread": "spread"}
_BYTES_A_SETTING = 200
_MOST_CELLS = 1_000_000
"""Of runs and settings together, that are looked at: a second of a processor."""
_LOOKED_AT = 20


class Row(NamedTuple):
    """One setting, as the page lists it."""

    setting: str
    importance: float | None
    spread: float | None
    correlation: float | None


class Found(NamedTuple):
    """All that was found."""

    settings: tuple[str, ...]
    """The most important first; those without an importance by the strength of the correlation."""
    importances: tuple[Importance, ...]
    """Of the first of them."""
    correlations: tuple[float, ...]
    """Of each; NaN where it has no meaning."""
    n_runs: int
    explained: float | None
    """The share of the metric's differences that the settings explain, in runs that were not seen."""
    notes: tuple[str, ...]
    warning: str | None
    """Why the figures are worth little."""


def importance_answer(
    cache: BoundedCache, table: RunTable, asked: AskedImportance, library: Library, gone: Event
) -> dict[str, Any]:
    """The chart's spec, the rows that are asked for, of how many runs they are, and what is to be said.

    `gone` is set when nobody waits for the answer any more. Raises `RunError`: no such key; `AskerGoneError`.
    """
    name = ("importance", table.project, table.version, asked._replace(search="", limit=0))
    with turn(gone):
        found: Found | None = cache.get(name)
        if found is None:
            found = _found(cache, table, asked, gone)
            cache.keep(name, found, _BYTES_A_SETTING * (1 + len(found.settings)))
    words = asked.search.casefold()
    places = [place for place, setting in enumerate(found.settings) if words in setting.casefold()]
    rows = [_row(found, place) for place in places[: asked.limit]]
    drawn = rows[:MOST_DRAWN]
    return {
        "spec": _spec(drawn, library),
        "rows": [row._asdict() for row in rows],
        "n_drawn": len(drawn),
        "n_settings": len(found.settings),
        "n_matched": len(places),
        "n_runs": found.n_runs,
        "explained": found.explained,
        "notes": found.notes,
        "warning": found.warning,
    }


def _spec(rows: Sequence[Row], library: Library) -> dict[str, Any] | None:
    if not rows:
        return None
    columns: dict[str, list[Any]] = {column: [getattr(row, column) for row in rows] for column in Row._fields}
    return {**compiled(PRESET, columns, _FIELDS, library).spec, "width": "container"}


def _row(found: Found, place: int) -> Row:
    correlation = found.correlations[place]
    own = found.importances[place] if place < len(found.importances) else None
    return Row(found.settings[place], own and own.mean, own and own.spread, None if isnan(correlation) else correlation)


def _found(cache: BoundedCache, table: RunTable, asked: AskedImportance, gone: Event) -> Found:
    import numpy as np

    key, values = run_values(cache, table, asked.key, asked.y)
    chosen = chosen_places(table, asked.runs)
    there = [place for place in chosen if _is_number(values[place])]
    n_there = len(there)
    there = _drawn(table, there)
    target = in_unit(np.array([float(values[place]) for place in there]))
    settings = settings_of([table.runs[place].config for place in there]).without(key.name)
    notes = [*settings.notes] if len(there) >= FEWEST_RUNS else []  # with fewer their number says it all
    if n_there < len(chosen):
        n_without = counted(len(chosen) - n_there, "run")
        notes.insert(0, f"{n_without} left out: no finite value of '{key.name}'.")
    if len(there) < n_there:
        notes.append(f"Of {n_there:,} runs with many settings {len(there):,}, drawn by chance, are looked at.")
    asked_of = candidates_of(settings, target) if there else []
    forest, trouble = _forest([settings.setting(place) for place in asked_of], target, gone)
    if forest is not None and len(asked_of) < len(settings.keys):
        notes.append(
            f"Importances are of {len(asked_of)} of {len(settings.keys):,} settings, those that tell most by "
            "themselves; of the others there is the correlation."
        )
    correlations = correlations_of(settings, target)
    importances = dict(zip(asked_of, forest.importances, strict=True)) if forest is not None else {}
    first = sorted(importances, key=lambda place: -importances[place].mean)
    order = [*first, *_by_strength(correlations, first)]
    return Found(
        tuple(settings.keys[place] for place in order),
        tuple(importances[place] for place in first),
        tuple(correlations[order].tolist()),
        len(there),
        forest.explained if forest else None,
        tuple(notes),
        trouble,
    )


def _by_strength(correlations: NDArray[np.float64], without: Sequence[int]) -> list[int]:
    """Places by the strength of the correlation, the strongest first; those without any in their order, at the end."""
    import numpy as np

    others = np.setdiff1d(np.arange(len(correlations)), np.array(without, dtype=np.int64))
    strength = np.abs(np.nan_to_num(correlations[others]))
    return others[np.argsort(-strength, kind="stable")].tolist()


def _forest(settings: Sequence[Setting], target: NDArray[np.float64], gone: Event) -> tuple[Forest | None, str | None]:
    """The forest's figures where there may be any, and what is to be said of them."""
    if len(target) < FEWEST_RUNS:
        are = "is" if len(target) == 1 else "are"
        return None, f"Importance needs {FEWEST_RUNS} runs or more with this metric; there {are} {len(target)}."
    if not settings:
        return None, None
    if float(target.max()) == float(target.min()):
        return None, f"All {len(target):,} runs have the same value: nothing decides it."
    try:
        forest = forest_of(settings, target, gone)
    except DataError as error:
        said = error.diagnostics[0]
        return None, f"{said.message[0].upper()}{said.message[1:]} Install it with: {said.help}"
    if len(target) < FEW_RUNS:
        return forest, f"Only {len(target)} runs: read these figures as hints; from {FEW_RUNS} on they tell more."
    if forest.explained <= 0:
        return forest, "The settings do not predict this metric: their importances mean little."
    return forest, None


def _drawn(table: RunTable, places: list[int]) -> list[int]:
    """These runs; of those with very many settings as many as can be looked at, the same each time."""
    n_keys = max((sum(1 for _ in flat(table.runs[place].config, "")) for place in places[:_LOOKED_AT]), default=1)
    most = max(FEW_RUNS, _MOST_CELLS // max(1, n_keys))
    return places if len(places) <= most else sorted(Random(0).sample(places, most))


def _is_number(value: Any) -> bool:
    if value is MISSING or type(value) not in (int, float):
        return False
    try:
        return isfinite(value)
    except OverflowError:  # an integer of over 1024 bits
        return False

"""The settings that may matter: takes runs, gives the keys of their config that differ, and why others are out."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite
from typing import Any, Literal, NamedTuple

from chartkit.diagnostics import counted, listed
from chartkit.runs.coloring.categories import categories_of
from chartkit.runs.reading.catalogue import ListedRun
from chartkit.runs.reading.fields import MISSING
from chartkit.workspace.runs_table.cells import flat

_MOST_VALUES = 20
"""Of names, that get a column of their own each; the rest share one."""


class Setting(NamedTuple):
    """One key of the config over the runs."""

    key: str
    kind: Literal["number", "names"]
    values: tuple[Any, ...]
    """Numbers, NaN where there is none; or the number of the category of each run."""
    n_categories: int = 0


class Settings(NamedTuple):
    """The settings that differ, and sentences on the others."""

    varied: tuple[Setting, ...]
    notes: tuple[str, ...]


def settings_of(runs: Sequence[ListedRun]) -> Settings:
    """The settings of these runs by key."""
    flats = [dict(flat(run.config, "config.")) for run in runs]
    keys = dict.fromkeys(key for one in flats for key in one)
    varied: list[Setting] = []
    same: list[str] = []
    unique: list[str] = []
    for key in keys:
        values = [one.get(key, MISSING) for one in flats]
        values = [MISSING if value is None else value for value in values]
        setting = _setting(key, values)
        if setting is None:
            same.append(key)
        elif setting.kind == "names" and setting.n_categories == len(runs) > 2:
            unique.append(key)
        else:
            varied.append(setting)
    notes = [f"{listed(unique)} left out: a name that is another in each run says nothing."] if unique else []
    if same and not varied:
        notes.append(f"No setting differs: {counted(len(same), 'key')} of the config, the same in all of these runs.")
    if not keys:
        notes.append("These runs have no config: give one to `init(config=…)`.")
    return Settings(tuple(varied), tuple(notes))


def _setting(key: str, values: Sequence[Any]) -> Setting | None:
    """The setting; None where all runs have the same."""
    there = [value for value in values if value is not MISSING]
    if there and all(type(value) in (int, float, bool) for value in there):
        numbers = tuple(_number(value) for value in values)
        return Setting(key, "number", numbers) if len({number for number in numbers if number == number}) > 1 else None
    found = categories_of({str(place): value for place, value in enumerate(values) if value is not MISSING}, 10**9)
    n_runs_of = sorted((len(one.ids) for one in found), reverse=True)
    n_different = len(found) + (len(there) < len(values))
    if n_different < 2:
        return None
    if len(n_runs_of) > _MOST_VALUES and len(found) < len(values):
        found = categories_of(
            {str(place): value for place, value in enumerate(values) if value is not MISSING}, _MOST_VALUES
        )
    number_of = {place: number for number, one in enumerate(found) for place in one.ids}
    numbers = tuple(number_of.get(str(place), len(found)) for place in range(len(values)))
    return Setting(key, "names", numbers, len(set(numbers)))


def _number(value: Any) -> float:
    try:
        number = float("nan") if value is MISSING else float(value)
    except OverflowError:
        return float("nan")
    return number if isfinite(number) else float("nan")

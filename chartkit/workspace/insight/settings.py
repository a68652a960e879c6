"""The settings that may matter: takes configs of runs, gives the keys that differ, and why others are out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from chartkit.diagnostics import counted, listed
from chartkit.runs.coloring.categories import categories_of, identity_of
from chartkit.workspace.insight.config_cells import NOTHING, OTHER, config_cells

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_MOST_VALUES = 20
"""Of names, that get a column of their own each in a forest; the rest share one."""


class Setting(NamedTuple):
    """One key of the config over the runs, as a forest takes it."""

    key: str
    kind: Literal["number", "names"]
    values: tuple[Any, ...]
    """Numbers, NaN where there is none; or the number of the category of each run."""


class Settings(NamedTuple):
    """The settings that differ, each a column, in the order in which runs have them; and sentences on the others."""

    keys: tuple[str, ...]
    is_number: NDArray[np.bool_]
    """Of each setting; the others are names."""
    values: Floats
    """Runs × settings: a number; which of its names, counted from 0; NaN where the run has none."""
    n_columns: NDArray[np.int64]
    """How many columns of a forest are a setting's: one of numbers, one for each name."""
    cells: NDArray[np.object_]
    """Runs × settings, as runs have them; None where one has none."""
    notes: tuple[str, ...]

    def without(self, key: str) -> Settings:
        """All but one."""
        return self.of([place for place, own in enumerate(self.keys) if own != key]) if key in self.keys else self

    def of(self, places: Sequence[int]) -> Settings:
        """Some of them."""
        keys = tuple(self.keys[place] for place in places)
        some = (self.is_number[places], self.values[:, places], self.n_columns[places], self.cells[:, places])
        return Settings(keys, *some, self.notes)

    def setting(self, place: int) -> Setting:
        """One of them."""
        if self.is_number[place]:
            return Setting(self.keys[place], "number", tuple(self.values[:, place].tolist()))
        return Setting(
            self.keys[place], "names", _categories(self.cells[:, place].tolist(), self.values[:, place].tolist())
        )


def settings_of(configs: Sequence[Mapping[str, Any]]) -> Settings:
    """The settings of runs by their configs. O(n log n) in the cells."""
    import numpy as np

    keys, cells, kinds = config_cells(configs)
    cells[kinds == NOTHING] = None
    is_number = (kinds != OTHER).all(axis=0)
    values = np.empty(cells.shape)
    values[:, is_number] = _numbers(cells[:, is_number])
    values[:, ~is_number], n_names = _names(cells[:, ~is_number])
    n_columns = np.ones(len(keys), dtype=np.int64)
    n_columns[~is_number] = _n_columns(
        n_names, kinds[:, ~is_number].min(axis=0, initial=OTHER) == NOTHING, len(configs)
    )
    least, most = np.fmin.reduce(values, axis=0, initial=np.inf), np.fmax.reduce(values, axis=0, initial=-np.inf)
    is_varied = np.where(is_number, most > least, n_columns > 1)
    is_unique = ~is_number & (n_columns == len(configs)) & (len(configs) > 2)
    found = Settings(keys, is_number, values, n_columns, cells, ()).of(np.flatnonzero(is_varied & ~is_unique).tolist())
    unique = [keys[place] for place in np.flatnonzero(is_unique & is_varied)]
    return found._replace(notes=tuple(_notes(len(keys), unique, int((~is_varied).sum()), len(found.keys))))


def _notes(n_keys: int, unique: Sequence[str], n_same: int, n_varied: int) -> list[str]:
    notes = [f"{listed(unique)} left out: a name that is another in each run says nothing."] if unique else []
    if n_same and not n_varied:
        notes.append(f"No setting differs: {counted(n_same, 'key')} of the config, the same in all of these runs.")
    if not n_keys:
        notes.append("These runs have no config: give one to `init(config=…)`.")
    return notes


def _numbers(cells: NDArray[np.object_]) -> Floats:
    """Numbers, true and false as floats; NaN for none and for what is not finite."""
    import numpy as np

    try:
        found = cells.astype(np.float64)
    except OverflowError:  # an integer of over 1024 bits
        found = np.array([_number(cell) for cell in cells.flat]).reshape(cells.shape)
    return np.where(np.isfinite(found), found, np.nan)


def _number(value: Any) -> float:
    try:
        number = float("nan") if value is None else float(value)
    except OverflowError:
        return float("nan")
    return number if isfinite(number) else float("nan")


def _names(cells: NDArray[np.object_]) -> tuple[Floats, NDArray[np.int64]]:
    """Which of its column's values each cell is, NaN for None; and how many values each column has."""
    import numpy as np

    numbers: dict[str | bytes, int] = {}
    in_order = cells.T.ravel().tolist()
    known = [
        -1 if value is None else numbers.setdefault(value if type(value) is str else identity_of(value), len(numbers))
        for value in in_order
    ]
    n_runs, n_settings = cells.shape
    codes = np.array(known, dtype=np.int64)
    of_setting = np.repeat(np.arange(n_settings, dtype=np.int64), n_runs)
    is_there = codes >= 0
    different, which = np.unique((codes + of_setting * (len(numbers) + 1))[is_there], return_inverse=True)
    n_names = np.bincount(different // (len(numbers) + 1), minlength=n_settings)
    found = np.full(len(codes), np.nan)
    found[is_there] = which - (np.cumsum(n_names) - n_names)[of_setting[is_there]]
    return found.reshape(n_settings, n_runs).T, n_names


def _n_columns(n_names: NDArray[np.int64], has_missing: NDArray[np.bool_], n_runs: int) -> NDArray[np.int64]:
    import numpy as np

    is_shared = (n_names > _MOST_VALUES) & (n_names < n_runs)
    return np.where(is_shared, _MOST_VALUES, n_names) + has_missing


def _categories(cells: Sequence[Any], names: Sequence[float]) -> tuple[int, ...]:
    """The category of each run, counted from 0, none in the last; cells are the same where their `names` are."""
    first_of = {name: place for place, name in reversed([*enumerate(names)]) if name == name}
    if _MOST_VALUES < len(first_of) < len(cells):
        there = {str(place): value for place, value in enumerate(cells) if value is not None}
        found = categories_of(there, _MOST_VALUES)
        number_of = {place: number for number, one in enumerate(found) for place in one.ids}
        return tuple(number_of.get(str(place), len(found)) for place in range(len(cells)))
    found = categories_of({str(place): cells[place] for place in first_of.values()}, len(first_of))
    number_of = {names[int(place)]: number for number, one in enumerate(found) for place in one.ids}
    return tuple(number_of.get(name, len(found)) for name in names)

"""The histories of many runs as arrays, for whoever compares runs.

Takes runs and keys; gives for each run its steps and the values of these keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chartkit.runs.reading.columns import LARGEST_EXACT, Columns, Values
from chartkit.runs.reading.run_read import many_columns

if TYPE_CHECKING:
    import numpy as np

Place = tuple[str, str]
"""A run's project and the run, by their folders: the path of the one, the name of the other."""
Arrays = dict[str, "np.ndarray[Any, Any]"]


def histories(store: Path, places: Sequence[Place], keys: Sequence[str]) -> Iterator[Arrays]:
    """For each run, in the order of `places`: `_step` and the values of `keys`, in rows that have one of them."""
    names: dict[str, list[str]] = {}
    for parent, name in places:
        names.setdefault(parent, []).append(name)
    found = {parent: many_columns(store, Path(parent), some, keys) for parent, some in names.items()}
    return (_arrays(next(found[parent]), keys) for parent, _ in places)


def _arrays(columns: Columns, keys: Sequence[str]) -> Arrays:
    import numpy as np

    found = {key: columns.values.get(key) for key in keys}
    places = _places(columns.n_rows, [values for values in found.values() if values is not None])
    steps = np.asarray(columns.values["_step"].data, dtype=np.int64)
    arrays: Arrays = {"_step": steps if places is None else steps[places]}
    n_rows = len(arrays["_step"])
    for key, values in found.items():
        if values is None:
            arrays[key] = np.full(n_rows, np.nan)
        else:
            arrays[key] = _array(values if places is None else values.take(places))
    return arrays


def _places(n_rows: int, columns: Sequence[Values]) -> Any:
    """The rows in which one of the columns has a value; None for all."""
    import numpy as np

    if any(values.is_array and values.is_there is None for values in columns):
        return None
    return np.flatnonzero(np.logical_or.reduce([np.zeros(n_rows, dtype=bool), *map(_there, columns)]))


def _there(values: Values) -> Any:
    import numpy as np

    if not values.is_array:
        return np.array([value is not None for value in values.data], dtype=bool)
    return np.ones(len(values.data), dtype=bool) if values.is_there is None else values.is_there


def _array(values: Values) -> Any:
    """Numbers as they are; NaN where there is none. An array of objects where no float holds all of them."""
    import numpy as np

    if values.is_array and (values.is_there is None or bool(values.is_there.all())):
        return values.data
    if values.is_array and (values.data.dtype != np.int64 or bool((np.abs(values.data) <= LARGEST_EXACT).all())):
        return np.where(values.is_there, values.data, np.nan)
    found = np.empty(len(values.data), dtype=object)
    found[:] = values.to_list()
    return found

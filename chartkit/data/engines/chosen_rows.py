"""Some rows of a table in memory: takes their places, gives a dataset of them; nothing else is read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from chartkit.data.column import Column
from chartkit.data.dataset import Dataset
from chartkit.data.frames import PolarsBuffer

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def chosen_rows(dataset: Dataset, names: Iterable[str], places: NDArray[np.int64]) -> Dataset:
    """The named columns at `places`, in that order, each of its own kind. O(places) where buffers hold the columns."""
    return Dataset([_chosen(dataset.column(name), places) for name in names], dataset.timezone)


def _chosen(column: Column, places: NDArray[np.int64]) -> Column:
    import polars as pl

    buffer: Any = column.buffer
    array = buffer.to_numpy() if hasattr(buffer, "to_numpy") else None
    if array is not None:
        return Column(column.name, None, PolarsBuffer(pl.Series(array[places])))
    series = buffer.to_polars() if buffer is not None else None
    if series is not None:
        return Column(column.name, None, PolarsBuffer(series[places]))
    return Column(column.name, column.kind, [column.values[place] for place in places.tolist()])

"""M4 of one line whose x and y lie in memory as plain numbers: nothing is cleaned or copied but the rows that are kept.

Takes the columns of a dataset, gives the kept rows clean, or None where the line has to be read another way.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import TYPE_CHECKING, Any

from chartkit.compiler.overflow.m4_sorted import kept_places
from chartkit.compiler.overflow.thinned import Thinned
from chartkit.data import Column, Dataset

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from chartkit.compiler.overflow.budget import Budget
    from chartkit.compiler.overflow.line_views import LineView


def m4_in_memory(
    dataset: Dataset,
    columns: Mapping[str, str],
    times: Container[str],
    view: LineView,
    width_px: float,
    budget: Budget,
) -> Thinned | None:
    """The kept rows of `columns`, alias → the user's name; `times` are the aliases to read as times.

    None where there are several lines, x is not ascending, a value is missing, NaN or infinite, or too many are left.

    Raises: NotOffered.
    """
    if view.series or view.x in times or dataset.is_lazy or not {view.x, view.y} <= columns.keys():
        return None
    x, y = (_plain_numbers(dataset.column(columns[name])) for name in (view.x, view.y))
    if x is None or y is None:
        return None
    places = kept_places(x, y, view, width_px)
    if places is None:
        return None
    from chartkit.data.engines import frame_of
    from chartkit.data.engines.chosen_rows import chosen_rows

    frame = frame_of(chosen_rows(dataset, dict.fromkeys(columns.values()), places), columns, times)
    if len(places) > budget.most_rows(frame):
        return None
    return Thinned(frame.collect(), dataset.n_rows, is_clean=True)


def _plain_numbers(column: Column) -> NDArray[Any] | None:
    """The column as the array of doubles or whole numbers that it is in memory; None for any other."""
    read = getattr(column.buffer, "to_numpy", None)
    array = read() if read else None
    return array if array is not None and array.dtype in ("float64", "int64") else None

"""How many numbers and times a frame lost on its way in: NaN, infinities, and times outside of the years 1 to 9999."""

from __future__ import annotations

from collections.abc import Container, Mapping

from chartkit.data.dataset import Dataset
from chartkit.data.engines.framing import picked
from chartkit.data.engines.lazy_tables import cleaner, narwhals_frame
from chartkit.data.frame import Frame


def non_finite_of(dataset: Dataset, columns: Mapping[str, str], times: Container[str] = ()) -> Frame | None:
    """A frame of one row, alias → how many of the column's values are null in `frame_of`'s and are not in the table.

    It holds the columns that may lose any: floats, and times. None when there is none. Nothing runs yet: collect it
    beside the reduced rows, as in `polars.collect_all`, which reads the table once for both.
    """
    if dataset.lazy is None:  # texts and booleans lose nothing, and would have to be converted to say so
        may_lose = {alias for alias, name in columns.items() if dataset.column(name).kind not in ("nominal", "boolean")}
        columns = {alias: name for alias, name in columns.items() if alias in may_lose or alias in times}
    picks, native = picked(dataset, columns, times)
    picks = [pick for pick in picks if pick.may_lose]
    if not picks:
        return None
    engine = dataset.engine
    lazy = narwhals_frame(cleaner(engine).lost(native, picks, dataset.timezone))
    return Frame(lazy, dict.fromkeys((pick.alias for pick in picks), "number"), engine, engine == "polars")

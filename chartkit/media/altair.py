"""Altair's charts: takes one, gives the `Chart` of the same spec over the same rows, with no slots."""

from __future__ import annotations

from typing import Any

from chartkit.compiler import Chart, plot_table
from chartkit.media.faults import written_by, wrong


def of_altair(value: Any) -> Chart:
    """The chart, of any number of rows. Raises `DataError` where Altair cannot write it, `PresetError` for faults."""
    if not callable(getattr(value, "to_dict", None)):
        raise wrong(f"an Altair chart is logged whole; found {type(value).__name__}.", "log the chart that it is in.")
    spec = written_by("Altair", "its chart", lambda: _spec(value))
    tables: dict[str, Any] = spec.pop("datasets", {})
    if not tables:
        return plot_table(spec, [], {})
    return plot_table(spec, tables if len(tables) > 1 else next(iter(tables.values())), {})


def _spec(value: Any) -> dict[str, Any]:
    import altair

    limits: Any = altair.data_transformers
    with limits.disable_max_rows():
        return value.to_dict()

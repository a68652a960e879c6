"""Altair's charts: takes one, gives the `Chart` of the same spec over the same rows, with no slots."""

from __future__ import annotations

from typing import Any, cast

from chartkit.compiler import Chart, plot_table
from chartkit.media.faults import written_by, wrong


def of_altair(value: Any) -> Chart:
    """The chart, of any number of rows. Raises `DataError` where Altair cannot write it, `PresetError` for faults."""
    if not callable(getattr(value, "to_dict", None)):
        raise wrong(f"an Altair chart is logged whole; found {type(value).__name__}.", "log the chart that it is in.")
    spec = written_by("Altair", "its chart", lambda: _spec(value))
    tables: dict[str, Any] = {**spec.pop("datasets", {})}
    _name_rows(spec, tables)
    if not tables:
        raise wrong("an Altair chart is logged with its rows; this one has only an address or a rule to make them.")
    return plot_table(spec, tables if len(tables) > 1 else next(iter(tables.values())), {})


def _spec(value: Any) -> dict[str, Any]:
    import altair

    limits: Any = altair.data_transformers
    with limits.disable_max_rows():
        return value.to_dict()


def _name_rows(node: Any, tables: dict[str, Any]) -> None:
    """Move rows that stand in the spec itself to tables of their own."""
    if isinstance(node, list):
        for item in cast(list[Any], node):
            _name_rows(item, tables)
    elif isinstance(node, dict):
        found = cast(dict[str, Any], node)
        data: Any = found.get("data")
        if (
            isinstance(data, dict)
            and isinstance(cast(dict[str, Any], data).get("values"), list)
            and "format" not in data
        ):
            name = f"rows-{len(tables) + 1}"
            tables[name] = data["values"]
            found["data"] = {"name": name}
        for key, part in found.items():
            if key != "data":
                _name_rows(part, tables)

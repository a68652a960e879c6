"""Altair's charts: takes one, gives the `Chart` of the same spec over the same rows, with no slots."""

from __future__ import annotations

import re
from typing import Any, cast

from chartkit.compiler import Chart, plot_table
from chartkit.media.faults import written_by, wrong

_MADE = re.compile(r"data-[0-9a-f]{32}")
"""A name that Altair made of the rows."""


def of_altair(value: Any) -> Chart:
    """The chart, of any number of rows. Raises `DataError` where Altair cannot write it, `PresetError` for faults."""
    if not callable(getattr(value, "to_dict", None)):
        raise wrong(f"an Altair chart is logged whole; found {type(value).__name__}.", "log the chart that it is in.")
    spec = written_by("Altair", "its chart", lambda: _spec(value))
    tables: dict[str, Any] = {}
    _name_rows(spec, spec.pop("datasets", {}), {}, tables)
    if not tables:
        raise wrong("an Altair chart is logged with its rows; this one has only an address or a rule to make them.")
    return plot_table(spec, tables if len(tables) > 1 else next(iter(tables.values())), {})


def _spec(value: Any) -> dict[str, Any]:
    import altair

    limits: Any = altair.data_transformers
    with limits.disable_max_rows():
        return value.to_dict()


def _name_rows(node: Any, datasets: dict[str, Any], names: dict[str, str], tables: dict[str, Any]) -> None:
    """Move rows to `tables`, named by their place: Altair's names differ with the rows, and so would the charts."""
    if isinstance(node, list):
        for item in cast(list[Any], node):
            _name_rows(item, datasets, names, tables)
    elif isinstance(node, dict):
        found = cast(dict[str, Any], node)
        if isinstance(found.get("data"), dict):
            found["data"] = _named(found["data"], datasets, names, tables)
        for key, part in found.items():
            if key != "data":
                _name_rows(part, datasets, names, tables)


def _named(
    data: dict[str, Any], datasets: dict[str, Any], names: dict[str, str], tables: dict[str, Any]
) -> dict[str, Any]:
    if isinstance(data.get("values"), list) and "format" not in data:
        name = f"rows-{len(tables) + 1}"
        tables[name] = data["values"]
        return {"name": name}
    given = data.get("name")
    if given not in datasets:
        return data
    name = names.setdefault(given, f"rows-{len(tables) + 1}" if _MADE.fullmatch(given) else given)
    tables[name] = datasets[given]
    return {**data, "name": name}

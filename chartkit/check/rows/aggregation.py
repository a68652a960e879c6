"""The numbers that a channel draws: takes the rows of a view and a channel, gives its values after its aggregate.

Source: https://vega.github.io/vega-lite/docs/aggregate.html (Vega-Lite 6): every field of the encoding that is not
aggregated makes groups.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import fsum, isfinite
from typing import Any

from chartkit.check.charts.channels import Channel, conditions_of
from chartkit.check.rows.javascript import is_number
from chartkit.check.rows.view_rows import ViewRows
from chartkit.schema.json_types import is_list, is_object, json_key

FACET_CHANNELS = ("row", "column", "facet")


def drawn_numbers(rows: ViewRows, channel: Channel, field: str) -> list[float] | None:
    """The finite numbers of a channel, one a mark; None where they are worked out in ways not followed here."""
    definition = channel.definition
    if definition.get("bin") or definition.get("timeUnit") or "impute" in definition:
        return None
    aggregate = definition.get("aggregate")
    if aggregate is None and not _is_aggregated(rows):
        values = rows.values(field)
        return None if values is None else numbers(values)
    reduce = _REDUCERS.get(aggregate) if isinstance(aggregate, str) else None
    groups = grouped(rows, field)
    if reduce is None or groups is None:
        return None
    return [reduce(found) for values in groups if (found := numbers(values))]


def numbers(values: Sequence[Any]) -> list[float]:
    """The finite numbers among the values."""
    return [float(value) for value in values if is_number(value) and isfinite(value)]


def grouped(rows: ViewRows, field: str) -> list[list[Any]] | None:
    """The values of a field for each group of the view; None where a group is made in a way not followed here."""
    keys = group_fields(rows)
    values = rows.values(field)
    columns = None if keys is None else [rows.values(key) for key in keys]
    if values is None or columns is None or None in columns:
        return None
    found: dict[tuple[Any, ...], list[Any]] = {}
    for index, value in enumerate(values):
        key = tuple(json_key(column[index]) for column in columns if column is not None)
        found.setdefault(key, []).append(value)
    return list(found.values())


def group_fields(rows: ViewRows) -> list[str] | None:
    """The fields that make the groups of an aggregated view; None where a bin, a time unit or a test makes some."""
    found: list[str] = []
    for definition in _definitions(rows):
        if (
            definition.get("bin")
            or definition.get("timeUnit")
            or any("field" in condition for _, condition in conditions_of(definition))
        ):
            return None
        if "aggregate" not in definition:
            found += rows.view.fields(definition.get("field"))
    return found


def facet_fields(rows: ViewRows) -> set[str]:
    """The fields of the facets around the view."""
    return {field for definition in _facets(rows) for field in rows.view.fields(definition.get("field"))}


def _is_aggregated(rows: ViewRows) -> bool:
    return any("aggregate" in definition for definition in _definitions(rows))


def _definitions(rows: ViewRows) -> Iterator[dict[str, Any]]:
    """Every definition of the encoding, those of the facets around it included."""
    for definition in rows.view.definitions.values():
        yield from (item for item in (definition if is_list(definition) else [definition]) if is_object(item))
    yield from _facets(rows)


def _facets(rows: ViewRows) -> Iterator[dict[str, Any]]:
    parent = rows.view.parent
    while parent is not None:
        facet = parent.spec.get("facet")
        if is_object(facet):
            yield from ([facet] if "field" in facet else [item for item in facet.values() if is_object(item)])
        parent = parent.parent


def _mean(values: list[float]) -> float:
    return fsum(values) / len(values)


def _median(values: list[float]) -> float:
    ordered, middle = sorted(values), len(values) // 2
    return ordered[middle] if len(values) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


_REDUCERS: Mapping[str, Callable[[list[float]], float]] = {
    "sum": sum,
    "mean": _mean,
    "average": _mean,
    "median": _median,
    "min": min,
    "max": max,
}

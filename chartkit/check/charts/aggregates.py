"""The aggregates of a chart's transforms: takes a transform, gives each operation in it.

Source: https://vega.github.io/vega-lite/docs/aggregate.html (Vega-Lite 6).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from chartkit.diagnostics import JsonPath
from chartkit.schema.json_types import is_list, is_object

OF_NUMBERS = tuple(
    "sum product mean average variance variancep stdev stdevp stderr median q1 q3 ci0 ci1 exponential".split()
)
"""The operations that names do not have."""

_LISTS = ("aggregate", "joinaggregate", "window")


def operations_of(transform: Mapping[str, Any]) -> Iterator[tuple[JsonPath, dict[str, Any]]]:
    """Each operation of an aggregate, joinaggregate or window, and the steps to it."""
    for key in _LISTS:
        items: Any = transform.get(key)
        for index, item in enumerate(items if is_list(items) else ()):
            if is_object(item):
                yield (key, index), item

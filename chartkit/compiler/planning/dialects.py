"""The door to planning for both languages: Vega-Lite is planned by its views, raw Vega by its pipelines' starts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chartkit.compiler.planning.reduced import Reduced, TableInput, reduce
from chartkit.compiler.planning.vega import reduce_vega


def reduce_spec(
    spec: dict[str, Any], dialect: str, tables: Mapping[str, TableInput], is_eager: bool = False
) -> Reduced:
    """The chart of `spec` over as few rows of `tables` as give the same picture. Raises `DataError`."""
    if dialect == "vega":
        return reduce_vega(spec, tables)
    return reduce(spec, tables, is_eager)

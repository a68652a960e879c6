"""The flow of a spec: which fields, params, datasets and scales it reads, and what provides them. Read this file first.

1. expressions   every one parses, calls functions of Vega, names params that are defined
2. views         Vega-Lite: each view's columns, from its source through its transforms to its encoding
3. groups        raw Vega: each dataset's columns, each scope's datasets and scales

Takes a filled spec and the tables' columns, gives faults with their places in the spec.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from chartkit.compiler.flow.expression_faults import expression_faults
from chartkit.compiler.flow.fault import FlowFault
from chartkit.compiler.flow.reading import fields_read_after
from chartkit.compiler.flow.vega import vega_faults
from chartkit.compiler.flow.vega_lite import field_faults
from chartkit.schema import DialectName

__all__ = ["Flow", "FlowFault", "fields_read_after", "flow"]


class Flow(NamedTuple):
    """What following the fields of a spec found."""

    faults: tuple[FlowFault, ...]


def flow(spec: dict[str, Any], dialect: DialectName, tables: Mapping[str, Collection[str]]) -> Flow:
    """The faults of a filled, plain spec over the tables' columns, by the names of their datasets.

    A dataset that is not in `tables` and has no rows in the spec is open: nothing is claimed about its fields. O(size
    of the spec, and of its inline rows).

    >>> spec = {"data": {"name": "table"}, "mark": "bar", "encoding": {"x": {"field": "los"}}}
    >>> [fault.message for fault in flow(spec, "vega-lite", {"table": ["loss"]}).faults]
    ["nothing provides the field 'los': neither the data nor a transform before it."]
    """
    fields = vega_faults(spec, tables) if dialect == "vega" else field_faults(spec, tables)
    return Flow((*fields, *expression_faults(spec, dialect)))

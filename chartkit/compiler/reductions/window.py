"""The window transform: ranks, neighbours and running aggregates of sorted groups.

Takes {"window": […], "sort": …, "groupby": …, "frame": …, "ignorePeers": …} and gives one column more for each
operation; rows and their order stay. It runs in Polars, on the rows sorted by group and sort.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.compiler.reductions.ordering import in_total_order
from chartkit.compiler.reductions.partitions import (
    SortField,
    given_back,
    partition_keys,
    required,
    sort_fields_of,
    sort_keys,
    with_groups,
)
from chartkit.compiler.reductions.reduction import NotReducible
from chartkit.compiler.reductions.window_frames import Bounds, with_places
from chartkit.compiler.reductions.window_ops import KEPT_KIND, OPS, Operation
from chartkit.compiler.reductions.window_sums import aggregate, aggregated_kind
from chartkit.data.frame import ROW

if TYPE_CHECKING:
    import polars as pl

    from chartkit.data.frame import Frame, FrameKind


class Window(NamedTuple):
    """`operations` over the rows of each group, sorted by `sort`; `bounds` is what an aggregate sees of them."""

    operations: tuple[Operation, ...]
    sort: tuple[SortField, ...]
    groupby: tuple[str, ...]
    bounds: Bounds
    makes: Mapping[str, FrameKind]
    is_shrinking: bool = False
    is_new_table: bool = False

    @property
    def reads(self) -> frozenset[str]:
        fields = [operation.field for operation in self.operations if operation.field is not None]
        return frozenset((*fields, *self.groupby, *(field.name for field in self.sort)))

    def apply(self, frame: Frame) -> Frame:
        """The rows in their order with a column more for each operation.

        Raises: NotReducible for rows without an order that the sort does not order wholly.
        """
        frame, rows = in_total_order(frame, self.groupby, self.sort, "string", "window functions run in Polars")
        keys, descending = sort_keys(self.sort, frame.kinds)
        rows, groups = with_groups(rows, partition_keys(self.groupby, frame.kinds, "string"))
        rows = rows.with_columns(**{f"__sort{number}": key for number, key in enumerate(keys)})
        peers = [f"__sort{number}" for number in range(len(keys))]
        rows = rows.sort(
            *groups, *peers, descending=[False] * len(groups) + descending,
            nulls_last=[False] * len(groups) + descending, maintain_order=True,
        )  # fmt: skip
        rows = with_places(rows, groups, peers, self.bounds)
        for operation in self.operations:
            rows = rows.with_columns(self._made(operation, frame.kinds, groups).alias(operation.name))
        return given_back(frame, rows.sort(ROW), {**frame.kinds, **self.makes})

    def _made(self, operation: Operation, kinds: Mapping[str, FrameKind], groups: Sequence[str]) -> pl.Expr:
        if operation.op in OPS:
            return OPS[operation.op](operation).over(groups)
        return aggregate(operation, kinds.get(operation.field or "", "number"), self.bounds, groups)

    def explain(self) -> str:
        listed = ", ".join(f"{o.op}({o.field or ''}) as {o.name}" for o in self.operations)
        return f"window {listed}"


def window_of(transform: Mapping[str, Any], kinds: Mapping[str, FrameKind]) -> Window:
    """The window transform read.

    Raises: NotReducible.
    **Source**: Vega 6, vega-transforms Window; Vega-Lite 6.4, window transform.
    """
    operations = tuple(_operation_of(one) for one in transform["window"])
    groupby = tuple(map(str, transform.get("groupby") or ()))
    sort = sort_fields_of(transform.get("sort") or ())
    bounds = bounds_of(transform.get("frame"), bool(sort) and not transform.get("ignorePeers"))
    fields = [operation.field for operation in operations if operation.field is not None]
    required((*fields, *groupby, *(s.name for s in sort)), kinds)
    makes: dict[str, FrameKind] = {operation.name: _kind_made(operation, kinds, bounds) for operation in operations}
    return Window(operations, sort, groupby, bounds, makes)


def bounds_of(frame: Sequence[float | None] | None, has_peers: bool) -> Bounds:
    """What an aggregate sees: `frame` rows before and after, widened to the peers of its ends.

    Raises: NotReducible where Vega's versions differ: up to 6.2 the signs of a frame did not count.
    """
    before, after = frame or (None, 0)
    if (before or 0) > 0 or (after or 0) < 0:
        raise NotReducible("versions of Vega differ about a frame that leaves out its own row")
    if any(end is not None and end != int(end) for end in (before, after)):
        raise NotReducible("the frame counts parts of rows")
    return Bounds(None if before is None else -int(before), None if after is None else int(after), has_peers)


def _operation_of(one: Mapping[str, Any]) -> Operation:
    field, op = one.get("field"), str(one["op"])
    name = one.get("as") or (f"{op}_{field}" if field else op)
    return Operation(op, str(field) if field else None, one.get("param"), str(name))


def _kind_made(operation: Operation, kinds: Mapping[str, FrameKind], bounds: Bounds) -> FrameKind:
    op, field, param = operation.op, operation.field, operation.param
    if field is None and (op in KEPT_KIND or (op not in OPS and op != "count")):
        raise NotReducible(f"{op} needs a field")
    if op in ("ntile", "nth_value") and not (param or 0) > 0:
        raise NotReducible(f"{op} needs a number above zero")
    if op in ("lag", "lead", "nth_value") and param is not None and (param != int(param) or param < 0):
        raise NotReducible(f"{op} counts whole rows, and forwards")
    if op in OPS:
        return kinds[str(field)] if op in KEPT_KIND else "number"
    return aggregated_kind(op, kinds.get(field or "", "number"), bounds)

"""The aggregate transform: takes {"aggregate": [{op, field, as}], "groupby": […]}, gives one row per group.

**Source**: Vega-Lite 6.4, aggregate transform; of several counts only the last is kept there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.compiler.reductions.aggregates import CARRIERS, Measure, check_measure, kind_of_measure, place_for
from chartkit.compiler.reductions.grouped import grouped
from chartkit.compiler.reductions.grouping import value_keys
from chartkit.compiler.reductions.reduction import NotReducible

if TYPE_CHECKING:
    from chartkit.data.frame import Frame, FrameKind


class Aggregate(NamedTuple):
    """`measures` of the groups that the columns `groupby` make."""

    measures: tuple[Measure, ...]
    groupby: tuple[str, ...]
    makes: Mapping[str, FrameKind]
    is_shrinking: bool = True
    is_new_table: bool = True

    @property
    def reads(self) -> frozenset[str]:
        return frozenset(self.groupby).union(*(measure.reads for measure in self.measures))

    def apply(self, frame: Frame) -> Frame:
        """One row per group, in order of first appearance, or of the keys where the engine has none."""
        frame = place_for(frame, self.measures)
        return grouped(frame, value_keys(frame, self.groupby), self.measures)

    def explain(self) -> str:
        return explained(self.measures, self.groupby)


def aggregate_of(transform: Mapping[str, Any], kinds: Mapping[str, FrameKind]) -> Aggregate:
    """The reduction of an aggregate transform. Raises `NotReducible`."""
    measures, groupby = measures_of(transform, "aggregate", kinds)
    dimensions: dict[str, FrameKind] = {name: kinds[name] for name in groupby}
    made: dict[str, FrameKind] = {measure.name_out: kind_of_measure(measure, kinds) for measure in measures}
    if not dimensions and not made:
        raise NotReducible("an aggregate of nothing by nothing keeps its rows")
    return Aggregate(measures, groupby, {**dimensions, **made})


def measures_of(
    transform: Mapping[str, Any], keyword: str, kinds: Mapping[str, FrameKind]
) -> tuple[tuple[Measure, ...], tuple[str, ...]]:
    """The measures and the columns that group, of an aggregate or joinaggregate transform. Raises `NotReducible`."""
    found: dict[str, Measure] = {}
    for entry in transform[keyword]:
        op = entry["op"]
        if not isinstance(op, str) or op in CARRIERS:
            name = op if isinstance(op, str) else next(iter(op))
            raise NotReducible(f"the aggregate '{name}' is computed in the browser")
        if op == "count":
            found = {name: measure for name, measure in found.items() if measure.op != "count"}
        measure = Measure(op, None if op == "count" else entry.get("field"), entry["as"])
        check_measure(measure, kinds)
        found[measure.name_out] = measure
    groupby = tuple(dict.fromkeys(transform.get("groupby") or ()))
    for name in groupby:
        if name not in kinds:
            raise NotReducible(f"the column '{name}' is not of one kind")
    return tuple(found.values()), groupby


def explained(measures: tuple[Measure, ...], groupby: tuple[str, ...]) -> str:
    """One line for the measures and what groups them."""
    what = ", ".join(map(str, measures)) or "the groups"
    return f"{what} by {', '.join(groupby)}" if groupby else f"{what} of all rows"

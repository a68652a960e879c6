"""The timeUnit transform: takes {"timeUnit": …, "field": …, "as": …}, gives where each row's unit begins and ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.compiler.reductions.calendar_parts import unit_end, unit_start
from chartkit.compiler.reductions.reduction import NotReducible
from chartkit.compiler.reductions.time_units import TimeUnit, time_unit_of

if TYPE_CHECKING:
    from chartkit.data.frame import Frame, FrameKind


class Timeunit(NamedTuple):
    """The units of the times in `field`, from the column `start` to the column `end`."""

    field: str
    unit: TimeUnit
    start: str
    end: str
    is_shrinking: bool = False
    is_new_table: bool = False

    @property
    def reads(self) -> frozenset[str]:
        return frozenset([self.field])

    @property
    def makes(self) -> Mapping[str, FrameKind]:
        return {self.start: "time", self.end: "time"}

    def apply(self, frame: Frame) -> Frame:
        """The same rows with two columns of times more; in Polars where an engine cannot truncate to the unit."""
        import narwhals as nw

        time = nw.col(self.field)
        if frame.engine == "duckdb" and self.unit.truncation:
            start = time.dt.truncate(self.unit.truncation)
            end = start.dt.offset_by(self.unit.truncation)
        else:
            frame = frame.in_polars(f"units of {self.unit} run in Polars")
            start, end = (_time(milliseconds(time, self.unit)) for milliseconds in (unit_start, unit_end))
        return frame.with_columns({self.start: (start, "time"), self.end: (end, "time")})

    def explain(self) -> str:
        return f"{self.unit} of {self.field}"


def timeunit_of(transform: Mapping[str, Any], kinds: Mapping[str, FrameKind]) -> Timeunit:
    """The reduction of a timeUnit transform. Raises `NotReducible` for units in local time."""
    field, name = transform["field"], transform["as"]
    unit = time_unit_of(transform["timeUnit"])
    if kinds.get(field) != "time":
        raise NotReducible(f"the times of '{field}' are read by the browser")
    if unit.is_binned:
        raise NotReducible(f"the units of '{field}' are said to be there already")
    if "milliseconds" in unit.parts:
        raise NotReducible("Vega groups milliseconds by whole seconds")
    return Timeunit(field, unit, name, f"{name}_end")


def _time(milliseconds: Any) -> Any:
    import narwhals as nw

    return milliseconds.cast(nw.Int64).cast(nw.Datetime("ms"))

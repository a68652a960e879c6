"""Times of one unit become one time: takes columns and their units, gives each time the earliest of its unit.

A composite mark groups inside of Vega-Lite, by units that it computes from the times. Where all times of a unit are
one, the rows can be grouped by the column itself, and Vega-Lite finds the same units.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.compiler.reductions.calendar_parts import unit_keys
from chartkit.compiler.reductions.reduction import NotReducible, Reduction
from chartkit.compiler.reductions.time_units import TimeUnit, time_unit_of

if TYPE_CHECKING:
    from chartkit.data.frame import Frame, FrameKind


class InUnits(NamedTuple):
    """`inner` over rows whose times of the columns in `units` are one for each unit."""

    units: Mapping[str, Any]
    inner: Any

    @property
    def reads(self) -> frozenset[str]:
        return self.inner.reads

    @property
    def makes(self) -> Mapping[str, FrameKind]:
        return self.inner.makes

    @property
    def is_shrinking(self) -> bool:
        return True

    @property
    def is_new_table(self) -> bool:
        return True

    def apply(self, frame: Frame) -> Frame:
        """The groups of `inner`, by unit. Raises `NotReducible` as it does."""
        for name, unit in self.units.items():
            frame = _with_one_time(frame, name, time_unit_of(unit))
        return self.inner.apply(frame)

    def explain(self) -> str:
        units = ", ".join(f"{unit} of {name}" for name, unit in self.units.items())
        return f"{self.inner.explain()}, by {units}"


def in_units(inner: Reduction, units: Mapping[str, Any]) -> Any:
    """`inner` by units; itself without any. Raises `NotReducible` for units that are no constant parts of a time."""
    for unit in units.values():
        if "milliseconds" in time_unit_of(unit).parts:
            raise NotReducible("Vega groups milliseconds by whole seconds")
    return InUnits(units, inner) if units else inner


def _with_one_time(frame: Frame, name: str, unit: TimeUnit) -> Frame:
    import narwhals as nw

    keys = {f"__u{index}": key for index, key in enumerate(unit_keys(nw.col(name), unit, frame.engine))}
    keyed = frame.lazy.with_columns(**keys)
    return frame.over(keyed).with_columns({name: (nw.col(name).min().over(*keys), "time")})

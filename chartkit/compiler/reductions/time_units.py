"""The words of `timeUnit`: takes "utcyearmonth" or {"unit": "hours", "step": 6, "utc": true}, gives parts and step.

**Source**: Vega-Lite 6.4, `timeUnit`; Vega 6, package vega-time (units, floor).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from chartkit.compiler.reductions.reduction import NotReducible

PARTS = ("year", "quarter", "month", "week", "date", "day", "dayofyear", "hours", "minutes", "seconds", "milliseconds")
"""From large to small, as Vega orders them; `day` is the day of the week, from Sunday."""

REFERENCE_YEAR = 2012
"""The year of a unit without one: it leaps, and begins on a Sunday."""

_BY_LENGTH = sorted(PARTS, key=len, reverse=True)
_TRUNCATIONS: dict[tuple[str, ...], str] = {
    ("year",): "1y",
    ("year", "quarter"): "1q",
    ("year", "month"): "1mo",
    ("year", "quarter", "month"): "1mo",
    ("year", "month", "date"): "1d",
    ("year", "dayofyear"): "1d",
    ("year", "week", "day"): "1d",
}
_CLOCK = {"hours": "1h", "minutes": "1m", "seconds": "1s", "milliseconds": "1ms"}


class TimeUnit(NamedTuple):
    """The `parts` of a time that count, from large to small, and the `step` of the smallest.

    With `is_binned` the times are floored already, and stay as they are.
    """

    parts: tuple[str, ...]
    step: int = 1
    is_binned: bool = False

    @property
    def smallest(self) -> str:
        return self.parts[-1]

    @property
    def truncation(self) -> str | None:
        """The width that calendars truncate to ("1mo") where that is what the unit does; else None."""
        if self.step != 1:
            return None
        clock = [part for part in self.parts if part in _CLOCK]
        dated = _TRUNCATIONS.get(tuple(part for part in self.parts if part not in _CLOCK))
        if not clock or dated is None:
            return dated
        return _CLOCK[clock[-1]] if dated == "1d" and clock == list(_CLOCK)[: len(clock)] else None

    def __str__(self) -> str:
        return "".join(self.parts) + (f", step {self.step}" if self.step != 1 else "")


def time_unit_of(word: str | Mapping[str, Any]) -> TimeUnit:
    """The unit that `word`, a Vega-Lite `timeUnit`, names.

    Raises `NotReducible` for local units, whose groups depend on where the chart is looked at, and for units that Vega
    chooses itself from the extent of the times.

    >>> time_unit_of("utcyearquarter").parts
    ('year', 'quarter')
    """
    words: Mapping[str, Any] = {"unit": word} if isinstance(word, str) else word
    unit = words.get("unit")
    if not unit:
        raise NotReducible("the unit of time depends on the extent of the times")
    local, is_binned = unit.removeprefix("binned"), unit.startswith("binned") or bool(words.get("binned"))
    is_utc = local.startswith("utc") or bool(words.get("utc"))
    if not is_utc and not is_binned:
        raise NotReducible("reads the viewer's time zone")
    return TimeUnit(_parts_of(local.removeprefix("utc")), _step_of(words), is_binned)


def _parts_of(unit: str) -> tuple[str, ...]:
    found: set[str] = set()
    rest = unit
    while rest:
        part = next((part for part in _BY_LENGTH if rest.startswith(part)), None)
        if part is None:
            raise NotReducible(f"Vega knows no unit of time '{unit}'")
        found.add(part)
        rest = rest[len(part) :]
    return tuple(part for part in PARTS if part in found)


def _step_of(words: Mapping[str, Any]) -> int:
    step = words.get("step") or 1
    if step != int(step) or step < 1:
        raise NotReducible(f"steps of {step} units of time are no calendar")
    return int(step)

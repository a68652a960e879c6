"""Times floored to units as Vega does: takes a column of UTC times and a unit, gives narwhals expressions.

Times without a year fall in 2012, without a month in January. Weeks begin on Sunday; the days before the first Sunday
of a year are week 0, which begins in the year before. A step rounds the smallest part alone, days and weeks from 1.

**Source**: Vega 6, package vega-time (floor, interval); days from the civil calendar by the rule of leap years.
"""

from __future__ import annotations

from typing import Any

from chartkit.compiler.reductions.time_units import REFERENCE_YEAR, TimeUnit
from chartkit.data.engines.capabilities import lacks
from chartkit.data.frame import Engine

_MONTH_STARTS = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)
_CLOCK = (
    ("hours", "hour", 3_600_000),
    ("minutes", "minute", 60_000),
    ("seconds", "second", 1000),
    ("milliseconds", "millisecond", 1),
)
_DAY_MS = 86_400_000
_LENGTHS_MS = {
    **{name: length for name, _, length in _CLOCK},
    "week": 7 * _DAY_MS,
    **dict.fromkeys(("date", "day", "dayofyear"), _DAY_MS),
}


def unit_keys(time: Any, unit: TimeUnit, engine: Engine) -> list[Any]:
    """Expressions that agree for two times exactly where the unit floors both to the same one; null stays null."""
    if unit.truncation and not _lacks(engine, unit.truncation):
        return [time.dt.truncate(unit.truncation)]
    years, months, days, clock = _floored(time, unit)
    if "week" in unit.parts and "day" not in unit.parts and "year" in unit.parts:
        return [_days_before(years) + days, *clock]  # week 0 is the last one of the year before
    dated = [(years, {"year"}), (months, {"quarter", "month"}), (days, {"week", "date", "day", "dayofyear"})]
    return [*(value for value, parts in dated if parts.intersection(unit.parts)), *clock]


def milliseconds(time: Any, engine: Engine) -> Any:
    """Milliseconds since 1970, a float without a fraction; null stays null."""
    import narwhals as nw

    if engine == "polars":
        return time.dt.timestamp("ms").cast(nw.Float64)
    days = _days_before(_part(time, "year")) + _part(time, "ordinal_day") - 1
    parts: list[Any] = [_part(time, name) * length for _, name, length in _CLOCK]
    return sum(parts, start=days * _DAY_MS)


def unit_start(time: Any, unit: TimeUnit) -> Any:
    """Where the unit that holds each time begins, in milliseconds since 1970; null stays null."""
    years, months, days, clock = _floored(time, unit)
    dated = _days_until(years, months) + days - 1
    lengths = [length for name, _, length in _CLOCK if name in unit.parts]
    return sum((part * length for part, length in zip(clock, lengths, strict=True)), start=dated * _DAY_MS)


def unit_end(time: Any, unit: TimeUnit) -> Any:
    """Where the next unit begins, `step` units after the start, in milliseconds since 1970."""
    length = _LENGTHS_MS.get(unit.smallest)
    if length is not None:
        return unit_start(time, unit) + unit.step * length
    years, months, _, _ = _floored(time, unit)
    further = {"year": 12, "quarter": 3, "month": 1}[unit.smallest] * unit.step
    whole = months + further
    carried = (whole / 12).floor()
    return _days_until(years + carried, whole - 12 * carried) * _DAY_MS


def _lacks(engine: Engine, truncation: str) -> bool:
    words = {"1y": "year", "1q": "quarter", "1mo": "month", "1d": "day"}
    return lacks(engine, f"truncate {words.get(truncation, 'hour')}")


def _floored(time: Any, unit: TimeUnit) -> tuple[Any, Any, Any, list[Any]]:
    """Year, month from 0, day from 1 (counted from January 1 where there is no month), and the parts of the clock."""

    def stepped(name: str, value: Any, first: int = 0) -> Any:
        if unit.step == 1 or name != unit.smallest:
            return value
        return ((value - first) / unit.step).floor() * unit.step + first

    zero = _part(time, "year") * 0
    years = stepped("year", _part(time, "year")) if "year" in unit.parts else zero + REFERENCE_YEAR
    months = zero
    if "month" in unit.parts:
        months = stepped("month", _part(time, "month") - 1)
    elif "quarter" in unit.parts:
        months = stepped("quarter", ((_part(time, "month") - 1) / 3).floor()) * 3
    days = _days(time, unit, stepped, zero)
    clock = [stepped(name, _part(time, part)) for name, part, _ in _CLOCK if name in unit.parts]
    return years, months, days, clock


def _days(time: Any, unit: TimeUnit, stepped: Any, zero: Any) -> Any:
    day, ordinal = _weekday(time), _part(time, "ordinal_day")
    if "week" in unit.parts:
        weeks = ((ordinal + 6 - day) / 7).floor()
        lead = _first_lead(day, ordinal) if "year" in unit.parts else zero + 6
        if "day" in unit.parts:
            return stepped("day", day + weeks * 7 - lead, 1)
        return stepped("week", weeks, 1) * 7 - lead
    if "day" in unit.parts:
        return stepped("day", day + 1, 1)
    if "date" in unit.parts:
        return stepped("date", _part(time, "day"), 1)
    return stepped("dayofyear", ordinal, 1) if "dayofyear" in unit.parts else zero + 1


def _first_lead(day: Any, ordinal: Any) -> Any:
    """How many days the week of January 1 has behind it, counted from Monday."""
    before = day - ordinal + 7
    return before - (before / 7).floor() * 7


def _weekday(time: Any) -> Any:
    """0 for Sunday to 6 for Saturday."""
    iso = _part(time, "weekday")
    return iso - (iso / 7).floor() * 7


def _part(time: Any, name: str) -> Any:
    """A part of a time as a double: the small integers of some engines overflow in the sums."""
    import narwhals as nw

    part = getattr(time.dt, name)().cast(nw.Float64)
    return part - (part / 1000).floor() * 1000 if name == "millisecond" else part  # Spark's are below 0 before 1970


def _days_before(years: Any) -> Any:
    """Days from January 1, 1970 to that of the year."""
    leaps = ((years - 1969) / 4).floor() - ((years - 1901) / 100).floor() + ((years - 1601) / 400).floor()
    return (years - 1970) * 365 + leaps


def _days_until(years: Any, months: Any) -> Any:
    """Days from January 1, 1970 to the first of the month, which counts from 0."""
    import narwhals as nw

    starts: Any = nw.lit(float(_MONTH_STARTS[0]))
    for month, start in enumerate(_MONTH_STARTS[1:], 1):
        starts = nw.when(months >= month).then(nw.lit(float(start))).otherwise(starts)
    is_leap = _days_before(years + 1) - _days_before(years) == 366
    leap = nw.when((months >= 2) & is_leap).then(nw.lit(1.0)).otherwise(nw.lit(0.0))
    return _days_before(years) + starts + leap

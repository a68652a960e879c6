"""Parts of UTC times as JavaScript counts them: takes an expression of naive UTC times, gives one of whole numbers.

Written with the parts that every engine has, so that no engine's own rounding of times comes in.

Source: ECMA-262, https://tc39.es/ecma262/#sec-time-values-and-time-range; weeks as in
https://vega.github.io/vega/docs/expressions/#utcweek (Vega 6)
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

_DAY_MS = 86_400_000.0
_EPOCH = datetime(1970, 1, 1)


def milliseconds(time: Any) -> Any:
    """Milliseconds since 1970, cut to whole ones; null stays null. Exact in doubles.

    The halves keep what is divided away from whole quotients, where an engine's last bit would decide.
    """
    year, hour = _number(time.dt.year()), _number(time.dt.hour())
    days = (
        (year - 1970.0) * 365.0
        + _floor((year - 1968.5) / 4.0)
        - _floor((year - 1900.5) / 100.0)
        + _floor((year - 1600.5) / 400.0)
        + _number(time.dt.ordinal_day())
        - 1.0
    )
    clock = hour * 3_600_000.0 + _number(time.dt.minute()) * 60_000.0 + _number(time.dt.second()) * 1000.0
    return days * _DAY_MS + clock + _millisecond(time)


def part_of(name: str, time: Any) -> Any:
    """The part that the function `name` gives ("utcyear", …); a null is the first moment of 1970, as in JavaScript."""
    import narwhals as nw

    return _PARTS[name](time.fill_null(nw.lit(_EPOCH)))


def utc_milliseconds(parts: list[float]) -> float:
    """Milliseconds since 1970 of year, month from 0, date, hours, minutes, seconds, milliseconds; any may run over.

    Raises `ValueError` for parts that are not whole, and for times out of the years 1 to 9999.
    """
    if not all(part.is_integer() for part in parts):
        raise ValueError(parts)
    year, month, date, *clock = [int(part) for part in [*parts, *[0.0, 1.0, 0.0, 0.0, 0.0, 0.0][len(parts) - 1 :]]]
    if 0 <= year <= 99:
        year += 1900
    hours, minutes, seconds, more = clock
    try:
        start = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC)
        span = timedelta(days=date - 1, hours=hours, minutes=minutes, seconds=seconds, milliseconds=more)
        return float((start + span - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1))
    except OverflowError as error:
        raise ValueError(parts) from error


def _number(part: Any) -> Any:
    import narwhals as nw

    return part.cast(nw.Float64)


def _millisecond(time: Any) -> Any:
    """The milliseconds of the second; Spark's are counted backwards before 1970."""
    import narwhals as nw

    part = _number(time.dt.millisecond())
    return nw.when(part < 0.0).then(part + 1000.0).otherwise(part)


def _floor(number: Any) -> Any:
    import narwhals as nw

    return number.floor().cast(nw.Float64)


def _day(time: Any) -> Any:
    """The day of the week, 0 for Sunday."""
    import narwhals as nw

    weekday = _number(time.dt.weekday())
    return nw.when(weekday == 7.0).then(nw.lit(0.0)).otherwise(weekday)


_PARTS: dict[str, Callable[[Any], Any]] = {
    "utcyear": lambda time: _number(time.dt.year()),
    "utcquarter": lambda time: _floor((_number(time.dt.month()) - 0.5) / 3.0) + 1.0,
    "utcmonth": lambda time: _number(time.dt.month()) - 1.0,
    "utcdate": lambda time: _number(time.dt.day()),
    "utcday": _day,
    "utcdayofyear": lambda time: _number(time.dt.ordinal_day()),
    "utcweek": lambda time: _floor((_number(time.dt.ordinal_day()) + 6.5 - _day(time)) / 7.0),
    "utchours": lambda time: _number(time.dt.hour()),
    "utcminutes": lambda time: _number(time.dt.minute()),
    "utcseconds": lambda time: _number(time.dt.second()),
    "utcmilliseconds": _millisecond,
}
PARTS = frozenset(_PARTS)
"""Functions that give a part of a time in UTC."""

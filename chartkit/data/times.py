"""Times: takes dates, datetimes and ISO 8601 text, gives the one form that charts carry.

A time without a zone is what a wall clock showed and stays so; a time with one is moved to the table's zone. Both are
then written as ISO 8601 with a final Z, and charts read them with the utc functions: the same picture on every machine.
"""

from __future__ import annotations

import re
from collections.abc import Set
from typing import TYPE_CHECKING, Any

from chartkit.data.kinds import Kind, cell_kind, kind_of
from chartkit.diagnostics import DataError, shown

if TYPE_CHECKING:
    from datetime import date, datetime, tzinfo

_NO_TIME = object()
_REDUCED = re.compile(r"\d{4}(?:-\d\d)?\Z")


def zone_of(timezone: str) -> tzinfo:
    """The zone of that IANA name. Raises `DataError` when this machine does not know it."""
    if timezone == "UTC":
        from datetime import UTC

        return UTC
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(timezone)
    except (LookupError, TypeError, ValueError, OSError):  # not found, or not the name of a zone at all
        raise DataError.of(
            "CK409",
            f"{shown(timezone)} is not a time zone this machine knows.",
            help="use a name such as 'UTC' or 'Asia/Seoul'; `pip install tzdata` brings them all",
        ) from None


def utc_text(value: date, zone: tzinfo) -> str | None:
    """The time as `YYYY-MM-DDTHH:MM:SS.mmmZ`, cut to milliseconds; a date is its midnight.

    None when moving it to `zone` leaves the years 1 to 9999.
    """
    moment: Any = value
    zoned = getattr(moment, "tzinfo", _NO_TIME)
    if zoned is _NO_TIME:
        return f"{moment.isoformat()}T00:00:00.000Z"
    if zoned is not None and moment.utcoffset() is not None:
        try:
            moment = moment.astimezone(zone).replace(tzinfo=None)
        except (OverflowError, ValueError):
            return None
    return moment.isoformat("T", "milliseconds") + "Z"


def parse_iso(text: str) -> datetime:
    """The ISO 8601 time, with its zone when the text has one; `2024` and `2024-05` are their first midnight.

    Raises `ValueError` for any other text.
    """
    from datetime import datetime

    text = text.strip()
    if _REDUCED.match(text):
        text = f"{text}-01-01"[:10]
    return datetime.fromisoformat(text)


def temporal_values(kind: Kind, values: list[Any], types: Set[type]) -> list[datetime | None] | None:
    """Texts in ISO 8601, or numbers as milliseconds since 1970 UTC as Vega reads them, as times.

    None when the column is of another kind or any text is not a time. Missing values, numbers that are not finite and
    times out of the years 1 to 9999 become None. `types` are the exact types of the values.
    """
    if kind == "quantitative":
        has_durations = any(cell_kind(cls) == "duration" for cls in types)
        return None if has_durations else _epoch_times(values)
    if kind != "nominal":
        return None
    try:
        return _full_times(values, types) or [
            parse_iso(value) if isinstance(value, str) else _missing(value) for value in values
        ]
    except ValueError:
        return None


def _full_times(values: list[Any], types: Set[type]) -> list[datetime | None] | None:
    """The times when every text is one in full, without running Python code per value; else None."""
    from datetime import datetime

    if not types <= {str, type(None)}:
        return None
    read = datetime.fromisoformat
    try:
        if types == {str}:
            return list(map(read, values))
        return [None if value is None else read(value) for value in values]
    except ValueError:  # a year or month alone, spaces around, or no time at all
        return None


def _missing(value: Any) -> None:
    if kind_of(value) not in ("missing", "number"):  # in a nominal column the only numbers are NaN
        raise ValueError(value)


def _epoch_times(values: list[Any]) -> list[datetime | None]:
    from datetime import UTC, datetime, timedelta

    start = datetime(1970, 1, 1, tzinfo=UTC)

    def read(value: Any) -> datetime | None:
        if kind_of(value) == "missing":
            return None
        try:
            return start + timedelta(milliseconds=float(value))
        except (OverflowError, ValueError):
            return None

    return list(map(read, values))

"""Columns of Dask data frames made clean by Dask's own methods, so its workers need no chartkit; nothing runs here.

NaN is what a missing number is to pandas, so it stays NaN where the column's type has nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from chartkit.data.engines.picks import FIRST_MS, LAST_MS, Becoming, Pick, UnframedColumn

_FIRST, _LAST = datetime(1, 1, 1), datetime(9999, 12, 31, 23, 59, 59, 999000)


def cleaned(native: Any, picks: Sequence[Pick], timezone: str) -> Any:
    """The picked columns of the data frame under their aliases, with clean values."""
    made = {pick.alias: _clean(native[pick.name], pick, timezone) for pick in picks}
    return native[[*dict.fromkeys(pick.name for pick in picks)]].assign(**made)[[pick.alias for pick in picks]]


def lost(native: Any, picks: Sequence[Pick], timezone: str) -> Any:
    """One row: how many values of each picked column its clean one lacks; NaN counts in columns of NumPy's floats."""
    import narwhals as nw

    from chartkit.data.engines.lazy_tables import narwhals_frame

    made: dict[str, Any] = {}
    for pick in picks:
        column = native[pick.name]
        given = column.notnull() if pick.kind == "time" or _is_nullable(column) else column.isnull() | column.notnull()
        made[pick.alias] = (given & _clean(column, pick, timezone).isnull()).astype("int64")
    frame = narwhals_frame(native[[*dict.fromkeys(pick.name for pick in picks)]].assign(**made))
    return frame.select(*(nw.col(pick.alias).sum() for pick in picks)).to_native()


def becoming(native: Any, name: str) -> Becoming | None:
    """What a column becomes whose type narwhals has no word for: periods, intervals and objects are left out."""
    return None


def readable(native: Any) -> Any:
    """The data frame itself."""
    return native


def _is_nullable(column: Any) -> bool:
    return type(column.dtype).__module__.partition(".")[0] != "numpy"


def _clean(column: Any, pick: Pick, timezone: str) -> Any:
    if pick.is_read_as_time:
        return _epoch(column, timezone)
    match pick.becoming:
        case "integer":
            return column.astype("Int64" if _is_nullable(column) else "int64")
        case "float":
            number = column.astype("Float64" if _is_nullable(column) else "float64")
            return number.where(number.abs() < float("inf"))
        case "exact" | "empty":
            return column.astype("float64")
        case "seconds":
            return _seconds(column)
        case "text":
            return column.astype("string")
        case "boolean" | "unsigned":
            return column
        case "clock":
            raise UnframedColumn(pick.name, "holds times of day, which Dask does not compute with")
        case "day" | "time":
            return _within(column.astype("datetime64[ms]"))
        case "zoned":
            return _within(_moved(column, timezone).astype("datetime64[ms]"))


def _seconds(column: Any) -> Any:
    """Durations in seconds, divided once: pandas' own sum of days and microseconds is not exact."""
    micros = column.fillna(timedelta(0)).astype("timedelta64[us]").astype("int64")
    return (micros / 1_000_000).where(column.notnull())


def _within(time: Any) -> Any:
    return time.where((time >= _FIRST) & (time <= _LAST))


def _moved(column: Any, timezone: str) -> Any:
    return column.dt.tz_convert(timezone).dt.tz_localize(None)


def _epoch(column: Any, timezone: str) -> Any:
    """Numbers as milliseconds since 1970 UTC, rounded to microseconds and cut to milliseconds as Python's times are."""
    number = column.astype("float64")
    is_inside = (number >= FIRST_MS) & (number < LAST_MS + 1)
    whole = (number.where(is_inside, 0) * 1000).round() // 1000
    moment = whole.astype("int64").astype("datetime64[ms]").where(is_inside)
    return _moved(moment.dt.tz_localize("UTC"), timezone)

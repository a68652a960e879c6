"""Columns of Spark data frames made clean by one expression each; nothing is computed here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chartkit.data.engines.picks import FIRST_MS, LAST_MS, Becoming, Pick

_EPOCH = "TIMESTAMP_NTZ '1970-01-01'"
_DAY_US = 86_400_000_000
_DAY_TIME_INTERVALS = ("interval day", "interval hour", "interval minute", "interval second")


def cleaned(native: Any, picks: Sequence[Pick], timezone: str) -> Any:
    """The picked columns of the data frame under their aliases, with clean values."""
    return native.selectExpr(*(f"{_expression(pick, timezone)} AS {_quoted(pick.alias)}" for pick in picks))


def lost(native: Any, picks: Sequence[Pick], timezone: str) -> Any:
    """One row: how many values of each picked column its clean one lacks."""
    return native.selectExpr(
        *(
            f"count({_quoted(pick.name)}) - count({_expression(pick, timezone)}) AS {_quoted(pick.alias)}"
            for pick in picks
        )
    )


def becoming(native: Any, name: str) -> Becoming | None:
    """What a column becomes whose type narwhals has no word for."""
    word: str = native.schema[name].dataType.typeName()
    if word in ("interval", "daytimeinterval") or word.startswith(_DAY_TIME_INTERVALS):
        return "seconds"
    return "clock" if word.startswith("time(") or word == "time" else "empty" if word == "void" else None


def readable(native: Any) -> Any:
    """The data frame itself: Arrow carries what Spark has, and Spark says what it does not."""
    return native


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


def _expression(pick: Pick, timezone: str) -> str:
    column = _quoted(pick.name)
    if pick.is_read_as_time:
        return _epoch(pick, column, timezone)
    match pick.becoming:
        case "integer" | "unsigned":
            return f"CAST({column} AS BIGINT)"
        case "float":
            is_lost = f"isnan({column}) OR abs({column}) = double('Infinity')"
            return f"CASE WHEN NOT ({is_lost}) THEN CAST({column} AS DOUBLE) END"
        case "exact" | "empty":
            return f"CAST({column} AS DOUBLE)"
        case "seconds":
            return f"CAST(CAST({column} AS DECIMAL(20, 6)) AS DOUBLE)"
        case "text":
            return f"CAST({column} AS STRING)"
        case "clock":
            return _clock(column)
        case "boolean":
            return column
        case "day":
            return f"CAST({column} AS TIMESTAMP_NTZ)"
        case "time":
            return _moment(f"timestampdiff(MICROSECOND, {_EPOCH}, {column})", 0)
        case "zoned":
            return _moved(_moment(f"unix_micros({column})", _DAY_US), timezone)


def _moment(micros: str, margin_us: int) -> str:
    """Microseconds since 1970 as a naive time cut to milliseconds; null within `margin_us` of the calendar's ends.

    Spark's own `date_trunc` goes through the session's zone, where an hour of spring does not exist.
    """
    inside = f"{micros} BETWEEN {FIRST_MS * 1000 + margin_us} AND {LAST_MS * 1000 + 999 - margin_us}"
    return f"CASE WHEN {inside} THEN timestampadd(MICROSECOND, {micros} - pmod({micros}, 1000), {_EPOCH}) END"


def _moved(utc: str, timezone: str) -> str:
    """A naive time of UTC as what a clock in that zone shows."""
    zone = timezone.replace("'", "\\'")
    return f"convert_timezone('UTC', '{zone}', {utc})"


def _epoch(pick: Pick, column: str, timezone: str) -> str:
    """Numbers as milliseconds since 1970 UTC, rounded to microseconds and cut to milliseconds as Python's times are."""
    inside = f"{column} >= {FIRST_MS + _DAY_US // 1000} AND {column} < {LAST_MS + 1 - _DAY_US // 1000}"
    is_whole = pick.becoming in ("integer", "unsigned")
    whole = column if is_whole else f"floor(bround(CAST({column} AS DOUBLE) * 1000, 0) / 1000)"
    moment = f"CASE WHEN {inside} THEN timestampadd(MILLISECOND, CAST({whole} AS BIGINT), {_EPOCH}) END"
    return _moved(moment, timezone)


def _clock(column: str) -> str:
    """Times of day in ISO 8601: with six digits after the second, or none."""
    digits = f"date_format({column}, 'HH:mm:ss.SSSSSS')"
    return f"CASE WHEN {digits} LIKE '%.000000' THEN substr({digits}, 1, 8) ELSE {digits} END"

"""Columns of DuckDB relations made clean by one SQL expression each; nothing is computed here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chartkit.data.engines.picks import FIRST_MS, LAST_MS, Becoming, Pick


def cleaned(native: Any, picks: Sequence[Pick], timezone: str) -> Any:
    """The picked columns of the relation under their aliases, with clean values."""
    return native.project(", ".join(f"{_expression(pick, timezone)} AS {_quoted(pick.alias)}" for pick in picks))


def lost(native: Any, picks: Sequence[Pick], timezone: str) -> Any:
    """One row: how many values of each picked column its clean one lacks."""
    return native.aggregate(
        ", ".join(
            f"count({_quoted(pick.name)}) - count({_expression(pick, timezone)}) AS {_quoted(pick.alias)}"
            for pick in picks
        )
    )


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def becoming(native: Any, name: str) -> Becoming | None:
    """What a column becomes whose type narwhals has no word for."""
    word = str(dict(zip(native.columns, native.types, strict=True))[name]).strip('"')
    return {"UUID": "text", "NULL": "empty"}.get(word)  # pyright: ignore[reportReturnType]


def readable(native: Any) -> Any:
    """The relation with intervals as seconds, for Arrow's intervals are no type of Polars."""
    types = zip(native.columns, native.types, strict=True)
    columns = [_seconds(name) if str(type_) == "INTERVAL" else _quoted(name) for name, type_ in types]
    return native.project(", ".join(columns))


def _seconds(name: str) -> str:
    return f"epoch({_quoted(name)}) AS {_quoted(name)}"


def _expression(pick: Pick, timezone: str) -> str:
    column = _quoted(pick.name)
    if pick.is_read_as_time:
        return _epoch(pick, column, timezone)
    match pick.becoming:
        case "integer":
            return f"CAST({column} AS BIGINT)"
        case "float":
            return f"CASE WHEN isfinite({column}) THEN CAST({column} AS DOUBLE) END"
        case "exact" | "empty":
            return f"CAST({column} AS DOUBLE)"
        case "seconds":
            return f"epoch({column})"
        case "text":
            return f"CAST({column} AS VARCHAR)"
        case "clock":
            return _clock(column)
        case "boolean" | "unsigned":
            return column
        case "day":
            inside = f"{column} BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'"
            return f"CASE WHEN {inside} THEN CAST({column} AS TIMESTAMP) END"
        case "time":
            time = f"CAST({column} AS TIMESTAMP)"
            inside = f"{time} >= TIMESTAMP '0001-01-01' AND {time} < TIMESTAMP '10000-01-01'"
            return f"CASE WHEN {inside} THEN date_trunc('milliseconds', {time}) END"
        case "zoned":
            return _wall_clock(column, timezone)


def _wall_clock(column: str, timezone: str) -> str:
    """What a clock in that zone shows, without the days at either end of the calendar and infinite times."""
    zone = timezone.replace("'", "''")
    inside = f"{column} >= TIMESTAMPTZ '0001-01-02 00:00:00+00' AND {column} < TIMESTAMPTZ '9999-12-31 00:00:00+00'"
    return f"CASE WHEN {inside} THEN date_trunc('milliseconds', timezone('{zone}', {column})) END"


def _epoch(pick: Pick, column: str, timezone: str) -> str:
    """Numbers as milliseconds since 1970 UTC, rounded to microseconds and cut to milliseconds as Python's times are."""
    inside = f"{column} >= {FIRST_MS} AND {column} < {LAST_MS + 1}"
    whole = column if pick.becoming in ("integer", "unsigned") else f"floor(round_even({column} * 1000, 0) / 1000)"
    moment = f"timezone('UTC', CASE WHEN {inside} THEN epoch_ms(CAST({whole} AS BIGINT)) END)"
    return _wall_clock(moment, timezone)


def _clock(column: str) -> str:
    """Times of day in ISO 8601: with six digits after the second, or none."""
    moment = f"DATE '2000-01-01' + {column}"
    is_whole = f"microsecond({column}) % 1000000 = 0"
    return f"CASE WHEN {is_whole} THEN strftime({moment}, '%H:%M:%S') ELSE strftime({moment}, '%H:%M:%S.%f') END"

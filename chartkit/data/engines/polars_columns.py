"""Columns of Polars frames, lazy or in memory, made clean by one expression each; nothing is computed here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from chartkit.data.engines.lazy_column import not_times
from chartkit.data.engines.picks import FIRST_MS, LAST_MS, Becoming, Pick

if TYPE_CHECKING:
    import polars as pl

_DAY_MS = 86_400_000


def cleaned(native: pl.LazyFrame, picks: Sequence[Pick], timezone: str) -> pl.LazyFrame:
    """The picked columns under their aliases, with clean values."""
    schema = native.collect_schema()
    return native.select([_expression(pick, schema[pick.name], timezone).alias(pick.alias) for pick in picks])


def lost(native: pl.LazyFrame, picks: Sequence[Pick], timezone: str) -> pl.LazyFrame:
    """One row: how many values of each picked column its clean one lacks."""
    import polars as pl

    schema = native.collect_schema()
    return native.select(
        [
            (_expression(pick, schema[pick.name], timezone).is_null() & pl.col(pick.name).is_not_null())
            .sum()
            .alias(pick.alias)
            for pick in picks
        ]
    )


def becoming(native: pl.LazyFrame, name: str) -> Becoming | None:
    """What a column becomes whose type narwhals has no word for."""
    import polars as pl

    return "empty" if native.collect_schema()[name] == pl.Null else None


def readable(native: pl.LazyFrame) -> pl.LazyFrame:
    """The frame itself: Polars reads its own types."""
    return native


def _expression(pick: Pick, dtype: Any, timezone: str) -> pl.Expr:
    """The clean values of a column of that Polars dtype."""
    import polars as pl

    column = pl.col(pick.name)
    if pick.is_read_as_time:
        return _read_text(column, pick.name, timezone) if pick.becoming == "text" else _epoch(column, dtype, timezone)
    match pick.becoming:
        case "integer":
            return column if dtype == pl.Int64 else column.cast(pl.Int64)
        case "float":
            number = column if dtype == pl.Float64 else column.cast(pl.Float64)
            return pl.when(number.is_finite()).then(number)
        case "exact" | "empty":
            return column if dtype == pl.Float64 else column.cast(pl.Float64)
        case "seconds":
            return _seconds(column, dtype)
        case "text":
            return column if dtype == pl.String else column.cast(pl.String)
        case "clock":
            return _clock(column)
        case "boolean" | "unsigned":
            return column
        case "day" | "time":
            return _within(column.cast(pl.Datetime("ms")), FIRST_MS, LAST_MS)
        case "zoned":
            return _wall_clock(column, timezone)


def _within(time: pl.Expr, first_ms: int, last_ms: int) -> pl.Expr:
    """The times from `first_ms` to `last_ms`; null outside."""
    import polars as pl

    moment = time.to_physical()
    return pl.when((moment >= first_ms) & (moment <= last_ms)).then(time)


def _wall_clock(column: pl.Expr, timezone: str) -> pl.Expr:
    """What a clock in that zone shows. Days at either end of the calendar are left out before they are moved."""
    safe = _within(column.dt.cast_time_unit("ms"), FIRST_MS + _DAY_MS, LAST_MS - _DAY_MS)
    return safe.dt.convert_time_zone(timezone).dt.replace_time_zone(None)


def _epoch(column: pl.Expr, dtype: Any, timezone: str) -> pl.Expr:
    """Numbers as milliseconds since 1970 UTC, rounded to microseconds and cut to milliseconds as Python's times are."""
    import polars as pl

    if dtype.is_integer():
        safe = pl.when((column >= FIRST_MS) & (column <= LAST_MS)).then(column)
    else:
        number = column.cast(pl.Float64)
        inside = pl.when((number >= FIRST_MS) & (number < LAST_MS + 1)).then(number)
        safe = ((inside * 1000).round() / 1000).floor()
    return _wall_clock(safe.cast(pl.Int64).cast(pl.Datetime("ms", "UTC")), timezone)


def _seconds(column: pl.Expr, dtype: Any) -> pl.Expr:
    """Durations in seconds; to the microsecond, below which Python's own cut."""
    import polars as pl

    per_second = {"ms": 1_000, "us": 1_000_000, "ns": 1_000_000}[dtype.time_unit]
    count = column.dt.total_microseconds() if dtype.time_unit == "ns" else column.to_physical()
    return count.cast(pl.Float64) / per_second


def _clock(column: pl.Expr) -> pl.Expr:
    """Times of day in ISO 8601: with six digits after the second, or none."""
    import polars as pl

    whole = column.cast(pl.Int64) // 1_000 % 1_000_000 == 0
    return pl.when(whole).then(column.dt.strftime("%H:%M:%S")).otherwise(column.dt.strftime("%H:%M:%S%.6f"))


def _read_text(column: pl.Expr, name: str, timezone: str) -> pl.Expr:
    """ISO 8601 texts as times, by the reader that columns in memory have, batch by batch."""
    import polars as pl

    def read(texts: pl.Series) -> pl.Series:
        return _read_batch(texts, name, timezone)

    return column.cast(pl.String).map_batches(read, return_dtype=pl.Datetime("ms"), is_elementwise=True)


def _read_batch(texts: pl.Series, name: str, timezone: str) -> pl.Series:
    from chartkit.data.column import Column

    times = Column(name, "nominal", texts.to_list()).as_temporal()
    if times is None:
        raise not_times(name)
    return time_series(times, timezone)


def time_series(times: Any, timezone: str) -> pl.Series:
    """A temporal column as the naive times that its chart shows."""
    import polars as pl

    emitted, _ = times.emitted(timezone)
    return pl.Series(emitted, dtype=pl.String).str.to_datetime("%Y-%m-%dT%H:%M:%S%.3fZ", time_unit="ms")

"""Columns of Ibis tables made clean by Ibis expressions, which its own backend computes; nothing runs here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chartkit.data.engines.picks import Becoming, Pick, UnframedColumn


def cleaned(native: Any, picks: Sequence[Pick], timezone: str) -> Any:
    """The picked columns of the table under their aliases, with clean values."""
    return native.select(**{pick.alias: _clean(native[pick.name], pick) for pick in picks})


def lost(native: Any, picks: Sequence[Pick], timezone: str) -> Any:
    """One row: how many values of each picked column its clean one lacks."""
    counts = {pick.alias: native[pick.name].count() - _clean(native[pick.name], pick).count() for pick in picks}
    return native.aggregate(**counts)


def becoming(native: Any, name: str) -> Becoming | None:
    """What a column becomes whose type narwhals has no word for."""
    word = str(native.schema()[name]).partition("(")[0]
    return {"null": "empty", "uuid": "text"}.get(word)  # pyright: ignore[reportReturnType]


def readable(native: Any) -> Any:
    """The table itself."""
    return native


def _clean(column: Any, pick: Pick) -> Any:
    if pick.is_read_as_time:
        raise UnframedColumn(pick.name, "holds numbers that are drawn as times: cast them to timestamps in Ibis")
    match pick.becoming:
        case "integer":
            return column.cast("int64")
        case "float":
            number = column.cast("float64")
            return (number.isnan() | number.isinf()).ifelse(None, number)
        case "exact" | "empty":
            return column.cast("float64")
        case "text":
            return column.cast("string")
        case "boolean" | "unsigned":
            return column
        case "day" | "time":
            time = column.cast("timestamp")
            return time.year().between(1, 9999).ifelse(time.truncate("ms"), None)
        case "seconds" | "clock" | "zoned":
            words = {"seconds": "durations", "clock": "times of day", "zoned": "times with a zone"}
            raise UnframedColumn(pick.name, f"holds {words[pick.becoming]}, which are not computed with in Ibis")

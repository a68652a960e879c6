"""The same picture in every time zone: every time form of a spec becomes its UTC form.

Times leave the table as ISO 8601 UTC text of their wall clock, so Vega must read and write them in UTC; otherwise a
chart made in Seoul shows other hours in New York. Applied only when a column of the chart is temporal.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, cast

from chartkit.compiler.positions import position_of
from chartkit.compiler.time_predicates import utc_predicate
from chartkit.expressions.tokens import Token, member_keys, tokenize

_UTC_FUNCTIONS = {
    **{
        name: f"utc{name}"
        for name in [
            "year",
            "quarter",
            "month",
            "week",
            "date",
            "day",
            "dayofyear",
            "hours",
            "minutes",
            "seconds",
            "milliseconds",
        ]
    },
    "datetime": "utc",
    "timeFormat": "utcFormat",
    "timeParse": "utcParse",
    "timeOffset": "utcOffset",
    "timeSequence": "utcSequence",
}
_COMPARISONS = frozenset(["equal", "lt", "lte", "gt", "gte", "range", "oneOf"])
_DATETIME_KEYS = frozenset(["year", "quarter", "month", "date", "day", "hours", "minutes", "seconds", "milliseconds"])
_SCALED = frozenset(
    [
        "x",
        "y",
        "xOffset",
        "yOffset",
        "color",
        "fill",
        "stroke",
        "opacity",
        "fillOpacity",
        "strokeOpacity",
        "size",
        "angle",
        "strokeWidth",
    ]
)
_SHOWN = frozenset(
    ["text", "tooltip", "detail", "row", "column", "facet", "order", "href", "url", "key", "description"]
)
_FULL_UNIT = "utcyearmonthdatehoursminutessecondsmilliseconds"
_DEFAULT_FORMAT = "%b %d, %Y"


def to_utc(value: Any, key: str = "", siblings: Any = ()) -> Any:
    """`value`, a plain spec or a part of one, with timeUnits, scales, formats and date functions in UTC."""
    if isinstance(value, str):
        if key == "timeUnit":
            return _utc_unit(value)
        return _utc_expression(value) if position_of(key, siblings) == "expression" else value
    if isinstance(value, list):
        return [to_utc(item, key, siblings) for item in cast("list[Any]", value)]
    if not isinstance(value, dict):
        return value
    entries = cast("dict[str, Any]", value)
    if _COMPARISONS & entries.keys() and (expression := utc_predicate(entries)) is not None:
        return expression
    if entries and entries.keys() <= _DATETIME_KEYS:
        return {**entries, "utc": True}
    converted = {name: to_utc(child, name, entries) for name, child in entries.items()}
    if key == "timeUnit" and isinstance(converted.get("unit"), str):
        converted["unit"] = _utc_unit(converted["unit"])
    if key == "encoding":
        return {name: _utc_channel(name, channel) for name, channel in converted.items()}
    return _utc_vega(key, converted)


def _utc_unit(unit: str) -> str:
    """`yearmonth` as `utcyearmonth`, `binnedyearmonth` as `binnedutcyearmonth`."""
    match = re.match("(binned)?(utc)?(.*)", unit, re.DOTALL)
    return f"{match[1] or ''}utc{match[3]}" if match else unit


def _utc_expression(expression: str) -> str:
    tokens = tokenize(expression)
    members = member_keys(tokens)
    called = {
        index
        for index, token in enumerate(tokens)
        if token.text in _UTC_FUNCTIONS and index not in members and _is_called(tokens[index + 1 :])
    }
    return "".join(_UTC_FUNCTIONS[token.text] if index in called else token.text for index, token in enumerate(tokens))


def _is_called(after: Sequence[Token]) -> bool:
    return next((token.text == "(" for token in after if token.kind != "space"), False)


def _utc_channel(name: str, channel: Any) -> Any:
    """A temporal channel with a UTC scale, or, where there is no scale, with a UTC unit that its format follows."""
    if isinstance(channel, list):
        return [_utc_channel(name, item) for item in cast("list[Any]", channel)]
    if not isinstance(channel, dict):
        return channel
    entries = cast("dict[str, Any]", channel)
    temporal = entries.get("type") == "temporal" or ("timeUnit" in entries and "type" not in entries)
    if not temporal or "field" not in entries:
        return entries
    if name in _SCALED and isinstance(entries.get("scale", {}), dict):
        scale = cast("dict[str, Any]", entries.get("scale", {}))
        return {**entries, "scale": {**scale, "type": "utc"}} if scale.get("type", "time") == "time" else entries
    if name in _SHOWN and "timeUnit" not in entries:
        return {**entries, "timeUnit": _FULL_UNIT, **_format(name, entries)}
    return entries


def _format(name: str, entries: dict[str, Any]) -> dict[str, Any]:
    """Where a channel without a scale writes its times, in the author's format or Vega-Lite's own."""
    if name in ("text", "tooltip"):
        return {"format": entries.get("format", _DEFAULT_FORMAT)}
    if name in ("row", "column", "facet") and isinstance(entries.get("header", {}), dict):
        return {"header": {"format": _DEFAULT_FORMAT, **cast("dict[str, Any]", entries.get("header", {}))}}
    return {}


def _utc_vega(key: str, entries: dict[str, Any]) -> dict[str, Any]:
    """Vega's own words: time scales, the timeunit transform, formats of axes and legends."""
    if entries.get("type") == "time" and "range" in entries:
        return {**entries, "type": "utc"}
    if entries.get("type") == "timeunit" and "field" in entries:
        return {**entries, "timezone": "utc"}
    if entries.get("formatType") == "time" and "scale" in entries:
        return {**entries, "formatType": "utc"}
    return entries

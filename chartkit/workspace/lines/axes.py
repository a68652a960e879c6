"""The axes of line panels in Vega-Lite: takes what an axis shows and its ends, gives its scale and how it is labelled.

The page paints its own axes by the same rules (`web/src/lines/ticks.ts`), and a test compares the two.
"""

from __future__ import annotations

import math
from typing import Any, Literal, NamedTuple

from chartkit.workspace.lines.domains import Ends

XKind = Literal["number", "whole", "seconds", "time"]
_WORDS = (
    "!datum.label ? '' : datum.value === 0 ? '0'"
    " : abs(datum.value) >= 1e27 || abs(datum.value) < 1e-4 ? format(datum.value, '.9~e')"
    " : abs(datum.value) >= 1e5 ? format(datum.value, '.9~s') : datum.label"
)
_IS_POWER = "abs(log(datum.value) / LN10 - round(log(datum.value) / LN10)) < 1e-6"
_CLOCK = {
    "year": "%Y",
    **dict.fromkeys(("quarter", "month"), "%b"),
    **dict.fromkeys(("week", "date", "day"), "%b %-d"),
    **dict.fromkeys(("hours", "minutes"), "%H:%M"),
    "seconds": "%H:%M:%S",
    "milliseconds": "%H:%M:%S.%L",
}


class Unit(NamedTuple):
    """What seconds are counted in."""

    seconds: float
    name: str


_UNITS = (Unit(86_400, "d"), Unit(3_600, "h"), Unit(60, "m"))


def unit_of(kind: XKind, ends: Ends) -> Unit:
    """The largest unit of which an axis of seconds has two; of other axes none.

    >>> unit_of("seconds", (0, 5_400))
    Unit(seconds=60, name='m')
    """
    if kind != "seconds":
        return Unit(1, "")
    return next((unit for unit in _UNITS if ends[1] - ends[0] >= 2 * unit.seconds), Unit(1, "s"))


def x_channel(kind: XKind, is_log: bool, ends: Ends) -> dict[str, Any]:
    """The channel of x; of seconds the field is in units of `unit_of`. A log axis of times is none."""
    axis: dict[str, Any] = {"grid": False, "labelOverlap": True, "tickCount": {"expr": "ceil(width / 70)"}}
    if kind == "time":
        scale: dict[str, Any] = {"domain": list(ends), "nice": False, "type": "utc"}
        return {"field": "x", "type": "temporal", "scale": scale, "axis": {**axis, "format": _CLOCK}}
    if kind == "whole" and not is_log:
        whole_steps = max(1, math.floor(ends[1] - ends[0]))
        axis["tickCount"] = {"expr": f"min(ceil(width / 70), {whole_steps})"}
    unit = unit_of(kind, ends)
    words = f"({_WORDS}) + (datum.label ? '{unit.name}' : '')" if unit.name else _WORDS
    low, high = (end / unit.seconds for end in ends)
    scale = _scale(is_log, (low, high))
    return {"field": "x", "type": "quantitative", "scale": scale, "axis": {**axis, "labelExpr": words}}


def y_channel(is_log: bool, ends: Ends) -> dict[str, Any]:
    """The channel of y, without its field."""
    axis: dict[str, Any] = {
        "tickCount": {"expr": "ceil(height / 40)"},
        "labelLimit": 64,
        "labelExpr": _WORDS,
        "domain": False,
        "ticks": False,
    }
    if is_log:  # the powers of ten stand out among their parts
        axis["gridOpacity"] = {"condition": {"test": _IS_POWER, "value": 1}, "value": 0.35}
    return {"type": "quantitative", "scale": _scale(is_log, ends), "axis": axis}


def _scale(is_log: bool, ends: Ends) -> dict[str, Any]:
    return {"domain": list(ends), "zero": False, "nice": False, **({"type": "log"} if is_log else {})}

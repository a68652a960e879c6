"""Channels that Vega-Lite leaves out of an encoding: takes it with its mark, gives each definition that is not drawn.

The raw chart does not group by such a field, nor aggregate it, nor is its guide titled by it.

Source: Vega-Lite 6.4, `supportMark` and `initEncoding`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from chartkit.compiler.planning.roles import Place, Role, roles_of

_CONTINUOUS = ("quantitative", "temporal")
_MARKS = {
    channel: frozenset(marks.split())
    for channels, marks in {
        "x2 y2": "area bar image line rect rule",
        "latitude2 longitude2": "area bar image rect rule",
        "xError yError xError2 yError2": "",
        "theta radius": "arc text",
        "theta2 radius2": "arc",
        "size": "bar line point circle rule square text tick trail",
        "shape": "point geoshape",
        "strokeDash": "bar line point circle rule square tick geoshape",
        "angle": "arc point square text",
        "text": "text",
        "url": "image",
    }.items()
    for channel in channels.split()
}
"""By channel the marks that draw it; the others go with every mark."""


def dropped(encoding: Mapping[str, Any], mark: str) -> dict[Place, str]:
    """The places of the definitions that are not drawn, each with the reason."""
    reasons = {role.place: _reason(role, encoding, mark) for role in roles_of(encoding)}
    return {place: reason for place, reason in reasons.items() if reason is not None}


def _reason(role: Role, encoding: Mapping[str, Any], mark: str) -> str | None:
    channel = role.channel
    if mark not in _MARKS.get(channel, {mark}):
        return f"a {mark} does not draw the channel {channel}"
    if channel == "size" and mark == "line" and role.op:
        return "a line does not draw a size that is aggregated"
    if channel == "color" and _hides_color(encoding, mark):
        return "color is not drawn beside fill or stroke"
    if channel in ("xOffset", "yOffset") and _is_continuous(encoding.get(channel[0])):
        return f"an offset inside of the continuous {channel[0]} is not drawn"
    return None


def _is_continuous(position: Any) -> bool:
    return isinstance(position, dict) and Role(("",), cast("dict[str, Any]", position)).type in _CONTINUOUS


def _hides_color(encoding: Mapping[str, Any], mark: str) -> bool:
    """Whether another channel takes the place of color; a mark's own `filled` may turn the two round."""
    is_outlined = mark in ("line", "point", "rule")
    return "fill" in encoding or (is_outlined and "stroke" in encoding)

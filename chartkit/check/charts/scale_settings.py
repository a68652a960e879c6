"""What a scale of each kind can be told: takes a scale, gives its kind, and the settings that this kind has no use for.

Source: what Vega-Lite 6.4 compiles with and without each setting; `scaleTypeSupportProperty` of its src/scale.ts.
"""

from __future__ import annotations

from collections.abc import Mapping

from chartkit.check.charts.channels import COLORS, DISCRETE
from chartkit.check.charts.scales import POSITIONS, Scale

_OFFSETS = ("xOffset", "yOffset")
_CURVED = {"base": "log", "exponent": "pow", "constant": "symlog"}
"""Each of these settings belongs to one type of scale."""
_OF_BANDS = ("paddingInner", "paddingOuter", "align")
_OF_NUMBERS = ("zero", "nice", "clamp", "bins", "domainMin", "domainMax", "rangeMin", "rangeMax", *_CURVED)
_OF_COLORS = ("scheme", "interpolate", "domainMid")
_CONTINUOUS = ("linear", "log", "pow", "sqrt", "symlog", "time", "utc")


def type_of(scale: Scale) -> str | None:
    """The type of the scale, written or inferred; None where its channels differ, or bins make steps of it.

    `discrete` stands for the band or point scale of a position, `ordinal` for that of other channels.
    """
    written = scale.value("type")
    if isinstance(written, str):
        return written
    types = {channel.type for channel in scale.channels}
    if types <= set(DISCRETE):
        return "discrete" if scale.channel in (*POSITIONS, *_OFFSETS) else "ordinal"
    has_steps = scale.channel not in POSITIONS and any(channel.definition.get("bin") for channel in scale.channels)
    if len(types) > 1 or has_steps:
        return None
    return {"quantitative": "linear", "temporal": "time"}.get(types.pop())


def idle_settings(scale: Scale, kind: str) -> Mapping[str, str]:
    """Each setting that does nothing on a scale of this kind, with what it is for, as `a log scale`."""
    found = {key: f"a {type_} scale" for key, type_ in _CURVED.items() if type_ != kind}
    if kind in _CONTINUOUS:
        found |= dict.fromkeys(_OF_BANDS, "an axis of names")
    if kind in ("time", "utc"):
        found["zero"] = "a scale of numbers"
    if kind in ("discrete", "band", "point", "ordinal"):
        found |= dict.fromkeys((key for key in _OF_NUMBERS if key not in _CURVED), "a scale of numbers")
    if kind == "point":
        found["paddingInner"] = "a band scale, as bars have it"
    if kind == "ordinal":
        found |= dict.fromkeys((*_OF_BANDS, "padding", "round"), "a position")
        found["domainMid"] = "a colour of numbers"
    if scale.channel not in COLORS:
        found |= dict.fromkeys(_OF_COLORS, "a colour")
    return found

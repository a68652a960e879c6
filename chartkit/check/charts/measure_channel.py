"""How a view draws its rows: along which channel bars and areas are measured.

Source: Vega-Lite 6.4, `orient` in src/compile/mark/init.ts.
"""

from __future__ import annotations

from typing import Any

from chartkit.check.charts.channels import Channel, channels_of
from chartkit.compiler.views import View
from chartkit.schema.json_types import is_object


def measure_channel(view: View) -> str | None:
    """The position along which the length of a bar or the height of an area is read, None where there is none.

    A channel with bins is read by its ends and has no length from zero; of marks between two ends of one channel
    no other has one.
    """
    if any(f"{channel.name}2" in view.encoding and not channel.definition.get("bin") for channel in channels_of(view)):
        return None
    found = {channel.name: channel for channel in channels_of(view) if _is_measure(channel)}
    if len(found) == 2:
        mark = view.spec.get("mark")
        orient = mark.get("orient") if is_object(mark) else None
        aggregated = [name for name, channel in found.items() if "aggregate" in channel.definition]
        if orient in ("vertical", "horizontal"):
            return "y" if orient == "vertical" else "x"
        return aggregated[0] if len(aggregated) == 1 else "y"
    return next(iter(found), None)


def _is_measure(channel: Channel) -> bool:
    return (
        channel.name in ("x", "y")
        and channel.has_field
        and channel.type == "quantitative"
        and not channel.definition.get("bin")
        and f"{channel.name}2" not in channel.view.encoding
        and not _is_centered(channel.definition)
    )


def _is_centered(definition: dict[str, Any]) -> bool:
    """Whether the marks are stacked around the middle, where no axis has a zero."""
    return definition.get("stack") == "center"

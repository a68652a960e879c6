"""Which views share a scale: takes the views of a spec, gives each scale with the channels that are drawn by it.

Layers and facets share theirs; concatenated and repeated views have positions of their own and share the rest;
`resolve` says otherwise.
Source: https://vega.github.io/vega-lite/docs/resolve.html (Vega-Lite 6.4).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from chartkit.check.charts.channels import Channel, unit_channels
from chartkit.check.rows.javascript import is_number
from chartkit.compiler.views import View
from chartkit.diagnostics import JsonPath
from chartkit.schema.json_types import is_list, is_object

POSITIONS = ("x", "y")
SCALED = (
    *POSITIONS,
    *("xOffset", "yOffset", "theta", "radius", "color", "fill", "stroke", "opacity", "fillOpacity", "strokeOpacity"),
    *("size", "shape", "angle", "strokeWidth", "strokeDash"),
)
"""The channels that have a scale."""

_OF_EACH_VIEW = ("x", "y", "theta", "radius", "xOffset", "yOffset")


class Scale(NamedTuple):
    """One scale: the channels drawn by it, in document order; `owner` is the outermost view that shares it."""

    channel: str
    owner: View
    channels: tuple[Channel, ...]

    def setting(self, key: str) -> tuple[JsonPath, Any] | None:
        """The first place that sets `key` of the scale, and the value there."""
        for channel in self.channels:
            scale = channel.part("scale")
            if key in scale:
                return channel.place("scale", key), scale[key]
        return None

    def value(self, key: str) -> Any:
        """What `key` of the scale is set to, None where nothing sets it."""
        found = self.setting(key)
        return found[1] if found else None


def scales_of(views: Iterable[View], *channels: str) -> tuple[Scale, ...]:
    """Every scale of these channels, of all where none is given, in document order. O(channels · depth)."""
    groups: dict[tuple[JsonPath, str], tuple[View, list[Channel]]] = {}
    for channel in unit_channels(views, *(channels or SCALED)):
        if _is_scaled(channel):
            owner = owner_of(channel.view, channel.name)
            groups.setdefault((owner.path, channel.name), (owner, []))[1].append(channel)
    return tuple(Scale(name, owner, tuple(members)) for (_, name), (owner, members) in groups.items())


def numbers_in(domain: Any) -> Sequence[float]:
    """The numbers of a domain that lists only numbers, or of its `unionWith`; none for any other."""
    listed = domain.get("unionWith") if is_object(domain) else domain
    items: list[Any] = listed if is_list(listed) else []
    numbers = [item for item in items if is_number(item)]
    return numbers if len(numbers) == len(items) else []


def owner_of(view: View, channel: str, part: str = "scale") -> View:
    """The outermost view that shares the scale of `channel` with `view`, or its axis, or its legend."""
    while view.parent is not None and _resolved(view.parent, channel, part) == "shared":
        view = view.parent
    return view


def _resolved(view: View, channel: str, part: str) -> str:
    resolve = view.spec.get("resolve")
    of_part = resolve.get(part) if is_object(resolve) else None
    if is_object(of_part) and channel in of_part:
        return str(of_part[channel])
    if view.kind == "layer" or (view.kind == "repeat" and "layer" in view.repeaters):
        return "shared"
    if view.kind == "facet":
        return "independent" if channel in ("theta", "radius") else "shared"
    return "independent" if channel in _OF_EACH_VIEW else "shared"


def _is_scaled(channel: Channel) -> bool:
    definition = channel.definition
    has_values = channel.has_field or "datum" in definition
    return has_values and not ("scale" in definition and definition["scale"] is None)

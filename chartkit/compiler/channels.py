"""Channels: what a bound column adds to one, and what a mark needs.

Source: Vega-Lite 6.4, the pages "Type" (defaults of a channel) and "Mark" (required channels).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from chartkit.compiler.binding import BoundColumn
from chartkit.compiler.texts import channel_title
from chartkit.diagnostics import Diagnostic, JsonPath
from chartkit.presets import Preset
from chartkit.presets.nodes import Node

FACETS = ("row", "column", "facet")
"""The channels that split a view into cells."""

SECONDARY = frozenset(
    ["x2", "y2", "theta2", "radius2", "latitude2", "longitude2", "xError", "yError", "xError2", "yError2"]
)
"""The channels that have the type of another one, and may not say theirs."""

_TYPE_COMES_FROM = ("aggregate", "bin", "timeUnit", "type")
_UNITS = re.compile("year|quarter|month|dayofyear|date|day|week|hours|minutes|milliseconds|seconds")
_TITLED_BY = ("title", "axis", "legend", "header")

_POSITION = ("x", "y", "x2", "y2", "theta", "radius", "xOffset", "yOffset", "longitude", "latitude")
_NEEDS: dict[str, tuple[tuple[str, ...], ...]] = {
    **dict.fromkeys(("line", "area", "trail"), (("x", "longitude", "theta"), ("y", "latitude", "radius"))),
    **dict.fromkeys(("bar", "point", "circle", "square", "tick", "rect", "rule", "boxplot"), (_POSITION,)),
    **dict.fromkeys(("errorbar", "errorband"), (_POSITION,)),
    "arc": (("theta", "radius"),),
    "text": (("text",),),
    "image": (("url",),),
}
"""For each mark, groups of channels of which it needs one."""


def completed(channel: dict[str, Node], column: BoundColumn, name: str | int) -> dict[str, Node]:
    """The channel `name` with the column's type where it gives none, and the user's name where the alias differs."""
    added = dict(channel)
    if name not in SECONDARY and not channel.keys() & set(_TYPE_COMES_FROM):
        added["type"] = Node(column.type)
    if column.alias != column.name and not _is_titled(channel):
        added["title"] = Node(_title(channel, column))
    return added


def _is_titled(channel: dict[str, Node]) -> bool:
    return any(
        key in channel and (key == "title" or channel[key].value is None or "title" in channel[key].entries)
        for key in _TITLED_BY
    )


def _title(channel: dict[str, Node], column: BoundColumn) -> str:
    """The title Vega-Lite would give, with the user's name in the place of the alias."""
    name = channel_title(column.name)
    aggregate, unit = channel.get("aggregate"), channel.get("timeUnit")
    if aggregate and isinstance(aggregate.value, str):
        return f"{aggregate.value.capitalize()} of {name}"
    if "bin" in channel and channel["bin"].value not in (None, False):
        return f"{name} (binned)"
    return f"{name} ({'-'.join(_UNITS.findall(unit.value))})" if unit and isinstance(unit.value, str) else name


def missing_channels(preset: Preset, spec: Node, lost: Iterable[tuple[JsonPath, str]]) -> list[Diagnostic]:
    """An error for each mark that pruning left without a channel it needs."""
    taken = list(lost)
    if not taken:
        return []
    return [
        Diagnostic(
            "CK208",
            f"the mark {mark!r} needs its channel {' or '.join(group)}, and the slot that gives it is empty.",
            location=node.locate(()),
            help=f"fill the slot in fields; {preset.name!r} declares it optional, so its spec must do without",
        )
        for mark, channels, path, node in _unit_views(spec, frozenset(), ())
        for group in _NEEDS.get(mark, ())
        if not channels & set(group) and any(channel in group and _encloses(at, path) for at, channel in taken)
    ]


def _encloses(encoding: JsonPath, view: JsonPath) -> bool:
    owner = encoding[:-1]
    return view[: len(owner)] == owner


def _unit_views(
    node: Node, inherited: frozenset[str], path: JsonPath
) -> Iterator[tuple[str, frozenset[str], JsonPath, Node]]:
    """Every unit view with its mark, its own and inherited channels, path and mark node."""
    encoding = node.get("encoding")
    channels = inherited | set(encoding.entries if encoding else ())
    mark = node.get("mark")
    if mark is not None:
        kind = mark.get("type") if mark.entries else mark
        given = {key for key in ("text", "url") if key in mark.entries}
        yield str(kind.value if kind else ""), channels | given, path, mark
    for key in ("layer", "hconcat", "vconcat", "concat"):
        for index, child in enumerate((node.get(key) or Node([])).items):
            yield from _unit_views(child, channels, (*path, key, index))
    if inner := node.get("spec"):
        yield from _unit_views(inner, channels, (*path, "spec"))

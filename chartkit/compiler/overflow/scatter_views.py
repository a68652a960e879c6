"""The scatter of a view: takes the spec of a unit, gives what bin2d needs to know, or says why it does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from chartkit.compiler.overflow.overflowed import NotOffered
from chartkit.compiler.overflow.scales import scale_type

_MARKS = frozenset(("point", "circle", "square"))
_IGNORED = frozenset(("x", "y", "tooltip"))


class ScatterView(NamedTuple):
    """Points of `y` over `x`; `encoding` is as its author wrote it."""

    x: str
    y: str
    encoding: Mapping[str, Mapping[str, Any]]
    mark: Mapping[str, Any]


def scatter_view_of(unit: Mapping[str, Any]) -> ScatterView:
    """The scatter of a unit.

    Raises: NotOffered where counts in cells cannot stand for the points.
    """
    mark: Any = unit["mark"]
    mark = {"type": mark} if isinstance(mark, str) else mark
    encoding: Mapping[str, Mapping[str, Any]] = unit.get("encoding", {})
    if mark["type"] not in _MARKS:
        raise NotOffered(f"the mark is {mark['type']}, not point, circle or square")
    for name in ("x", "y"):
        channel = encoding.get(name, {})
        if not isinstance(channel.get("field"), str):
            raise NotOffered(f"{name} draws no field")
        for key in ("aggregate", "bin", "timeUnit", "stack", "impute"):
            if channel.get(key):
                raise NotOffered(f"{name} has {key}")
        scale_type(channel, name)
    for name, channel in encoding.items():
        if name not in _IGNORED and not ("value" in channel and len(channel) == 1):
            raise NotOffered(f"the channel {name} says more than how many points there are")
    return ScatterView(encoding["x"]["field"], encoding["y"]["field"], encoding, mark)

"""The lines of a view: takes the spec of a unit, gives what M4 needs to know of it, or says why it does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, NamedTuple, cast

from chartkit.compiler.overflow.overflowed import NotOffered
from chartkit.compiler.overflow.scales import scale_type
from chartkit.compiler.planning.shapes import FIXED_POINTS

_NOT_SERIES = frozenset(("x", "y", "tooltip", "href", "url", "description", "key"))
_PLACED = frozenset(
    ("x2", "y2", "xError", "yError", "xOffset", "yOffset", "theta", "radius", "longitude", "latitude", "order")
)
_BREAKS = (None, "break-paths-filter-domains")


class LineView(NamedTuple):
    """Lines of `y` over `x`, one for each combination of `series`; `nulls` says what a missing y does to a line."""

    x: str
    y: str
    series: tuple[str, ...]
    channel: Mapping[str, Any]
    nulls: Literal["break", "filter"]
    is_clipped: bool = False


def line_view_of(unit: Mapping[str, Any], is_grouped: bool = False) -> LineView:
    """The lines of a unit; with `is_grouped` its rows are groups, which hold the aggregates of y as y.

    Raises: NotOffered where keeping four points of a pixel column would not draw the same line.
    """
    mark: Any = unit["mark"]
    mark = {"type": mark} if isinstance(mark, str) else mark
    encoding: Mapping[str, Mapping[str, Any]] = unit.get("encoding", {})
    if mark["type"] != "line":
        raise NotOffered(f"the mark is {mark['type']}, not line")
    if mark.get("interpolate", "linear") != "linear":
        raise NotOffered(f"the line's interpolation is {mark['interpolate']}")
    if mark.get("orient", "vertical") != "vertical":
        raise NotOffered("the line runs along y")
    if mark.get("point"):
        raise NotOffered("the line has points, each of which is drawn")
    for name in _PLACED & encoding.keys():
        raise NotOffered(f"the channel {name} places the line")
    encoding = _with_results(encoding) if is_grouped else encoding
    for name in ("x", "y"):
        _require_plain(encoding.get(name), name)
    scale_type(encoding["x"], "x")
    if "sort" in encoding["x"]:
        raise NotOffered("the line has a sort of its own")
    if scale_type(encoding["y"], "y") in ("time", "utc") or encoding["y"]["type"] != "quantitative":
        raise NotOffered("y is not quantitative")
    x, y = encoding["x"], encoding["y"]
    return LineView(x["field"], y["field"], _series_of(encoding), x, _nulls_of(mark), bool(mark.get("clip")))


def _with_results(encoding: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Mapping[str, Any]]:
    """The encoding whose y draws the results in its field's own column, where no other channel has that field."""
    y = encoding.get("y", {})
    others = [definition for name, definition in encoding.items() if name != "y"]
    is_shared = any(_names(definition, y.get("field")) for definition in others)
    if not isinstance(y.get("aggregate"), str) or y["aggregate"] not in FIXED_POINTS or is_shared:
        return encoding
    return {**encoding, "y": {key: value for key, value in y.items() if key != "aggregate"}}


def _names(definition: Any, field: Any) -> bool:
    each = cast("list[Any]", definition) if isinstance(definition, list) else [definition]
    return any(one.get("field") == field for one in each)


def _require_plain(channel: Mapping[str, Any] | None, name: str) -> None:
    if channel is None or "field" not in channel or not isinstance(channel["field"], str):
        raise NotOffered(f"{name} draws no field")
    for key in ("aggregate", "bin", "timeUnit", "stack", "impute"):
        if channel.get(key):
            raise NotOffered(f"{name} has {key}")


def _series_of(encoding: Mapping[str, Mapping[str, Any] | list[Mapping[str, Any]]]) -> tuple[str, ...]:
    """The fields that part rows into lines or facets."""
    fields: dict[str, None] = {}
    for name, channel in encoding.items():
        if name in _NOT_SERIES:
            continue
        for given in channel if isinstance(channel, list) else [channel]:
            if given.get("aggregate") or given.get("bin") or given.get("timeUnit"):
                raise NotOffered(f"{name} has no plain field")
            if isinstance(given.get("field"), str):
                fields[given["field"]] = None
            if "condition" in given:
                raise NotOffered(f"{name} depends on a condition")
    return tuple(fields)


def _nulls_of(mark: Mapping[str, Any]) -> Literal["break", "filter"]:
    invalid = mark.get("invalid")
    if invalid in _BREAKS and not ("invalid" in mark and invalid is None):
        return "break"
    if invalid == "filter":
        return "filter"
    raise NotOffered(f"missing values are drawn as invalid: {invalid or 'null'} says")

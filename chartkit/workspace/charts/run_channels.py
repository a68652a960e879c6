"""A chart of one run as one of several: takes its Vega-Lite spec, gives it with the runs in their own colours.

The runs' rows stand in one table with the columns `_run_id`, `_run_name` and `_run_color`. Lines, points and bars take
their run's colour, what was told by colour before is told by dash or shape; every computation is made for each run on
its own. A spec whose marks have no room for that (heat maps, pies, boxes) has none: its runs are drawn one by one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from chartkit.data.run_label import RUN_COLUMNS
from chartkit.schema.json_types import is_list, is_object
from chartkit.workspace.charts.outlines import FILL_OPACITY, MOST_FILLED, with_outline
from chartkit.workspace.charts.ranges import Spread, with_range

Json = dict[str, Any]

_LINES = frozenset({"line", "trail"})
_POINTS = frozenset({"point", "circle", "square", "tick", "rule"})
_FILLED = {"circle": 30, "square": 30}
"""Points that have one shape, with their usual area in square pixels; as filled points they may have any."""
_SOLID = frozenset({"bar", "area"})
_QUIET = frozenset({"text"})
"""Marks that stay as they are."""
_GROUPED = frozenset(
    {"aggregate", "joinaggregate", "stack", "window", "impute", "density", "regression", "loess", "quantile", "pivot"}
)
"""Transforms that are computed by group."""
_PARTS = ("hconcat", "vconcat", "concat")
_COLORS = ("color", "stroke", "fill")
_TOLD = ("strokeDash", "shape")
"""What tells classes where colour tells runs; each mark of a layered view says it for itself."""
_CATEGORIES = frozenset({"nominal", "ordinal"})
_LEGEND_COLOR = "#808080"


class Told(NamedTuple):
    """What is known of the chart: `columns` are those of its table, `category` the one that its slots tell classes by.

    `n_runs` counts runs, or groups of them. `keeps_colors` is for a chart of one run: its own colours stay. `spread` is
    for groups of runs: where their mean and range stand.
    """

    columns: frozenset[str]
    category: str | None
    n_runs: int
    keeps_colors: bool = False
    spread: Spread | None = None
    has_lines: bool = False
    """Points then mark places of lines, and need no shapes."""


class NoRoomError(Exception):
    """A mark of the spec cannot tell runs apart."""


def in_run_colors(spec: Json, told: Told) -> Json | None:
    """The spec with its marks in the colours of their runs; None where they have no room for them."""
    try:
        found = _view(spec, {}, told._replace(has_lines=_has_lines(spec)))
    except NoRoomError:
        return None
    return found if found != spec else None


def _view(view: Json, above: Mapping[str, Any], told: Told) -> Json:
    if is_object(view.get("data")) and "name" not in view["data"]:
        return view  # a view of its own numbers, such as a line of chance
    made = {**view, **_transforms(view)}
    encoding = {**above, **_object(view.get("encoding"))}
    if is_list(view.get("layer")):
        shared = {name: how for name, how in _object(view.get("encoding")).items() if name not in (*_COLORS, *_TOLD)}
        made |= {"layer": [_view(one, encoding, told) for one in view["layer"]]}
        return made | ({"encoding": shared} if shared else {})
    for part in _PARTS:
        if is_list(view.get(part)):
            return made | {part: [_view(one, {}, told._replace(has_lines=_has_lines(one))) for one in view[part]]}
    if is_object(view.get("spec")):
        return made | {"spec": _view(view["spec"], {}, told)}
    return _unit(made, encoding, told)


def _transforms(view: Json) -> Json:
    """The view's transforms, each computed run by run."""
    if not is_list(view.get("transform")):
        return {}
    runs = list(RUN_COLUMNS.values())
    return {
        "transform": [
            {
                **one,
                "groupby": [*one.get("groupby", []), *(name for name in runs if name not in one.get("groupby", []))],
            }
            if is_object(one) and _GROUPED & one.keys()
            else one
            for one in view["transform"]
        ]
    }


def _unit(view: Json, encoding: Mapping[str, Any], told: Told) -> Json:
    mark = view["mark"]["type"] if is_object(view.get("mark")) else view.get("mark")
    if not any(map(_field, encoding.values())):
        return view
    if mark in _QUIET:
        return _labels(view, encoding)
    if mark not in _LINES | _POINTS | _SOLID:
        raise NoRoomError(mark)
    before = next((encoding[channel] for channel in _COLORS if _field(encoding.get(channel))), None)
    own = _own_channels(view, encoding, before)
    if before is not None and told.keeps_colors:
        raise NoRoomError(mark)
    if before is not None:
        own |= _told_otherwise(str(mark), before, encoding, told)
    if mark in _FILLED and "shape" in own:
        view = {**view, "mark": {"size": _FILLED[mark], **_object(view["mark"]), "type": "point", "filled": True}}
    if mark in _SOLID:
        own |= _beside_each_other(str(mark), encoding, told.n_runs)
    run_id = {"field": RUN_COLUMNS["id"], "type": "nominal"}
    details = encoding.get("detail", [])
    own["detail"] = [*(details if is_list(details) else [details]), run_id]
    own["color"] = {"field": RUN_COLUMNS["color"], "type": "nominal", "scale": None, "legend": None}
    own |= _tooltip(view, {**encoding, **own})
    made = with_range({**view, "encoding": own}, str(mark), {**encoding, **own}, told.spread)
    return made if "layer" in made else with_outline(made, str(mark), {**encoding, **own}, told.n_runs)


def _own_channels(view: Json, encoding: Mapping[str, Any], before: Json | None) -> Json:
    """The channels that stay the mark's own: neither colour, nor what says the same as colour in another way."""
    own = {**{name: encoding[name] for name in _TOLD if name in encoding}, **_object(view.get("encoding"))}
    same = {name for name in _TOLD if before is not None and _object(own.get(name)).get("field") == before["field"]}
    return {name: how for name, how in own.items() if name not in (*_COLORS, *same)}


def _labels(view: Json, encoding: Mapping[str, Any]) -> Json:
    """Texts beside bars go where the bar of their run is."""
    x, y = _object(encoding.get("x")).get("type"), _object(encoding.get("y")).get("type")
    offset = "yOffset" if y in _CATEGORIES and x == "quantitative" else "xOffset"
    if (x in _CATEGORIES) == (y in _CATEGORIES):
        return view
    place = {offset: {"field": RUN_COLUMNS["id"], "type": "nominal", "sort": None}}
    return {**view, "encoding": {**_object(view.get("encoding")), **place}}


def _told_otherwise(mark: str, before: Json, encoding: Mapping[str, Any], told: Told) -> Json:
    """The channel that tells what colour told. Raises `NoRoomError` where none can."""
    if mark == "bar" and any(_values_of(before) == _values_of(_object(encoding.get(axis))) for axis in ("x", "y")):
        return {}  # a bar's place says it already
    if before.get("type") not in _CATEGORIES or mark in _SOLID:
        raise NoRoomError(mark)
    channel = "strokeDash" if mark in _LINES else "shape"
    field = before["field"] if before["field"] in told.columns else told.category
    if field is None or (channel == "shape" and (told.has_lines or mark not in ("point", *_FILLED))):
        return {}
    kept = encoding[channel] if _field(encoding.get(channel)) else before
    how = {
        key: value for key, value in kept.items() if key not in ("condition", *(("scale",) if kept is before else ()))
    }
    legend = {**_object(how.get("legend")), "symbolStrokeColor": _LEGEND_COLOR}
    return {
        channel: {
            **how,
            "field": field,
            "type": "nominal",
            **({"legend": legend} if how.get("legend", 0) is not None else {}),
        }
    }


def _values_of(channel: Json) -> list[Any]:
    return [channel.get(part) for part in ("field", "aggregate", "bin", "timeUnit")]


def _beside_each_other(mark: str, encoding: Mapping[str, Any], n_runs: int) -> Json:
    """Bars of categories side by side; bars of numbers, and areas, of several runs outlined and seen through."""
    x, y = _object(encoding.get("x")), _object(encoding.get("y"))
    for along, offset, across in (("x", "xOffset", y), ("y", "yOffset", x)):
        if mark == "bar" and encoding.get(along, {}).get("type") in _CATEGORIES:
            if _field(encoding.get(offset)) or across.get("type") != "quantitative":
                raise NoRoomError(mark)
            return {offset: {"field": RUN_COLUMNS["id"], "type": "nominal", "sort": None}}
    if n_runs <= 1:
        return {}
    length = "y" if _is_length(y) else "x"
    outline = {"field": RUN_COLUMNS["color"], "type": "nominal", "scale": None, "legend": None}
    is_band = mark == "area" and f"{length}2" in encoding
    opacity = FILL_OPACITY if is_band or n_runs <= MOST_FILLED else 0
    seen_through = {"stroke": outline, "strokeWidth": {"value": 1.5}, "fillOpacity": {"value": opacity}}
    return {length: {**_object(encoding.get(length)), "stack": None}, **seen_through}


def _is_length(channel: Json) -> bool:
    return (channel.get("type") == "quantitative" and not channel.get("bin")) or "aggregate" in channel


def _tooltip(view: Json, encoding: Mapping[str, Any]) -> Json:
    """What a mark tells, with its run first; nothing where it told nothing."""
    run = {"field": RUN_COLUMNS["name"], "type": "nominal", "title": "run"}
    told = encoding.get("tooltip")
    if is_list(told):
        return {"tooltip": [run, *told]}
    if _field(told):
        return {"tooltip": [run, told]}
    if not (is_object(view.get("mark")) and view["mark"].get("tooltip")):
        return {}
    shown: dict[str, Json] = {}
    for channel in ("x", "y", "strokeDash", "shape", "size"):
        how = _object(encoding.get(channel))
        if "field" in how or "aggregate" in how:
            part: Json = {
                key: how[key] for key in ("field", "type", "aggregate", "bin", "timeUnit", "title") if key in how
            }
            shown.setdefault(str((part.get("field"), part.get("aggregate"))), part)
    return {"tooltip": [run, *shown.values()]}


def _has_lines(view: Json) -> bool:
    mark = view.get("mark")
    inner = [one for part in ("layer", *_PARTS) for one in view.get(part, [])]
    inner += [view["spec"]] if is_object(view.get("spec")) else []
    return (mark["type"] if is_object(mark) else mark) in _LINES or any(map(_has_lines, inner))


def _field(channel: Any) -> bool:
    return is_object(channel) and isinstance(channel.get("field"), str)


def _object(value: Any) -> Json:
    return dict(value) if is_object(value) else {}

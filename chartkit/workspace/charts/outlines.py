"""Histograms of several runs, laid over each other: takes bars of bins, gives them with one outline for each run.

Sides that two bars share say nothing and hide what lies behind: the outline goes from top to top. It is a line through
the bars' corners, which the browser works out; the bars stay as their author wrote them and tell what they are.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from chartkit.data.run_label import RUN_COLUMNS
from chartkit.schema.json_types import is_list, is_object

Json = dict[str, Any]

MOST_FILLED = 4
"""Of more runs than this only outlines are drawn: so many fills make one colour that is nobody's."""
FILL_OPACITY = 0.2
_WIDTH_PX = 1.5
_ALONG, _ACROSS, _TURN = "outline-along", "outline-across", "outline-turn"
_START, _END, _TOP = "outline-start", "outline-end", "outline-top"
_RANK, _BEFORE, _AFTER = "outline-rank", "outline-before", "outline-after"
_WHOLE = frozenset({"row", "column", "facet"})
_NAME = re.compile(r"[\w-]+")


class _Bars(NamedTuple):
    """The fields of bars: their ends along the axis of bins, their ends across it; `first` makes them where needed."""

    start: str
    end: str
    top: str
    foot: str | None
    first: tuple[Json, ...]
    title_along: str
    title_across: str


def with_outline(view: Json, mark: str, encoding: Json, n_runs: int) -> Json:
    """Overlaid bars of numeric bins with the outline of each run; other views as they are."""
    if mark != "bar" or n_runs <= 1 or _WHOLE & encoding.keys():
        return view
    own = view["encoding"]
    for along, across in (("x", "y"), ("y", "x")):
        bars = _bars(own, along, across)
        if bars is not None and not (bars.first and _is_split(encoding, own[along])):
            return _layered(view, _outline(bars, own, along, across))
    return view


def _bars(encoding: Json, along: str, across: str) -> _Bars | None:
    """The bars of bins along an axis; None for others, and for those whose fields are not plain names."""
    place, length = encoding.get(along), encoding.get(across)
    if not (is_object(place) and is_object(length)) or not place.get("bin"):
        return None
    if any(axis.get("type", "quantitative") != "quantitative" for axis in (place, length)):
        return None
    ends, feet = encoding.get(f"{along}2"), encoding.get(f"{across}2")
    is_ready = place["bin"] == "binned" or (is_object(place["bin"]) and place["bin"].get("binned"))
    found = _ready(place, length, ends, feet) if is_ready else _counted(place, length, feet)
    if found is None:
        return None
    names = (found.start, found.end, found.top, found.foot or "foot", str(place["field"]))
    is_on_zero = found.foot is not None or _scale(length).get("type") != "log"
    return found if is_on_zero and all(map(_NAME.fullmatch, names)) else None


def _ready(place: Json, length: Json, ends: Any, feet: Any) -> _Bars | None:
    """Bars whose bins the data has."""
    is_plain = "field" in place and "field" in length and "aggregate" not in length and "timeUnit" not in place
    if not is_plain or not is_object(ends) or "field" not in ends:
        return None
    foot = feet.get("field") if is_object(feet) else None
    return _Bars(place["field"], ends["field"], length["field"], foot, (), place["field"], length["field"])


def _counted(place: Json, length: Json, feet: Any) -> _Bars | None:
    """Bars whose bins and figures their channels ask for."""
    op, field = length.get("aggregate"), length.get("field")
    if feet is not None or not isinstance(op, str) or "field" not in place or (field is None and op != "count"):
        return None
    figure = {"op": op, "as": _TOP, **({"field": field} if field else {})}
    first = (
        {"bin": place["bin"], "field": place["field"], "as": [_START, _END]},
        {"aggregate": [figure], "groupby": [_START, _END, *RUN_COLUMNS.values()]},
    )
    title = "Count of Records" if field is None else f"{op.capitalize()} of {field}"
    return _Bars(_START, _END, _TOP, None, first, f"{place['field']} (binned)", title)


def _is_split(encoding: Json, place: Json) -> bool:
    """Whether each run has several bars in a bin, for a channel beside the axes has values of its own."""
    known = [_counted_by(place), *({"field": name} for name in RUN_COLUMNS.values())]
    parts = [part for how in encoding.values() for part in (how if is_list(how) else [how])]
    return any(by and by not in known for by in map(_counted_by, parts))


def _counted_by(channel: Any) -> Json:
    """What of a channel's values rows are counted by; nothing where they are none or counted themselves."""
    if not is_object(channel) or "field" not in channel or "aggregate" in channel:
        return {}
    return {part: channel[part] for part in ("field", "bin", "timeUnit") if part in channel}


def _outline(bars: _Bars, encoding: Json, along: str, across: str) -> Json:
    """The line through the corners of each run's bars."""
    by_run = list(RUN_COLUMNS.values())
    neighbours = [
        {"op": "row_number", "as": _RANK},
        {"op": "lag", "field": bars.end, "as": _BEFORE},
        {"op": "lead", "field": bars.start, "as": _AFTER},
    ]
    transforms = [
        *bars.first,
        {"filter": f"isValid(datum['{bars.start}'])"},
        {"window": neighbours, "groupby": by_run, "sort": [{"field": bars.start}]},
        *_corners(bars),
        {"flatten": [_ALONG, _ACROSS, _TURN]},
    ]
    return {
        "transform": transforms,
        "mark": {"type": "line", "strokeWidth": _WIDTH_PX, "interpolate": "linear"},
        "encoding": {
            along: _axis(encoding[along], _ALONG, bars.title_along) | _plain_scale(encoding[along]),
            across: _axis(encoding[across], _ACROSS, bars.title_across),
            "order": {"field": _TURN, "type": "quantitative"},
            **{name: encoding[name] for name in ("color", "detail")},
        },
    }


def _corners(bars: _Bars) -> list[Json]:
    """The corners of a bar, in turn; a bar that stands at another has no side there: the line goes on from its top."""
    start, end, top = (f"datum['{name}']" for name in (bars.start, bars.end, bars.top))
    foot = f"datum['{bars.foot}']" if bars.foot else "0"
    turns = tuple(f"4 * datum['{_RANK}'] + {corner}" for corner in range(4))
    corners = {_ALONG: (start, start, end, end), _ACROSS: (foot, top, top, foot), _TURN: turns}
    kept = ", ".join(
        f"isValid(datum['{other}']) && abs({edge} - datum['{other}']) < 1e-6 * abs({end} - {start}) ? {near} : {far}"
        for edge, other, near, far in ((start, _BEFORE, 1, 0), (end, _AFTER, 3, 4))
    )
    return [{"calculate": f"slice([{', '.join(of)}], {kept})", "as": name} for name, of in corners.items()]


def _axis(channel: Json, field: str, title: str) -> Json:
    """The channel of the bars for their corners, which are numbers; one axis of both has one title."""
    kept = {name: how for name, how in channel.items() if name not in ("bin", "aggregate", "stack")}
    axis = channel.get("axis")
    is_titled = "title" in channel or (is_object(axis) and "title" in axis)
    return {**kept, **({} if is_titled else {"title": title}), "field": field, "type": "quantitative"}


def _plain_scale(channel: Json) -> Json:
    """Bins need neither zero nor round ends, which a line would have by itself."""
    return {"scale": {"zero": False, "nice": False, **_scale(channel)}}


def _scale(channel: Json) -> Json:
    return channel["scale"] if is_object(channel.get("scale")) else {}


def _layered(view: Json, line: Json) -> Json:
    """The bars with the line above them; what is the view's own stays above both."""
    own = {name: view[name] for name in ("mark", "encoding", "params") if name in view}
    own["encoding"] = {name: how for name, how in own["encoding"].items() if name not in ("stroke", "strokeWidth")}
    return {**{name: part for name, part in view.items() if name not in own}, "layer": [own, line]}

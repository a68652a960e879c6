"""The outline of a plot: takes an axes' spines, gives the frame around its view or the lines of its axes."""

from __future__ import annotations

from typing import Any

from chartkit.media.matplotlib.artists import Artist, RefusedError
from chartkit.media.matplotlib.colors import paint_of
from chartkit.media.matplotlib.frame import Frame

_SIDES = ("left", "right", "top", "bottom")


def view_of(frame: Frame, has_background: bool = True) -> dict[str, Any]:
    """The view's background, and its outline where all four sides are alike."""
    patch = frame.axes.patch
    shows = has_background and frame.axes.axison and frame.axes.get_frame_on() and patch.get_visible()
    paint = paint_of(patch.get_facecolor())
    background = paint.within("fill") if shows and paint.shows else {"fill": None}
    return {**background, **(_line(frame, "left", "stroke") if _is_box(frame) else {"stroke": None})}


def spine_properties(frame: Frame, side: str) -> dict[str, Any]:
    """The line of the axis on that side."""
    spine = frame.axes.spines[side]
    outward = _outward(spine)
    offset = {"offset": frame.px(outward)} if outward else {}
    if _is_box(frame) or not frame.axes.get_frame_on() or not _is_shown(spine):
        return {"domain": False, **offset}
    return {"domain": True, **_line(frame, side, "domain"), **offset}


def other_sides(frame: Frame, sides: set[str]) -> list[dict[str, Any]]:
    """Layers for the sides that have no axis and no part in a box."""
    if _is_box(frame) or not frame.axes.axison or not frame.axes.get_frame_on():
        return []
    ends = {
        "left": ("x", 0.0, "y", frame.height),
        "right": ("x", frame.width, "y", frame.height),
        "top": ("y", 0.0, "x", frame.width),
        "bottom": ("y", frame.height, "x", frame.width),
    }
    layers: list[dict[str, Any]] = []
    for side in _SIDES:
        if side not in sides and _is_shown(frame.axes.spines[side]) and not _outward(frame.axes.spines[side]):
            fixed, at, along, end = ends[side]
            encoding = {fixed: {"value": at}, along: {"value": 0}, f"{along}2": {"value": end}}
            layers.append({"mark": {"type": "rule", **_line(frame, side, "stroke")}, "encoding": encoding})
    return layers


def _is_box(frame: Frame) -> bool:
    spines = [frame.axes.spines[side] for side in _SIDES]
    looks = {(paint_of(spine.get_edgecolor()), spine.get_linewidth()) for spine in spines}
    return (
        frame.axes.axison
        and frame.axes.get_frame_on()
        and all(map(_is_shown, spines))
        and len(looks) == 1
        and not any(map(_outward, spines))
    )


def _is_shown(spine: Artist) -> bool:
    return bool(spine.get_visible() and spine.get_linewidth() and paint_of(spine.get_edgecolor()).shows)


def _outward(spine: Artist) -> float:
    """How many points a side stands off the plot. Raises `RefusedError` for one that stands at a value."""
    place = spine.get_position()
    if place in ("center", "zero") or place[0] != "outward":
        raise RefusedError("an axis line inside of the plot (spine position)")
    return float(place[1])


def _line(frame: Frame, side: str, name: str) -> dict[str, Any]:
    spine = frame.axes.spines[side]
    paint = paint_of(spine.get_edgecolor())
    color = {"stroke": "stroke", "domain": "domainColor"}[name]
    width = {"stroke": "strokeWidth", "domain": "domainWidth"}[name]
    opacity = {} if paint.opacity == 1 else {f"{name}Opacity": paint.opacity}
    return {color: paint.color, width: frame.px(spine.get_linewidth()), **opacity}

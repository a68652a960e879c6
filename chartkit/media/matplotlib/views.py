"""One axes as a view: takes an axes that has been drawn, gives its layers in the order of drawing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from chartkit.media.matplotlib.artists import Artist, RefusedError, called, check_plain, is_drawn, is_of
from chartkit.media.matplotlib.collections import read_collections
from chartkit.media.matplotlib.colorbars import colorbar_texts
from chartkit.media.matplotlib.colors import paint_of
from chartkit.media.matplotlib.drawn import Drawn
from chartkit.media.matplotlib.frame import Frame, frame_of
from chartkit.media.matplotlib.guides import axis_of, grid_of, offset_texts
from chartkit.media.matplotlib.legends import legend_of
from chartkit.media.matplotlib.lines import read_lines
from chartkit.media.matplotlib.patches import read_patches
from chartkit.media.matplotlib.spines import other_sides, view_of
from chartkit.media.matplotlib.tables import Tables
from chartkit.media.matplotlib.texts import font_of, lines_of, read_texts, text_at

_READERS: dict[str, Any] = {
    "Line2D": read_lines,
    "Collection": read_collections,
    "Patch": read_patches,
    "Text": read_texts,
}
_STYLES = ("stroke", "fill", "strokeOpacity", "fillOpacity", "strokeWidth", "strokeDash", "shape", "size")
_INDEPENDENT = {"scale": dict.fromkeys(_STYLES, "independent")}
_ANCHORS = (("_left_title", "start"), ("title", "middle"), ("_right_title", "end"))


def view_spec(axes: Iterable[Artist], tables: Tables, legends: Iterable[Artist] = ()) -> dict[str, Any]:
    """The view of axes that share a place (twins), the first below; `legends` are the figure's own."""
    frames = [frame_of(one) for one in axes]
    parts = [_layers(frame, tables, legends if index == 0 else ()) for index, frame in enumerate(frames)]
    first = frames[0]
    size = {"width": first.width, "height": first.height, "view": view_of(first)}
    title = next((found for frame in frames if (found := _title(frame))), None)
    spec: dict[str, Any] = {**({"title": title} if title else {}), **size}
    if len(parts) == 1:
        return {**spec, **parts[0]}
    independent = dict.fromkeys(("x", "y", *_STYLES), "independent")
    return {**spec, "layer": parts, "resolve": {"scale": independent, "axis": {"x": "independent", "y": "independent"}}}


def _layers(frame: Frame, tables: Tables, legends: Iterable[Artist]) -> dict[str, Any]:
    """The layers of one axes over their tables, within its scales and axes."""
    guides = {name: axis_of(frame, name) for name in ("x", "y")}
    drawn = [*_drawn(frame), *(found for legend in legends if (found := legend_of(frame, legend)))]
    layers = [{"data": {"name": name}, **layer} for one in drawn for name in [tables.add(one)] for layer in one.layers]
    sides = {str(guide["orient"]) for guide in guides.values() if guide}
    layers += [{"data": {"values": [{}]}, **layer} for layer in other_sides(frame, sides)]
    used = {name for layer in layers for name in ("x", "y") if "field" in layer["encoding"].get(name, ())}
    if used != {"x", "y"}:
        layers.append(_empty(frame, tables))
    encoding = {
        name: {"scale": (frame.x if name == "x" else frame.y).definition(), "axis": guides[name]} for name in ("x", "y")
    }
    return {"layer": layers, "encoding": encoding, "resolve": _INDEPENDENT}


def _empty(frame: Frame, tables: Tables) -> dict[str, Any]:
    """A layer of one point that is not drawn: for it the axes of a plot without data stand."""
    corner = [[frame.x.limits[0], frame.y.limits[0]]]
    x, y = frame.placed(corner, frame.axes.transData)
    name = tables.add(Drawn("corner", {"x": x, "y": y}, ()))
    return {"data": {"name": name}, "transform": [{"filter": "false"}], "mark": "point", "encoding": frame.xy()}


def _drawn(frame: Frame) -> Iterator[Drawn]:
    """What an axes draws, from back to front."""
    axes = frame.axes
    artists = sorted(_artists(axes), key=lambda artist: artist.get_zorder())
    grid_at = _grid_order(axes)
    behind = [artist for artist in artists if artist.get_zorder() < grid_at]
    yield from _read(frame, behind)
    yield from grid_of(frame)
    yield from _read(frame, artists[len(behind) :])
    yield from offset_texts(frame)
    titles = [getattr(axes, name) for name, _ in _ANCHORS if getattr(axes, name).get_text()]
    yield from (text_at(frame, title) for title in titles[1:])
    for artist in artists:
        if is_of(artist, "Collection") and artist.get_array() is not None:
            yield from (text_at(frame, text) for text in colorbar_texts(artist))
    legends = [artist for artist in axes.get_children() if is_of(artist, "Legend")]
    yield from (found for legend in legends if (found := legend_of(frame, legend)))


def _grid_order(axes: Artist) -> float:
    below = axes.get_axisbelow()
    return 1.5 if below == "line" else 0.5 if below else 2.5


def _artists(axes: Artist) -> Iterator[Artist]:
    own = {id(axes.patch), *(id(getattr(axes, name)) for name, _ in _ANCHORS)}
    for artist in axes.get_children():
        if is_of(artist, "Spine", "Axis", "Legend") or id(artist) in own or not is_drawn(artist):
            continue
        yield artist


def _read(frame: Frame, artists: list[Artist]) -> Iterator[Drawn]:
    for kind, members in groupby(artists, key=_kind):
        yield from _READERS[kind](frame, list(members))


def _kind(artist: Artist) -> str:
    for name in _READERS:
        if is_of(artist, name):
            check_plain(artist)
            return name
    raise RefusedError(called(artist))


def _title(frame: Frame) -> dict[str, Any] | None:
    for name, anchor in _ANCHORS:
        text = getattr(frame.axes, name)
        if text.get_text() and text.get_visible():
            font = font_of(frame, text, "title")
            plain = {key.removeprefix("title")[:1].lower() + key.removeprefix("title")[1:]: font[key] for key in font}
            color = {"color": paint_of(text.get_color()).color}
            return {"text": lines_of(text.get_text()), "anchor": anchor, "frame": "group", **plain, **color}
    return None

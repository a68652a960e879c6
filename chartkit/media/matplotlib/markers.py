"""Markers of lines: takes a Line2D, gives the layer of its points."""

from __future__ import annotations

from typing import Any

from chartkit.media.matplotlib.artists import Artist, RefusedError
from chartkit.media.matplotlib.colors import NO_PAINT, Paint, paint_of
from chartkit.media.matplotlib.frame import Frame
from chartkit.media.matplotlib.outlines import marker_shape

_BUILT_IN = {"o": "circle", "s": "square"}


def marker_layer(frame: Frame, line: Artist) -> dict[str, Any] | None:
    """The layer of a line's markers; None where nothing of them is seen."""
    face, edge, size_px, shape = marker_of(frame, line)
    if not (face.shows or edge.shows):
        return None
    mark: dict[str, Any] = {"type": "point", "shape": shape, "size": round(size_px**2, 4), "opacity": 1}
    mark |= {**face.within("fill"), **edge.within("stroke"), "clip": bool(line.get_clip_on())}
    mark["strokeWidth"] = frame.px(line.get_markeredgewidth()) if edge.shows else 0
    return {"mark": {**mark, "tooltip": True}, "encoding": frame.xy()}


def marker_of(frame: Frame, line: Artist) -> tuple[Paint, Paint, float, str]:
    """Of a line's marker the fill, the edge, the size in px and the shape."""
    style = line._marker  # no public property has the marker's path
    if style.get_alt_path() is not None and line.get_fillstyle() not in ("full", "none"):
        raise RefusedError(f"markers that are half filled (fillstyle {line.get_fillstyle()!r})")
    is_filled = style.is_filled() and style.get_fillstyle() != "none"
    face = paint_of(line.get_markerfacecolor(), line.get_alpha()) if is_filled else NO_PAINT
    edge = paint_of(line.get_markeredgecolor(), line.get_alpha()) if line.get_markeredgewidth() else NO_PAINT
    name = line.get_marker()
    shape = _BUILT_IN.get(name) if isinstance(name, str) else None
    size_px = 1.0 if name == "," else frame.px(line.get_markersize())
    return face, edge, size_px, shape or marker_shape(style.get_path(), style.get_transform())

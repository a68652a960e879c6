"""Patches (bars, histograms, spans, polygons, wedges): takes Patch artists, gives rect and polygon layers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from chartkit.media.matplotlib.artists import Artist, RefusedError, is_of
from chartkit.media.matplotlib.bars import bar_facts
from chartkit.media.matplotlib.colors import NO_PAINT, Paint, paint_of
from chartkit.media.matplotlib.drawn import Drawn, Series, as_given, named, painted_by_row
from chartkit.media.matplotlib.frame import Frame
from chartkit.media.matplotlib.lines import dash_of
from chartkit.media.matplotlib.outlines import polygons_of


def read_patches(frame: Frame, patches: Sequence[Artist]) -> Iterator[Drawn]:
    """Patches that are drawn one after the other: upright rectangles share a table, as do polygons."""
    for key, members in groupby(patches, key=lambda patch: _kind(frame, patch)):
        together = list(members)
        drawn = _rects(frame, together) if key[0] == "rect" else _polygons(frame, together)
        if drawn is not None:
            yield drawn


def face_of(patch: Artist) -> Paint:
    """The fill of a patch."""
    return paint_of(patch.get_facecolor()) if patch.get_fill() else NO_PAINT


def edge_of(patch: Artist) -> Paint:
    """The outline of a patch."""
    is_drawn = patch.get_linewidth() and str(patch.get_linestyle()) not in ("None", " ", "")
    return paint_of(patch.get_edgecolor()) if is_drawn else NO_PAINT


def _kind(frame: Frame, patch: Artist) -> tuple[Any, ...]:
    is_rect = is_of(patch, "Rectangle") and not patch.get_angle()
    width = frame.px(patch.get_linewidth()) if edge_of(patch).shows else 0
    return "rect" if is_rect else "polygon", width, tuple(dash_of(frame, patch)), patch.get_clip_on()


def _rects(frame: Frame, patches: list[Artist]) -> Drawn:
    import numpy as np

    corners = np.array([_corners(frame, patch) for patch in patches])
    (x, y), (x2, y2) = (frame.placed(corners[:, at], frame.axes.transData) for at in (0, 1))
    columns: dict[str, Any] = {
        **_containers(frame, patches),
        **bar_facts(frame, patches),
        "x": x,
        "x2": x2,
        "y": y,
        "y2": y2,
    }
    encoding = {**frame.xy(), "x2": {"field": "x2"}, "y2": {"field": "y2"}}
    layer: dict[str, Any] = {"mark": {"type": "rect", **_outline(frame, patches[0])}, "encoding": encoding}
    layer["encoding"]["tooltip"] = _tooltip(frame, columns)
    painted_by_row(layer, columns, "fill", [face_of(patch) for patch in patches])
    painted_by_row(layer, columns, "stroke", [edge_of(patch) for patch in patches])
    return Drawn("bars", columns, (layer,))


def _corners(frame: Frame, patch: Artist) -> Any:
    if patch.get_data_transform() == frame.axes.transData:
        x, y = patch.get_xy()
        return [[x, y], [x + patch.get_width(), y + patch.get_height()]]
    return frame.numbers([[0, 0], [1, 1]], patch.get_transform())


def _containers(frame: Frame, patches: list[Artist]) -> dict[str, list[str]]:
    """The column `series` with the label of each bar's container, where there are any."""
    labels = {
        id(patch): str(container.get_label())
        for container in frame.axes.containers
        for patch in container
        if is_of(container, "BarContainer") and not str(container.get_label()).startswith("_")
    }
    found = [labels.get(id(patch), "") for patch in patches]
    return {"series": found} if len(set(found)) > 1 or any(found) else {}


def _tooltip(frame: Frame, columns: dict[str, Any]) -> list[dict[str, Any]]:
    """What a bar says of itself: its name, series and length where it has them, else its corners."""
    known = [name for name in ("series", "bar", "value") if name in columns]
    if known:
        types = {"value": "quantitative"}
        return [{"field": name, "type": types.get(name, "nominal")} for name in known]
    return [{"field": name, "type": getattr(frame, name[0]).type} for name in ("x", "x2", "y", "y2")]


def _outline(frame: Frame, patch: Artist) -> dict[str, Any]:
    width = frame.px(patch.get_linewidth()) if edge_of(patch).shows else 0
    dash = {"strokeDash": dash_of(frame, patch)} if dash_of(frame, patch)[1:] != [0] else {}
    return {"clip": bool(patch.get_clip_on()), "opacity": 1, "strokeWidth": width, **dash}


def _polygons(frame: Frame, patches: list[Artist]) -> Drawn | None:
    shapes: list[Any] = []
    owners: list[Artist] = []
    for patch in patches:
        parts = polygons_of(patch.get_path(), patch.get_transform(), frame)
        if len(parts) > 1 and face_of(patch).shows and _are_nested(parts):
            raise RefusedError(f"a {type(patch).__name__} with holes")
        shapes += parts
        owners += [patch] * len(parts)
    return polygon_layer(
        frame,
        shapes,
        named([str(patch.get_label()) for patch in owners], "shape"),
        [face_of(patch) for patch in owners],
        [edge_of(patch) for patch in owners],
        {**_outline(frame, patches[0]), "strokeJoin": str(patches[0].get_joinstyle())},
    )


def polygon_layer(
    frame: Frame,
    shapes: list[Any],
    series: Series,
    faces: list[Paint],
    edges: list[Paint],
    properties: dict[str, Any],
    table: str = "shapes",
) -> Drawn | None:
    """Shapes (each n × 2, in the frame's numbers) with a fill and an outline each; None where there is none."""
    import numpy as np

    if not shapes:
        return None
    x, y = frame.placed(np.concatenate(shapes), frame.axes.transData)
    columns = {**series.column([len(shape) for shape in shapes]), "x": x, "y": y}
    layer: dict[str, Any] = {"mark": {"type": "line", **properties}, "encoding": frame.xy()}
    as_given(layer)
    series.parted(layer)
    if any(face.shows for face in faces):
        series.paint(layer, "fill", faces)
    series.paint(layer, "stroke", edges)
    return Drawn(table, columns, (layer,))


def _are_nested(parts: list[Any]) -> bool:
    """Whether the boxes around two parts meet: then one may be a hole in the other."""
    boxes = [(*part.min(axis=0), *part.max(axis=0)) for part in parts]
    return any(
        one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
        for index, one in enumerate(boxes)
        for other in boxes[:index]
    )

"""What a picture shows: takes the SVG that Vega drew, gives its marks by the names of their groups.

Source: vega-scenegraph 5, src/SVGStringRenderer.js: a group of marks is `<g class="mark-KIND role-mark NAME">`, and the
first path of a view its frame.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple
from xml.etree import ElementTree

Look = Literal["drawn", "pointless", "flat", "unpainted", "hidden", "outside"]
"""Whether a mark is seen, and if not why.

`pointless`: a line that leads nowhere; `flat`: no width or no height; `unpainted`: neither filled nor stroked;
`hidden`: in the colour of the ground; `outside`: cut off by the frame.
"""

_CLASS = re.compile(r"mark-(?!group)(\w+) role-mark ?(\S*)")
_NUMBER = r"-?\d+\.?\d*(?:e-?\d+)?"
_POINT = re.compile(rf"({_NUMBER}),({_NUMBER})")
"""Corners, and what bends a curve between them."""
_BOX = re.compile(rf"M({_NUMBER}),({_NUMBER})h({_NUMBER})v({_NUMBER})h{_NUMBER}Z\Z")
_PLACE = re.compile(rf"translate\(({_NUMBER}),({_NUMBER})\)")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters of the user's texts that XML does not hold."""
_NOTHING = ("none", "transparent")


class Frame(NamedTuple):
    """The size of a view in px, and whether it cuts off what lies outside."""

    width: float = 0
    height: float = 0
    is_clip: bool = False


class Scene(NamedTuple):
    """For each group of marks, in order, its name and how each of its marks looks."""

    groups: tuple[tuple[str, tuple[Look, ...]], ...]


def scene_of(svg: str) -> Scene:
    """The marks in a picture. O(size of the picture)."""
    root = ElementTree.fromstring(_UNWRITABLE.sub("\ufffd", svg))
    ground = next((_color(child.get("fill")) for child in root if _tag(child) == "rect"), None)
    return Scene(tuple(_groups(root, Frame(), ground or "white")))


def _groups(element: ElementTree.Element, frame: Frame, ground: str) -> Iterator[tuple[str, tuple[Look, ...]]]:
    found = _CLASS.match(element.get("class", ""))
    if found:
        is_clip = frame.is_clip or "clip-path" in element.attrib
        looks: tuple[Look, ...] = tuple(
            _look(item, found[1], frame._replace(is_clip=is_clip), ground) for item in _items(element)
        )
        yield found[2], looks
        return
    for child in element:
        if child.get("class") == "background":
            box = _BOX.match(child.get("d", ""))
            if box and float(box[3]) and float(box[4]):
                frame = Frame(float(box[3]), float(box[4]))
        is_clip = frame.is_clip or "clip-path" in child.attrib
        yield from _groups(child, frame._replace(is_clip=is_clip), ground)


def _items(group: ElementTree.Element) -> Iterator[ElementTree.Element]:
    for child in group:
        if _tag(child) == "g" or _tag(child) == "a":
            yield from _items(child)
        else:
            yield child


def _look(item: ElementTree.Element, kind: str, frame: Frame, ground: str) -> Look:
    if _tag(item) == "text":
        return "drawn" if "".join(item.itertext()).strip() else "pointless"
    if _tag(item) != "path":
        return "drawn"
    shape = item.get("d", "")
    if not shape or "NaN" in shape or (kind in ("line", "trail") and len(set(_POINT.findall(shape))) < 2):
        return "pointless"
    if (kind == "rect" and _is_flat(shape)) or (kind == "symbol" and not any(map(float, re.findall(_NUMBER, shape)))):
        return "flat"
    if kind == "area" and _is_thin(shape):
        return "flat"
    return _painted(item, shape, frame, ground)


def _is_flat(shape: str) -> bool:
    box = _BOX.match(shape)
    return bool(box) and not (float(box[3]) and float(box[4]))


def _is_thin(shape: str) -> bool:
    points = _POINT.findall(shape)
    return any(len({point[axis] for point in points}) < 2 for axis in (0, 1))


def _painted(item: ElementTree.Element, shape: str, frame: Frame, ground: str) -> Look:
    fill, stroke = _color(item.get("fill")), _color(item.get("stroke"))
    paints = [paint for paint in (fill, stroke) if paint is not None]
    if not paints or (item.get("stroke-width") == "0" and fill is None):
        return "unpainted"
    if all(paint == ground for paint in paints):
        return "hidden"
    return "outside" if frame.is_clip and frame.width and _is_outside(item, shape, frame) else "drawn"


def _is_outside(item: ElementTree.Element, shape: str, frame: Frame) -> bool:
    """Whether no corner of a mark and no part of what they span lies in the frame."""
    place = _PLACE.match(item.get("transform", ""))
    left, top = (float(place[1]), float(place[2])) if place else (0.0, 0.0)
    box = _BOX.match(shape)
    points = [(float(x), float(y)) for x, y in _POINT.findall(shape)]
    if box:
        points.append((float(box[1]) + float(box[3]), float(box[2]) + float(box[4])))
    if place and not box:
        points = [(0.0, 0.0)]
    across = [left + x for x, _ in points]
    down = [top + y for _, y in points]
    return bool(points) and (max(across) < 0 or min(across) > frame.width or max(down) < 0 or min(down) > frame.height)


def _color(paint: str | None) -> str | None:
    """A paint that can be seen, one way to write white and black; None for none."""
    if paint is None or paint in _NOTHING:
        return None
    paint = paint.lower()
    return {"#fff": "white", "#ffffff": "white", "#000": "black", "#000000": "black"}.get(paint, paint)


def _tag(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]

"""Matplotlib's paths as a chart writes them: the shape of a marker as an SVG path, a patch as polygons."""

from __future__ import annotations

from typing import Any

from chartkit.media.matplotlib.artists import Artist
from chartkit.media.matplotlib.frame import Frame

_LETTERS = {1: "M", 2: "L", 3: "Q", 4: "C"}
_CLOSE = 79


def marker_shape(path: Artist, transform: Any = None) -> str:
    """A marker's path, whose unit is the marker's size, as the path of a Vega symbol, whose unit is half of it."""
    parts: list[str] = []
    for vertices, code in path.iter_segments(transform=transform, simplify=False, curves=True):
        if code == _CLOSE:
            parts.append("Z")
            continue
        pairs = zip(vertices[::2], vertices[1::2], strict=True)
        numbers = (f"{_short(2 * x)},{_short(-2 * y)}" for x, y in pairs)
        parts.append(_LETTERS[int(code)] + " ".join(numbers))
    return "".join(parts)


def polygons_of(path: Artist, transform: Any, frame: Frame) -> list[Any]:
    """The parts of a path in the frame's numbers, each n × 2; curves are followed to a fraction of a px."""
    if not len(path.vertices):
        return []
    if transform == frame.axes.transData and (path.codes is None or not {3, 4} & {*map(int, path.codes)}):
        return list(path.to_polygons(closed_only=False))
    return [frame.numbers(part, _AS_SHOWN) for part in path.transformed(transform).to_polygons(closed_only=False)]


class _Shown:
    """The transform of points that are on the screen already."""

    def transform(self, points: Any) -> Any:
        return points


_AS_SHOWN = _Shown()


def _short(number: float) -> str:
    return f"{float(number):.6g}"

"""The frame that an axes draws in: its size in px and its two scales."""

from __future__ import annotations

from typing import Any, NamedTuple

from chartkit.media.matplotlib.artists import Artist
from chartkit.media.matplotlib.scales import Scale, scale_of


class Frame(NamedTuple):
    """An axes with its plot area in px: `left` and `top` are its corner, from the figure's upper left one."""

    axes: Artist
    x: Scale
    y: Scale
    left: float
    top: float
    width: float
    height: float
    px_per_point: float

    def px(self, points: float) -> float:
        """A length in points as px of the figure."""
        return round(float(points) * self.px_per_point, 4)

    def numbers(self, vertices: Any, transform: Any) -> Any:
        """`vertices` (n × 2), which `transform` takes to the screen, in the numbers of the two axes."""
        import numpy as np

        if transform == self.axes.transData:
            return np.asarray(vertices, dtype=float)
        shown = transform.transform(np.asarray(vertices, dtype=float))
        return self.axes.transData.inverted().transform(shown)

    def placed(self, vertices: Any, transform: Any) -> tuple[Any, Any]:
        """`vertices` (n × 2) as the columns x and y of a chart, n each; a point without x has no y."""
        import numpy as np

        numbers = np.where(np.isfinite(found := self.numbers(vertices, transform)), found, np.nan)
        y = np.where(np.isfinite(numbers[:, 0]), numbers[:, 1], np.nan)
        return self.x.placed(numbers[:, 0]), self.y.placed(y)

    def inside(self, shown: Any) -> tuple[float, float]:
        """A point of the screen as px from the plot area's upper left corner."""
        box = self.axes.bbox
        return float(shown[0] - box.x0), float(box.y1 - shown[1])

    def channel(self, name: str, field: str) -> dict[str, Any]:
        """The position channel `name` ("x" or "y") that draws the column `field`."""
        scale = self.x if name == "x" else self.y
        placed = {"scale": scale.definition()} if scale.kind == "time" else {}  # as UTC times are written with a scale
        return {"field": field, "type": scale.type, **placed}

    def xy(self, x: str = "x", y: str = "y") -> dict[str, Any]:
        """The encoding of points by two columns."""
        return {"x": self.channel("x", x), "y": self.channel("y", y)}


def frame_of(axes: Artist) -> Frame:
    """The frame of an axes that has been laid out."""
    box, figure = axes.bbox, axes.get_figure(root=True)
    left, top = float(box.x0), float(figure.bbox.height - box.y1)
    width, height = round(float(box.width), 4), round(float(box.height), 4)
    return Frame(axes, scale_of(axes.xaxis), scale_of(axes.yaxis), left, top, width, height, figure.dpi / 72)

"""Areas (`fill_between`, `stackplot`): takes polygons that run along an axis and back, gives an area layer."""

from __future__ import annotations

from typing import Any

from chartkit.media.matplotlib.artists import Artist
from chartkit.media.matplotlib.colors import NO_PAINT, paint_of_rgba
from chartkit.media.matplotlib.drawn import Drawn, named
from chartkit.media.matplotlib.frame import Frame


def area_of(frame: Frame, collection: Artist) -> Drawn | None:
    """The area between two curves over the same x, or None where the polygons are no such thing."""
    import numpy as np

    if not is_between_curves(collection):
        return None
    regions = [found for path in collection.get_paths() if (found := _curves(path.vertices)) is not None]
    if not regions or len(regions) != len(collection.get_paths()):
        return None
    series = named(["" for _ in regions], "part")
    rows = np.concatenate(regions)
    x, y = frame.placed(rows[:, :2], collection.get_transform())
    _, y2 = frame.placed(rows[:, ::2], collection.get_transform())
    columns = {**series.column([len(region) for region in regions]), "x": x, "y": y, "y2": y2}
    faces, edges = collection.get_facecolor(), collection.get_edgecolor()
    fill = paint_of_rgba(faces[0]) if len(faces) else NO_PAINT
    edge = paint_of_rgba(edges[0]) if len(edges) else NO_PAINT
    if edge.shows and np.any(collection.get_linewidth()):
        return None  # the outline of an area would not go along its sides
    mark = {
        "type": "area",
        "orient": "vertical",
        "clip": bool(collection.get_clip_on()),
        **fill.within("fill"),
        "opacity": 1,
    }
    layer: dict[str, Any] = {"mark": mark, "encoding": {**frame.xy(), "y2": {"field": "y2"}}}
    layer["encoding"]["y"]["stack"] = None
    series.parted(layer)
    return Drawn("areas", columns, (layer,))


def is_between_curves(collection: Artist) -> bool:
    """Whether `fill_between` made the collection; its sideways sister and other polygons are not areas over x."""
    return getattr(collection, "t_direction", None) == "x"


def _curves(vertices: Any) -> Any:
    """Of a polygon that runs along one curve and back on the other, n rows × (x, one y, the other y).

    Its vertices are a start, n along the one, an end, n back on the other, the start again.
    """
    import numpy as np

    n_points = (len(vertices) - 3) // 2
    if n_points < 1 or len(vertices) != 2 * n_points + 3:
        return None
    there, back = vertices[1 : n_points + 1], vertices[n_points + 2 : 2 * n_points + 2][::-1]
    is_over_same = (there[:, 0] == back[:, 0]).all() and (np.diff(there[:, 0]) >= 0).all()
    starts_flat = (vertices[0] == back[0]).all() and (vertices[n_points + 1] == there[-1]).all()
    starts_flat |= (vertices[0] == back[0]).all() and (vertices[n_points + 1] == back[-1]).all()
    return np.column_stack([there, back[:, 1]]) if is_over_same and starts_flat else None

"""Collections (`scatter`, `fill_between`, error bars, `vlines`, `pcolormesh`): takes artists, gives their layers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from chartkit.media.matplotlib.areas import area_of
from chartkit.media.matplotlib.arrays import filled
from chartkit.media.matplotlib.artists import Artist, RefusedError, called, is_of
from chartkit.media.matplotlib.colormaps import colored_by_row
from chartkit.media.matplotlib.colors import NO_PAINT, Paint, paint_of_rgba
from chartkit.media.matplotlib.drawn import Drawn, as_given, by_row, named, painted_by_row
from chartkit.media.matplotlib.frame import Frame
from chartkit.media.matplotlib.outlines import marker_shape, polygons_of
from chartkit.media.matplotlib.patches import polygon_layer

_MOST_CELLS = 50_000


def read_collections(frame: Frame, collections: Sequence[Artist]) -> Iterator[Drawn]:
    """Each collection has a table of its own."""
    for collection in collections:
        drawn = _read(frame, collection)
        if drawn is not None:
            yield drawn


def _read(frame: Frame, collection: Artist) -> Drawn | None:
    if is_of(collection, "PathCollection"):
        return _points(frame, collection)
    if is_of(collection, "LineCollection"):
        return _segments(frame, collection)
    if is_of(collection, "QuadMesh"):
        return _cells(frame, collection)
    if is_of(collection, "FillBetweenPolyCollection", "PolyCollection") and not is_of(collection, "Quiver", "Barbs"):
        return _fills(frame, collection)
    raise RefusedError(called(collection))


def paints_of(rgba: Any, n_items: int) -> list[Paint]:
    """The colours of a collection's items, which take turns where there are fewer."""
    found = [paint_of_rgba(color) for color in rgba]
    return [found[index % len(found)] for index in range(n_items)] if found else [NO_PAINT] * n_items


def _points(frame: Frame, collection: Artist) -> Drawn | None:
    import numpy as np

    offsets = filled(collection.get_offsets())
    paths, sizes = collection.get_paths(), np.asarray(collection.get_sizes(), dtype=float)
    if len(paths) != 1:
        raise RefusedError("a scatter of several markers")
    if not len(offsets):
        return None
    x, y = frame.placed(offsets, collection.get_offset_transform())
    columns: dict[str, Any] = {"x": x, "y": y}
    mark = {"type": "point", "shape": _shape(paths[0]), "opacity": 1, "clip": bool(collection.get_clip_on())}
    layer: dict[str, Any] = {"mark": {**mark, "tooltip": True}, "encoding": frame.xy()}
    by_row(layer, columns, "size", [round(float(size) * frame.px_per_point**2, 4) for size in _turns(sizes, len(x))])
    _colored(frame, collection, layer, columns, len(x))
    return Drawn("points", columns, (layer,))


def _colored(frame: Frame, collection: Artist, layer: dict[str, Any], columns: dict[str, Any], n_rows: int) -> None:
    """Give the rows of a collection their fills, outlines and widths."""
    faces, edges = collection.get_facecolor(), collection.get_edgecolor()
    widths = [frame.px(width) for width in _turns(collection.get_linewidth(), n_rows)]
    is_mapped = collection.get_array() is not None
    if is_mapped and len(faces):
        colored_by_row(frame, collection, layer, columns, "fill")
    else:
        painted_by_row(layer, columns, "fill", paints_of(faces, n_rows))
    if is_mapped and not len(faces):
        colored_by_row(frame, collection, layer, columns, "stroke")
    else:
        painted_by_row(layer, columns, "stroke", paints_of(edges, n_rows))
    by_row(layer, columns, "strokeWidth", widths if len(edges) else [0] * n_rows)


def _shape(path: Artist) -> str:
    """A marker by its name where Vega has it, else its path."""
    from matplotlib.markers import MarkerStyle

    for name, shape in (("o", "circle"), ("s", "square")):
        style = MarkerStyle(name)
        known: Any = style.get_path().transformed(style.get_transform()).vertices
        if known.shape == path.vertices.shape and abs(known - path.vertices).max() < 1e-9:
            return shape
    return marker_shape(path)


def _turns(values: Any, n_items: int) -> list[Any]:
    import numpy as np

    given = np.atleast_1d(values).tolist()
    return [given[index % len(given)] for index in range(n_items)] if given else [0] * n_items


def _segments(frame: Frame, collection: Artist) -> Drawn | None:
    import numpy as np

    pieces = [path.vertices for path in collection.get_paths() if len(path.vertices)]
    if not pieces:
        return None
    transform, n_pieces = collection.get_transform(), len(pieces)
    columns: dict[str, Any] = {}
    mark: dict[str, Any] = {"type": "rule", "clip": bool(collection.get_clip_on())}
    if all(len(piece) == 2 for piece in pieces):
        ends = np.array(pieces)
        for number, name in enumerate(("", "2")):
            columns[f"x{name}"], columns[f"y{name}"] = frame.placed(ends[:, number], transform)
        layer: dict[str, Any] = {"mark": mark, "encoding": {**frame.xy(), "x2": {"field": "x2"}, "y2": {"field": "y2"}}}
        lengths = [1] * n_pieces
    else:
        lengths = [len(piece) for piece in pieces]
        x, y = frame.placed(np.concatenate(pieces), transform)
        columns = {"series": [f"line {at + 1}" for at, n in enumerate(lengths) for _ in range(n)], "x": x, "y": y}
        layer = {"mark": {**mark, "type": "line"}, "encoding": frame.xy()}
        as_given(layer)
        layer["encoding"]["detail"] = {"field": "series", "type": "nominal"}
    dashes = [pattern[1] or () for pattern in collection.get_linestyle()]
    if len({tuple(dash) for dash in dashes}) > 1:
        raise RefusedError("segments of several dashes")
    if dashes and dashes[0]:
        layer["mark"]["strokeDash"] = [frame.px(length) for length in dashes[0]]
    if collection.get_array() is not None and lengths == [1] * n_pieces:
        colored_by_row(frame, collection, layer, columns, "stroke")
    else:
        painted_by_row(layer, columns, "stroke", _repeated(paints_of(collection.get_edgecolor(), n_pieces), lengths))
    widths = [frame.px(width) for width in _turns(collection.get_linewidth(), n_pieces)]
    by_row(layer, columns, "strokeWidth", _repeated(widths, lengths))
    return Drawn("lines" if layer["mark"]["type"] == "line" else "rules", columns, (layer,))


def _repeated(values: list[Any], lengths: list[int]) -> list[Any]:
    return [value for value, length in zip(values, lengths, strict=True) for _ in range(length)]


def _fills(frame: Frame, collection: Artist) -> Drawn | None:
    import numpy as np

    if len(collection.get_offsets()) > 1 or np.any(collection.get_offsets()):
        raise RefusedError("polygons that stand at several places")
    faces, edges = collection.get_facecolor(), collection.get_edgecolor()
    area = area_of(frame, collection) if len(faces) <= 1 and len(edges) <= 1 else None
    if area is not None:
        return area
    shapes: list[Any] = []
    owners: list[int] = []
    for index, path in enumerate(collection.get_paths()):
        parts = polygons_of(path, collection.get_transform(), frame)
        shapes += parts
        owners += [index] * len(parts)
    n_paths = len(collection.get_paths())
    widths = {*map(frame.px, _turns(collection.get_linewidth(), n_paths))} if len(edges) else {0}
    if len(widths) > 1:
        raise RefusedError("polygons with outlines of several widths")
    fills, outlines = paints_of(faces, n_paths), paints_of(edges, n_paths)
    return polygon_layer(
        frame,
        shapes,
        named([str(collection.get_label())] * len(shapes), "shape"),
        [fills[index] for index in owners],
        [outlines[index] for index in owners],
        {"opacity": 1, "strokeWidth": widths.pop() if widths else 0, "clip": bool(collection.get_clip_on())},
    )


def _cells(frame: Frame, collection: Artist) -> Drawn | None:
    """A mesh of upright rectangles (`pcolormesh`, `hist2d`)."""
    import numpy as np

    corners = np.asarray(collection.get_coordinates(), dtype=float)
    across, up = corners[0, :, 0], corners[:, 0, 1]
    is_upright = (corners[..., 0] == across).all() and (corners[..., 1] == up[:, None]).all()
    n_rows, n_columns = len(up) - 1, len(across) - 1
    if not is_upright or n_rows * n_columns > _MOST_CELLS or len(collection.get_edgecolor()):
        raise RefusedError("a mesh (pcolormesh) that is slanted, has edges or more than 50,000 cells")
    low = np.array([(x, y) for y in up[:-1] for x in across[:-1]])
    high = np.array([(x, y) for y in up[1:] for x in across[1:]])
    columns: dict[str, Any] = {}
    columns["x"], columns["y"] = frame.placed(low, collection.get_transform())
    columns["x2"], columns["y2"] = frame.placed(high, collection.get_transform())
    layer: dict[str, Any] = {
        "mark": {"type": "rect", "opacity": 1, "strokeWidth": 0, "clip": True, "tooltip": True},
        "encoding": {**frame.xy(), "x2": {"field": "x2"}, "y2": {"field": "y2"}},
    }
    colored_by_row(frame, collection, layer, columns, "fill")
    return Drawn("cells", columns, (layer,))

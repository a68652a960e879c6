"""The columns of a composed chart: takes a spec and its place, gives it in as many columns as make views largest.

A number of columns that the author wrote stays.
"""

from __future__ import annotations

from math import ceil
from typing import Any, NamedTuple

from chartkit.compiler.layout import WIDTH_PX, layout_of
from chartkit.diagnostics import JsonPath

_AROUND_PX = 110
"""What axes, titles and a legend take beside the plots."""
_LEAST_PX = 40
_READABLE_PX, _READABLE_SHARE = 140, 0.6
"""A view that is smaller than both, the second of its own size, cannot be read; what does not fit is scrolled."""
_GAP_PX = 20
_USUAL_PX = 300


class Room(NamedTuple):
    """The place of a picture on the page."""

    width_px: int = 480
    height_px: int = 320


USUAL_ROOM = Room()


def in_best_columns(spec: dict[str, Any], room: Room, n_runs: int) -> dict[str, Any]:
    """The spec with the columns of its facets and concatenations where their number was left open.

    A facet by a field that the spec computes is taken to be by run.
    """
    layout = layout_of(spec, WIDTH_PX, False, None)
    wraps = [(wrap.path, wrap.n_cells) for wrap in layout.wraps]
    if not wraps and n_runs > 1 and "field" in spec.get("facet", ()) and "columns" not in spec:
        wraps = [(("columns",), n_runs)]
    made = spec
    for path, n_cells in wraps:
        inside = [place for place in layout.places if place.path[: len(path) - 1] == path[:-1]]
        width = max((_number(place.width) for place in inside), default=_USUAL_PX)
        height = max((_number(place.height) for place in inside), default=_USUAL_PX)
        made = _with(made, path, _best(n_cells, width, height, room))
    return made


def _best(n_cells: int, width: float, height: float, room: Room) -> int:
    """How many columns let cells of this size grow largest; where all would be too small, as many as can be read."""
    across, down = max(_LEAST_PX, room.width_px - _AROUND_PX), max(_LEAST_PX, room.height_px - _AROUND_PX)

    def scale(n_columns: int) -> float:
        n_rows = ceil(n_cells / n_columns)
        return min(across / (n_columns * (width + _GAP_PX)), down / (n_rows * (height + _GAP_PX)))

    largest = max(range(1, n_cells + 1), key=scale)
    readable_px = min(_READABLE_PX, _READABLE_SHARE * max(width, height))
    if scale(largest) * max(width, height) >= readable_px:
        return largest
    return max(1, min(n_cells, int(across // (readable_px + _GAP_PX))))


def _number(size: Any) -> float:
    return float(size) if isinstance(size, int | float) else _USUAL_PX


def _with(value: Any, path: JsonPath, n_columns: int) -> Any:
    step, *rest = path
    if not rest:
        return {**value, step: n_columns}
    if isinstance(step, int):
        return [*value[:step], _with(value[step], tuple(rest), n_columns), *value[step + 1 :]]
    return {**value, step: _with(value[step], tuple(rest), n_columns)}

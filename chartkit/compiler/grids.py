"""How many views a composed view sets side by side, and how many below each other: takes a facet, repeat or
concatenation with its rows, gives its grid.

Source: Vega-Lite 6.4, the pages "Facet", "Repeat", "Concat".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import ceil, inf
from typing import Any, NamedTuple

from chartkit.schema.json_types import is_list, is_object

SPACING_PX = 20
LEAST_CELL_PX = 200
"""Narrower columns become fewer ones, where the author left their number open."""
_GUESSED_CELLS = 3
"""Cells of a facet over a field that the browser computes: nobody knows their number before drawing."""


class Grid(NamedTuple):
    """`n_columns` × `n_rows` cells `column_gap` and `row_gap` px apart; `n_cells` where their columns are left open."""

    n_columns: int
    n_rows: int
    column_gap: float = SPACING_PX
    row_gap: float = SPACING_PX
    n_cells: int | None = None

    def cell(self, width: float, height: float) -> tuple[float, float]:
        """The size of one of its cells, when all of it is `width` × `height` px."""
        across = (width - self.column_gap * (self.n_columns - 1)) / self.n_columns
        return across, (height - self.row_gap * (self.n_rows - 1)) / self.n_rows


def grid_of(view: Mapping[str, Any], rows: Iterable[Any], width: float) -> Grid:
    """The grid of a facet, repeat, or view with facet channels, whose table has `rows`, in a place `width` px wide.

    Columns that the author left open are as many as fit, in an infinite width all in one row, as Vega-Lite sets them.
    """
    repeat = view.get("repeat")
    parts = repeat or view.get("facet") or _facet_channels(view)
    gaps = _gaps(view.get("spacing"))
    if is_list(parts):
        return _wrapped(len(parts), view.get("columns"), width, gaps)
    if "row" in parts or "column" in parts or "layer" in parts:
        across, down = (_n_cells(parts.get(key), rows, bool(repeat)) for key in ("column", "row"))
        return Grid(across, down, *gaps)
    whole = parts.get("facet", parts)
    columns = view.get("columns", whole.get("columns"))
    return _wrapped(
        _n_cells(whole, rows, is_repeat=False), columns, width, _gaps(view.get("spacing", whole.get("spacing")))
    )


def concat_grid(n_views: int, columns: Any, width: float, spacing: Any) -> Grid:
    """The grid of a `concat` of `n_views`."""
    return _wrapped(n_views, columns, width, _gaps(spacing))


def _wrapped(n_cells: int, columns: Any, width: float, gaps: tuple[float, float]) -> Grid:
    if isinstance(columns, int) and columns > 0:
        across = min(n_cells, columns)
    else:
        across = n_cells if width == inf else max(1, min(n_cells, int((width + gaps[0]) // (LEAST_CELL_PX + gaps[0]))))
    is_open = not isinstance(columns, int) and width != inf
    return Grid(across, ceil(n_cells / across), *gaps, n_cells if is_open else None)


def _facet_channels(view: Mapping[str, Any]) -> Mapping[str, Any]:
    encoding = view.get("encoding", {})
    return {key: encoding[key] for key in ("row", "column", "facet") if key in encoding}


def _n_cells(part: Any, rows: Iterable[Any], is_repeat: bool) -> int:
    """How many cells a field gives, counted in the rows; a guess for one that the browser computes."""
    if part is None:
        return 1
    if is_repeat:
        return max(1, len(part)) if is_list(part) else 1
    field = part.get("field") if is_object(part) else None
    if not isinstance(field, str) or part.get("bin") or part.get("timeUnit"):
        return _GUESSED_CELLS
    values = {str(row[field]) for row in rows if is_object(row) and field in row}
    return len(values) or _GUESSED_CELLS


def _gaps(spacing: Any) -> tuple[float, float]:
    if is_object(spacing):
        across, down = (spacing.get(key, SPACING_PX) for key in ("column", "row"))
        return _px(across), _px(down)
    return _px(spacing), _px(spacing)


def _px(value: Any) -> float:
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else SPACING_PX

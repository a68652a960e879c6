"""Subplots: takes a figure that has been drawn, gives the view of its only plot or a concatenation of them.

A grid of plots is one `concat` whose gaps are the figure's; other arrangements are cut into columns and rows.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from chartkit.media.matplotlib.artists import Artist, RefusedError, is_of
from chartkit.media.matplotlib.tables import Tables
from chartkit.media.matplotlib.views import view_spec

_SLACK_PX = 1.0
_Side = Callable[["_Cell"], float]


class _Cell(NamedTuple):
    """Axes at one place, and that place in px from the figure's lower left corner."""

    axes: tuple[Artist, ...]
    left: float
    bottom: float
    right: float
    top: float


_CUTS: tuple[tuple[str, _Side, _Side, bool], ...] = (
    ("hconcat", lambda cell: cell.left, lambda cell: cell.right, False),
    ("vconcat", lambda cell: cell.bottom, lambda cell: cell.top, True),
)


def arranged(figure: Artist, tables: Tables) -> dict[str, Any]:
    """The figure's axes as a view or a concatenation. Raises `RefusedError`."""
    cells = _cells(figure)
    legends = list(figure.legends)
    if len(cells) == 1:
        return view_spec(cells[0].axes, tables, legends)
    specs = {cell: view_spec(cell.axes, tables, legends if index == 0 else ()) for index, cell in enumerate(cells)}
    return _grid(cells, specs) or _cut(cells, specs)


def _cells(figure: Artist) -> list[_Cell]:
    found: list[_Cell] = []
    for axes in figure.axes:
        if not axes.get_visible() or _is_colorbar(axes):
            continue
        _check_axes(axes)
        box = axes.bbox
        place = tuple(float(part) for part in (box.x0, box.y0, box.x1, box.y1))
        for index, cell in enumerate(found):
            if all(abs(one - other) < _SLACK_PX for one, other in zip(cell[1:], place, strict=True)):
                found[index] = cell._replace(axes=tuple(sorted((*cell.axes, axes), key=lambda one: one.get_zorder())))
                break
        else:
            found.append(_Cell((axes,), *place))
    return found


def _check_axes(axes: Artist) -> None:
    if axes.name != "rectilinear":
        raise RefusedError(f"axes of the kind {axes.name!r}")
    if any(is_of(child, "Axes") for child in axes.child_axes):
        kinds = [type(child).__name__ for child in axes.child_axes]
        raise RefusedError("a secondary axis" if "SecondaryAxis" in kinds else "an inset")


def _is_colorbar(axes: Artist) -> bool:
    return getattr(axes, "_colorbar", None) is not None


def _grid(cells: list[_Cell], specs: dict[_Cell, dict[str, Any]]) -> dict[str, Any] | None:
    """The cells as one grid of equal gaps, every place taken; None for any other arrangement."""
    ordered = sorted(cells, key=lambda cell: (-round(cell.top), cell.left))
    lefts, tops = _distinct([cell.left for cell in cells]), _distinct([cell.top for cell in cells])
    rights, bottoms = _distinct([cell.right for cell in cells]), _distinct([cell.bottom for cell in cells])
    n_columns, n_rows = len(lefts), len(tops)
    if n_columns * n_rows != len(cells) or len(rights) != n_columns or len(bottoms) != n_rows:
        return None
    across = [left - right for left, right in zip(lefts[1:], rights, strict=False)]
    down = [bottom - top for bottom, top in zip(bottoms[1:], tops, strict=False)]
    if _spread(across) > _SLACK_PX or _spread(down) > _SLACK_PX or min((*across, *down)) < 0:
        return None
    spacing = {"column": round(across[0], 2) if across else 0, "row": round(down[0], 2) if down else 0}
    flush = {"bounds": "flush", "spacing": spacing, "columns": n_columns}
    return {"concat": [specs[cell] for cell in ordered], **flush}


def _cut(cells: list[_Cell], specs: dict[_Cell, dict[str, Any]]) -> dict[str, Any]:
    """The cells cut into columns, else into rows, and these again."""
    if len(cells) == 1:
        return specs[cells[0]]
    for key, low, high, is_backward in _CUTS:
        parts = _parts(cells, low, high)
        if len(parts) > 1:
            ordered = parts[::-1] if is_backward else parts
            return {
                key: [_grid(part, specs) or _cut(part, specs) if len(part) > 1 else specs[part[0]] for part in ordered]
            }
    raise RefusedError("axes that lie over each other")


def _parts(cells: list[_Cell], low: _Side, high: _Side) -> list[list[_Cell]]:
    """The cells parted where a straight cut meets none of them; `low` and `high` are the sides it lies between."""
    parts: list[list[_Cell]] = []
    reach = float("-inf")
    for cell in sorted(cells, key=low):
        if low(cell) >= reach - _SLACK_PX or not parts:
            parts.append([])
        parts[-1].append(cell)
        reach = max(reach, high(cell))
    return parts


def _distinct(values: Sequence[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _SLACK_PX:
            found.append(value)
    return found


def _spread(values: Sequence[float]) -> float:
    return max(values) - min(values) if values else 0.0

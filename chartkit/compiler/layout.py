"""The sizes of the views of a composed chart: takes a facet, repeat or concatenation and the size of the whole, gives
each view its share.

A concatenation's width is shared by its views, a facet's or repeat's by its columns; layers are one view. Sizes are
those of the plots: axes, titles and legends come on top.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import inf
from typing import Any, NamedTuple, cast

from chartkit.compiler.channels import FACETS
from chartkit.compiler.grids import Grid, concat_grid, grid_of
from chartkit.diagnostics import JsonPath
from chartkit.schema.json_types import is_list, is_object

WIDTH_PX = 600
"""The width of a chart where nobody gave one."""
ROW_PX, ROWS_PX = 300, 200
"""The height of a view where nobody gave one: alone in its column, or below others."""
LEAST_PX = 80
"""No view gets narrower or lower, or its axes have no room."""


class Place(NamedTuple):
    """A view at `path` with the size it gets; `share` is its part of the whole's width, None where it keeps its own."""

    path: JsonPath
    width: Any
    height: Any
    share: float | None


class Wrap(NamedTuple):
    """The place of a `columns` that the author left open, over `n_cells` cells; `n_columns` is what fits."""

    path: JsonPath
    n_cells: int
    n_columns: int


class Layout(NamedTuple):
    """Every view that is drawn in one frame, and the `columns` that are still to be chosen."""

    places: tuple[Place, ...]
    wraps: tuple[Wrap, ...]


def is_composed(spec: Mapping[str, Any]) -> bool:
    """Whether a spec sets several frames beside each other."""
    encoding = spec.get("encoding")
    is_faceted = is_object(encoding) and any(channel in encoding for channel in FACETS)
    return is_faceted or any(key in spec for key in ("facet", "repeat", "hconcat", "vconcat", "concat"))


def layout_of(spec: Mapping[str, Any], width: float, asked_width: bool, height: float | None) -> Layout:
    """Where each view of a composed spec stands, and how large it is drawn.

    The whole is `width` px wide; `asked_width` says that views then give up sizes of their own, in proportion.
    `height` is that of the whole, None for each view's own.
    """
    found = _Arranger(spec, asked_width)
    found.view(spec, _Space((), width, height, 1.0, ROW_PX, ()))
    return Layout(tuple(found.places), tuple(found.wraps))


class _Space(NamedTuple):
    """What a view is given by the one around it."""

    path: JsonPath
    width: float
    height: float | None
    """None for the view's own."""
    share: float
    """The part of the whole's width."""
    row_px: float
    """The height of a view that has none."""
    rows: Iterable[Any]
    """Those of the data around the view, as far as the spec holds them."""

    def within(self, *path: str | int) -> _Space:
        """The same for a part at `path`."""
        return self._replace(path=(*self.path, *path))

    def cell(self, grid: Grid, row_px: float) -> _Space:
        """The space of one cell; `row_px` is for a grid of one row."""
        across, down = grid.cell(self.width, self.height or 0)
        return self._replace(
            width=across,
            height=down if self.height else None,
            share=self.share / grid.n_columns,
            row_px=row_px if grid.n_rows == 1 else ROWS_PX,
        )


class _Arranger:
    """One walk down a composed spec."""

    def __init__(self, spec: Mapping[str, Any], asked_width: bool) -> None:
        self.datasets: Mapping[str, Any] = spec.get("datasets", {})
        self.asked_width = asked_width
        self.places: list[Place] = []
        self.wraps: list[Wrap] = []

    def view(self, view: Mapping[str, Any], space: _Space) -> None:
        space = space._replace(rows=self.rows(view, space.rows))
        if "hconcat" in view:
            self.beside(view, space)
        elif "vconcat" in view:
            self.below(view, space)
        elif "concat" in view:
            views = cast("list[Mapping[str, Any]]", view["concat"])
            room = self.room(views[0], space.width)
            grid = concat_grid(len(views), view.get("columns"), room, view.get("spacing"))
            self.wrapped(grid, space.path)
            for index, child in enumerate(views):
                self.view(child, space.cell(grid, ROW_PX).within("concat", index))
        elif "spec" in view:
            grid = grid_of(view, space.rows, self.room(view["spec"], space.width))
            self.wrapped(grid, space.path)
            self.view(view["spec"], space.cell(grid, ROW_PX).within("spec"))
        elif is_composed(view):
            grid = grid_of(view, space.rows, self.room(view, space.width))
            self.wrapped(grid, (*space.path, "encoding", "facet"))
            self.frame(view, space.cell(grid, space.row_px))
        else:
            self.frame(view, space)

    def wrapped(self, grid: Grid, path: JsonPath) -> None:
        if grid.n_cells is not None and grid.n_cells > 1:
            self.wraps.append(Wrap((*path, "columns"), grid.n_cells, grid.n_columns))

    def beside(self, view: Mapping[str, Any], space: _Space) -> None:
        views = cast("list[Mapping[str, Any]]", view["hconcat"])
        grid = Grid(len(views), 1, *_gaps_of(view))
        free = space.width - grid.column_gap * (len(views) - 1)
        own = [_own(child, "width") for child in views]
        widths = _left_over(free if not self.asked_width else WIDTH_PX, own)
        if self.asked_width:
            widths = _in_proportion(free, widths)
        total = sum(each for child, each in zip(views, widths, strict=True) if not self.keeps(child)) or 1
        for index, (child, each) in enumerate(zip(views, widths, strict=True)):
            self.view(child, space._replace(width=each, share=space.share * each / total).within("hconcat", index))

    def below(self, view: Mapping[str, Any], space: _Space) -> None:
        views = cast("list[Mapping[str, Any]]", view["vconcat"])
        free = None if space.height is None else space.height - _gaps_of(view)[1] * (len(views) - 1)
        own = [_own(each, "height") or ROWS_PX for each in views]
        heights = [None] * len(views) if free is None else _in_proportion(free, own)
        for index, (child, each) in enumerate(zip(views, heights, strict=True)):
            self.view(child, space._replace(height=each, row_px=ROWS_PX).within("vconcat", index))

    def frame(self, view: Mapping[str, Any], space: _Space) -> None:
        own_width, own_height = (_kept(view.get(key)) for key in ("width", "height"))
        keeps = self.keeps(view)
        across = own_width if keeps else max(LEAST_PX, round(space.width))
        down = max(LEAST_PX, round(space.height)) if space.height is not None else own_height or space.row_px
        self.places.append(Place(space.path, across, down, None if keeps else space.share))

    def keeps(self, view: Mapping[str, Any]) -> bool:
        """Whether a view is as wide as its author says."""
        return not self.asked_width and _kept(view.get("width")) is not None

    def room(self, view: Mapping[str, Any], width: float) -> float:
        """The width in which columns are counted out: that of the whole, any for views as wide as their author says."""
        return inf if self.keeps(view) else width

    def rows(self, view: Mapping[str, Any], inherited: Iterable[Any]) -> Iterable[Any]:
        """The rows that a view draws, as far as the spec holds them."""
        if "data" not in view:
            return inherited
        data: Any = view["data"]
        if not is_object(data):
            return ()
        found = data["values"] if "values" in data else self.datasets.get(str(data.get("name")))
        return found if is_list(found) else ()


def _gaps_of(view: Mapping[str, Any]) -> tuple[float, float]:
    grid = concat_grid(1, None, 1, view.get("spacing"))
    return grid.column_gap, grid.row_gap


def _kept(size: Any) -> Any:
    """A size that its author gave: px or a step; `container` is none in a composed chart."""
    return None if size == "container" else size


def _own(view: Mapping[str, Any], key: str) -> float | None:
    size = view.get(key)
    return size if isinstance(size, (int, float)) and not is_composed(view) else None


def _left_over(whole: float, own: list[float | None]) -> list[float]:
    """The views' own sizes, and for those without one what these leave over of `whole` px."""
    known = [size for size in own if size is not None]
    n_open = len(own) - len(known)
    rest = (whole - sum(known)) / n_open if n_open else 0
    return [size if size is not None else max(LEAST_PX, rest) for size in own]


def _in_proportion(whole: float, sizes: list[float]) -> list[float]:
    """`whole` px shared as `sizes` are."""
    return [whole * size / sum(sizes) for size in sizes]

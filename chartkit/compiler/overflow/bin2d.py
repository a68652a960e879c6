"""A scatter as counts in cells: takes n points, gives a rectangle per cell of about four pixels that holds points.

The scales stay those of the points: their domains are written out, so that every cell stands where its points stood.
The counting runs in the engine.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.compiler.overflow.overflowed import NotOffered
from chartkit.compiler.overflow.scales import PixelScale, pixel_scale
from chartkit.compiler.overflow.scatter_views import ScatterView
from chartkit.data.engines.batches import batches
from chartkit.data.engines.failures import failures_of

if TYPE_CHECKING:
    import polars as pl

    from chartkit.data.frame import Frame

CELL_PX = 4
COUNT = "__count"
_CELL = "__cell"
"""The number of a cell: those of one row follow each other."""
_BATCH = 1 << 18
"""Points that are counted at a time."""


class Binned(NamedTuple):
    """The cells, what of the unit's spec draws them, and how many points they hold of the `n_in`."""

    rows: pl.DataFrame
    changes: Mapping[str, Any]
    n_in: int


class _Axis(NamedTuple):
    """One direction: its scale counted in cells instead of pixels."""

    name: str
    field: str
    is_time: bool
    scale: PixelScale

    @property
    def n_cells(self) -> int:
        return math.ceil(self.scale.width_px)


def bin2d(frame: Frame, view: ScatterView, size_px: tuple[float, float]) -> Binned:
    """Cells with points, by row of cells; rows without x or y are counted in `n_in` alone. One pass for the extents.

    Raises: NotOffered.
    """
    import narwhals as nw

    fields = {"x": view.x, "y": view.y}
    values = {name: _value(frame, field) for name, field in fields.items()}
    points = frame.lazy.select(**{f"__{name}": value for name, value in values.items()})
    both = points.filter(~nw.col("__x").is_null() & ~nw.col("__y").is_null())
    ends = both.select(
        **{f"{end}_{name}": getattr(nw.col(f"__{name}"), end)() for name in fields for end in ("min", "max")}
    )
    found = _collected(ends, frame).row(0, named=True)
    if found["min_x"] is None:
        raise NotOffered("no row has both x and y")
    axes = [
        _axis(view, name, frame.kinds[fields[name]] == "time", (found[f"min_{name}"], found[f"max_{name}"]), pixels)
        for name, pixels in zip(fields, size_px, strict=True)
    ]
    x, y = axes
    cells = both.select((_place(y) * float(x.n_cells) + _place(x)).cast(nw.Int64).alias(_CELL))
    counted = _counted(cells, x.n_cells * y.n_cells, frame)
    n_in = int(_collected(points.select(n=nw.len()), frame).item())
    rows = counted.select(*_edges(axes), COUNT)
    return Binned(rows, _changes(view, axes), n_in)


def _counted(cells: Any, n_cells: int, frame: Frame) -> pl.DataFrame:
    """How many points each cell holds that holds any, in the order of the cells.

    Polars hands the numbers over, which are indices already and are counted without hashing.
    """
    import narwhals as nw
    import numpy as np
    import polars as pl

    if frame.engine != "polars":
        return _collected(cells.group_by(_CELL).agg(**{COUNT: nw.len()}), frame).sort(_CELL)
    counts = np.zeros(n_cells, dtype=np.intp)
    for batch in batches(cells.to_native(), _BATCH):
        counts += np.bincount(batch[_CELL].to_numpy(), minlength=n_cells)
    held = np.flatnonzero(counts)
    return pl.DataFrame({_CELL: held, COUNT: pl.Series(counts[held], dtype=pl.UInt32)})


def _value(frame: Frame, field: str) -> Any:
    """Numbers, or the milliseconds of times."""
    import narwhals as nw

    column = nw.col(field)
    if frame.kinds[field] == "time":
        return column.dt.timestamp("us").cast(nw.Float64()) / 1000
    return column.cast(nw.Float64())


def _axis(view: ScatterView, name: str, is_time: bool, extent: tuple[float, float], size_px: float) -> _Axis:
    channel = view.encoding[name]
    given = channel.get("scale", {})
    if scale_is_linear_from_zero(channel):
        channel = {**channel, "scale": {**given, "zero": given.get("zero", True)}}
    scale = pixel_scale(channel, name, extent, max(1, round(size_px / CELL_PX)))
    scale.require_inside(extent, is_clipped=False)
    return _Axis(name, str(channel["field"]), is_time, scale._replace(is_reversed=False))


def scale_is_linear_from_zero(channel: Mapping[str, Any]) -> bool:
    """Whether Vega-Lite takes zero into the domain of a point's position unless told not to."""
    scale = channel.get("scale", {})
    is_explicit = any(scale.get(key) is not None for key in ("domain", "domainMin", "domainMax"))
    return channel["type"] == "quantitative" and scale.get("type", "linear") == "linear" and not is_explicit


def _place(axis: _Axis) -> Any:
    """The cell's place on one axis from the low end; the highest value falls in the last cell."""
    import narwhals as nw

    return axis.scale.unclipped(nw.col(f"__{axis.name}")).clip(0.0, float(axis.n_cells - 1))


def _edges(axes: list[_Axis]) -> list[pl.Expr]:
    import polars as pl

    found: list[pl.Expr] = []
    cell = pl.col(_CELL)
    n_columns = axes[0].n_cells
    for axis, place in zip(axes, (cell % n_columns, cell // n_columns), strict=True):
        edges = pl.Series(axis.scale.edges())
        for name, index in ((axis.field, place), (f"{axis.field}__end", place + 1)):
            edge = pl.lit(edges).gather(index)
            found.append((_time(edge) if axis.is_time else edge).alias(name))
    return found


def _time(milliseconds: pl.Expr) -> pl.Expr:
    import polars as pl

    return (milliseconds * 1000).round().cast(pl.Int64).cast(pl.Datetime("us"))


def _changes(view: ScatterView, axes: list[_Axis]) -> dict[str, Any]:
    encoding: dict[str, Any] = {}
    for axis in axes:
        channel = dict(view.encoding[axis.name])
        title = channel.get("title", channel["field"])
        given = {key: value for key, value in channel.get("scale", {}).items() if key in ("type", "base", "reverse")}
        domain: list[Any] = [axis.scale.start, axis.scale.stop]
        scale = {**given, "domain": domain, "nice": False, **({} if axis.is_time else {"zero": False})}
        encoding[axis.name] = {**channel, "title": title, "scale": scale}
        encoding[f"{axis.name}2"] = {"field": f"{axis.field}__end", "title": title}
    count = {"field": COUNT, "type": "quantitative", "title": "Count of Records"}
    return {"mark": {"type": "rect"}, "encoding": {**encoding, "color": count}}


def _collected(lazy: Any, frame: Frame) -> pl.DataFrame:
    with failures_of(frame.engine):
        return lazy.collect(backend="polars").to_native()

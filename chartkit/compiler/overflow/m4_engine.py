"""M4 in a database or on a cluster: takes a frame without an order of rows, gives the kept points.

Two group-bys by line and pixel column run in the engine, the first for the ends of x and y, the second for the points
that lie there; only these travel.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from chartkit.compiler.overflow.overflowed import NotOffered
from chartkit.compiler.overflow.scales import pixel_scale
from chartkit.compiler.overflow.thinned import Thinned
from chartkit.compiler.reductions.calendar_parts import milliseconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import polars as pl

    from chartkit.compiler.overflow.line_views import LineView
    from chartkit.compiler.overflow.scales import PixelScale
    from chartkit.data.frame import Frame, FrameKind

_X, _COLUMN = "__x", "__column"
_FILLED: Mapping[FrameKind, Any] = {"number": 0, "text": "", "boolean": False, "time": datetime(1970, 1, 1)}
_POINTS = (("__left", "__first"), ("__at_low", "__low"), ("__at_high", "__high"), ("__right", "__last"))
"""x and y of the four points of a pixel column, in the order they are drawn where their x are the same."""


def m4_in_engine(frame: Frame, view: LineView, width_px: float) -> Thinned | None:
    """The kept points, by line and x; None where rows hold more than that, or where a missing y breaks a line.

    Raises: NotOffered.
    """
    import narwhals as nw

    if set(frame.kinds) != {view.x, view.y, *view.series}:
        return None
    x = milliseconds(nw.col(view.x), frame.engine) if frame.kinds[view.x] == "time" else nw.col(view.x)
    rows = frame.lazy.with_columns(**{_X: x.cast(nw.Float64)})
    extent, n_rows, n_gaps = _looked_at(frame, rows, view)
    if n_gaps and view.nulls == "break":
        return None
    scale = pixel_scale(view.channel, "x", extent, width_px)
    scale.require_inside(extent, view.is_clipped)
    return Thinned(_points(frame, rows, view, scale).select(*frame.kinds), n_rows)


def _looked_at(frame: Frame, rows: Any, view: LineView) -> tuple[tuple[float, float], int, int]:
    """The extent of x where there is y, the number of rows, and how many have x alone. One pass."""
    import narwhals as nw

    has_x, has_y, one = ~nw.col(_X).is_null(), ~nw.col(view.y).is_null(), nw.lit(1)
    seen = rows.with_columns(
        __drawn=nw.when(has_x & has_y).then(nw.col(_X)), __gap=nw.when(has_x & ~has_y).then(one), __one=one
    )
    drawn, gap = nw.col("__drawn"), nw.col("__gap")
    found = seen.select(low=drawn.min(), high=drawn.max(), n=nw.col("__one").count(), gaps=gap.count())
    low, high, n_rows, n_gaps = _collected(frame, found, ("low", "high", "n", "gaps")).row(0)
    if low is None:
        raise NotOffered("no row has both x and y")
    return (low, high), int(n_rows), int(n_gaps)


def _points(frame: Frame, rows: Any, view: LineView, scale: PixelScale) -> pl.DataFrame:
    """The points that are kept, by line and x; each once."""
    import narwhals as nw
    import polars as pl

    x, y = nw.col(view.x), nw.col(view.y)
    keys = _keys(frame, view.series)
    drawn = rows.filter(~nw.col(_X).is_null() & ~y.is_null())
    keyed = drawn.with_columns(**keys, **{_COLUMN: scale.column(nw.col(_X))})
    by = [*keys, _COLUMN]
    ends = keyed.group_by(*by).agg(__left=x.min(), __right=x.max(), __low=y.min(), __high=y.max())
    placed = keyed.join(ends, on=by, how="inner").with_columns(
        __first=nw.when(x == nw.col("__left")).then(y),
        __last=nw.when(x == nw.col("__right")).then(y),
        __at_low=nw.when(y == nw.col("__low")).then(x),
        __at_high=nw.when(y == nw.col("__high")).then(x),
    )
    least = [name for point in _POINTS for name in point if name != "__last"]
    made = {name: nw.col(name).min() for name in least}
    found = _collected(frame, placed.group_by(*by).agg(**made, __last=nw.col("__last").max()), (*by, *least, "__last"))
    points = [found.select(*by, pl.col(at).alias(view.x), pl.col(to).alias(view.y)) for at, to in _POINTS]
    lines = _with_series(pl.concat(points), view.series)
    sorted_points = lines.sort(*view.series, view.x, nulls_last=False, maintain_order=True)
    return sorted_points.unique([*view.series, _COLUMN, view.x, view.y], maintain_order=True)


def _keys(frame: Frame, series: tuple[str, ...]) -> dict[str, Any]:
    """What parts rows into lines, without nulls, which no join matches: a value, and whether it is there."""
    import narwhals as nw

    keys: dict[str, Any] = {}
    for number, name in enumerate(series):
        column = nw.col(name)
        keys[f"__missing{number}"] = nw.when(column.is_null()).then(nw.lit(1)).otherwise(nw.lit(0))
        keys[f"__value{number}"] = nw.when(~column.is_null()).then(column).otherwise(nw.lit(_FILLED[frame.kinds[name]]))
    return keys


def _with_series(points: pl.DataFrame, series: tuple[str, ...]) -> pl.DataFrame:
    import polars as pl

    made = {
        name: pl.when(pl.col(f"__missing{number}") == 0).then(pl.col(f"__value{number}"))
        for number, name in enumerate(series)
    }
    return points.with_columns(**made)


def _collected(frame: Frame, lazy: Any, names: Iterable[str]) -> pl.DataFrame:
    kinds: dict[str, FrameKind] = dict.fromkeys(names, "number")
    return frame.over(lazy, kinds).collect()

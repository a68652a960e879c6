"""bin2d against real Vega: every point lies in a cell drawn where the point was, and the axes stay the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import duckdb
import narwhals as nw
import numpy as np
import polars as pl
import pytest
import vl_convert

from chartkit.compiler.overflow.bin2d import bin2d
from chartkit.compiler.overflow.overflowed import NotOffered
from chartkit.compiler.overflow.scatter_views import scatter_view_of
from chartkit.data.frame import Frame, FrameKind

SIZE = (320, 200)
N = 3000
RNG = np.random.default_rng(4)
TABLE = pl.DataFrame(
    {
        "x": RNG.normal(5, 40, N),
        "p": RNG.lognormal(2, 1, N),
        "y": RNG.normal(170, 3, N),
        "t": pl.Series(1_760_000_000_000 + RNG.integers(0, 10**10, N)).cast(pl.Datetime("ms")),
    }
)
KINDS: dict[str, FrameKind] = {"x": "number", "p": "number", "y": "number", "t": "time"}


def _unit(x: Mapping[str, Any], y: Mapping[str, Any] | None = None, mark: Any = "point") -> dict[str, Any]:
    return {"mark": mark, "encoding": {"x": x, "y": y or {"field": "y", "type": "quantitative"}}}


def _frame(table: pl.DataFrame) -> Frame:
    return Frame(nw.from_native(table.lazy()), KINDS)


def _svg(unit: Mapping[str, Any], table: pl.DataFrame) -> str:
    times = [name for name, dtype in table.schema.items() if dtype.is_temporal()]
    table = table.with_columns(pl.col(times).dt.strftime("%Y-%m-%dT%H:%M:%S%.3fZ"))
    spec = {**unit, "data": {"values": table.to_dicts()}, "width": SIZE[0], "height": SIZE[1]}
    return vl_convert.vegalite_to_svg(spec, vl_version="6.4")


def _axes(svg: str) -> list[str]:
    return re.findall(r'<g transform="translate\([^"]*" aria-label="([XY]-axis [^"]*)', svg) or re.findall(
        r'aria-label="([XY]-axis [^"]*)"', svg
    )


LINEAR = {"field": "x", "type": "quantitative"}
CASES = {
    "linear": _unit(LINEAR),
    "not from zero": _unit(LINEAR, {"field": "y", "type": "quantitative", "scale": {"zero": False}}),
    "reversed": _unit({**LINEAR, "scale": {"reverse": True}}),
    "domain": _unit({**LINEAR, "scale": {"domain": [-300, 400]}}),
    "log": _unit({"field": "p", "type": "quantitative", "scale": {"type": "log"}, "title": "Price"}),
    "time": _unit({"field": "t", "type": "temporal", "scale": {"type": "utc"}}, mark="circle"),
}


@pytest.mark.parametrize("case", CASES)
def test_cells_stand_where_the_points_stood(case: str) -> None:
    unit = CASES[case]
    found = bin2d(_frame(TABLE), scatter_view_of(unit), SIZE)
    assert (found.n_in, int(found.rows["__count"].sum())) == (N, N)
    raw, cells = _svg(unit, TABLE), _svg({**unit, **found.changes}, found.rows)
    assert _axes(raw) == _axes(cells)
    assert 'aria-label="Symbol legend' in cells or "Count of Records" in cells
    points = [tuple(map(float, at)) for at in re.findall(r'transform="translate\(([-\d.]+),([-\d.]+)\)" d="M', raw)][:N]
    boxes = re.findall(r'aria-roledescription="rect mark" d="M([-\d.]+),([-\d.]+)h([-\d.]+)v([-\d.]+)', cells)
    assert len(boxes) == len(found.rows) < N
    left, top, width, height = np.asarray(boxes, dtype=float).T
    assert np.all(np.abs(width) > 3) and np.all(np.abs(width) < 5)
    assert np.all(np.abs(height) > 3) and np.all(np.abs(height) < 5)
    x, y = np.asarray(points).T
    within = [
        np.any((left - 0.01 <= a) & (a <= left + width + 0.01) & (top - 0.01 <= b) & (b <= top + height + 0.01))
        for a, b in zip(x, y, strict=True)
    ]
    assert all(within)


def test_the_cells_of_a_database_are_those_of_a_frame() -> None:
    connection = duckdb.connect()
    connection.register("points", TABLE.select("x", "y").to_arrow())
    frame = Frame(
        nw.from_native(connection.table("points")), {"x": "number", "y": "number"}, "duckdb", is_ordered=False
    )
    view = scatter_view_of(CASES["linear"])
    assert bin2d(frame, view, SIZE).rows.equals(bin2d(_frame(TABLE), view, SIZE).rows)


def test_points_without_a_place_are_not_counted() -> None:
    table = TABLE.with_columns(pl.when(pl.int_range(pl.len()) % 3 > 0).then("y").alias("y"))
    found = bin2d(_frame(table), scatter_view_of(CASES["linear"]), SIZE)
    assert (found.n_in, int(found.rows["__count"].sum())) == (N, N - N // 3)


@pytest.mark.parametrize(
    ("values", "ends"),
    [([-1e308, 1e308], "-1e+308 to 1e+308"), ([0.0, 5e-324], "0 to 4.94066e-324")],
)
def test_scales_that_doubles_do_not_divide_are_refused(values: list[float], ends: str) -> None:
    table = pl.DataFrame({"x": values, "y": [1.0, 2.0]})
    with pytest.raises(NotOffered) as refused:
        bin2d(_frame(table), scatter_view_of(CASES["linear"]), SIZE)
    assert refused.value.reason == f"x goes from {ends}, which doubles cannot divide into pixels"


@pytest.mark.parametrize(
    ("unit", "reason"),
    [
        (_unit(LINEAR, mark="bar"), "the mark is bar, not point, circle or square"),
        (_unit({"aggregate": "count"}), "x draws no field"),
        (_unit({**LINEAR, "bin": True}), "x has bin"),
        (_unit({"field": "x", "type": "nominal"}), "x is not quantitative or temporal on a continuous scale"),
        (
            {**CASES["linear"], "encoding": {**CASES["linear"]["encoding"], "color": {"field": "p"}}},
            "the channel color says more than how many points there are",
        ),
        (
            _unit({**LINEAR, "scale": {"domain": [0, 5]}}),
            "values lie outside of x's domain and the mark does not clip them",
        ),
    ],
)
def test_scatters_that_counts_cannot_stand_for_are_refused(unit: dict[str, Any], reason: str) -> None:
    with pytest.raises(NotOffered) as refused:
        bin2d(_frame(TABLE), scatter_view_of(unit), SIZE)
    assert refused.value.reason == reason

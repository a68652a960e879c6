"""M4 against real Vega: of the drawn line's vertices, every pixel column keeps the first, last, lowest and highest."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl
import pytest
import vl_convert

from chartkit.compiler.overflow.line_views import line_view_of
from chartkit.compiler.overflow.m4 import m4
from chartkit.compiler.overflow.overflowed import NotOffered
from chartkit.data.frame import Frame, FrameKind

WIDTH = 97
Point = tuple[float, float]
ENCODING = {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "y", "type": "quantitative"}}


def _unit(x: Mapping[str, Any] | None = None, mark: Mapping[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    encoding = {**ENCODING, "x": {**ENCODING["x"], **(x or {})}, **more}
    return {"mark": {"type": "line", **(mark or {})}, "encoding": encoding}


def _frame(table: pl.DataFrame) -> Frame:
    kinds: dict[str, FrameKind] = {
        name: "time" if dtype.is_temporal() else "number" if dtype.is_numeric() else "text"
        for name, dtype in table.schema.items()
    }
    return Frame(nw.from_native(table.lazy()), kinds)


def _stretches(unit: Mapping[str, Any], table: pl.DataFrame) -> list[list[Point]]:
    """The unbroken stretches of the drawn lines, in pixels; single points draw nothing."""
    if "t" in table.columns:
        table = table.with_columns(pl.col("t").dt.strftime("%Y-%m-%dT%H:%M:%S%.3fZ"))
    spec = {**unit, "data": {"values": table.to_dicts()}, "width": WIDTH, "height": 200}
    svg = vl_convert.vegalite_to_svg(spec, vl_version="6.4")
    drawn = re.findall(
        r'<path aria-label="[^"]*" role="graphics-symbol" aria-roledescription="line mark" d="([^"]*)"', svg
    )
    assert drawn
    parts = [part for path in drawn for part in path.split("M") if part]
    return [[tuple(map(float, point.split(","))) for point in part.strip("Z").split("L")] for part in parts]  # type: ignore[misc]


def _columns(stretch: Sequence[Point]) -> dict[int, list[Point]]:
    found: dict[int, list[Point]] = defaultdict(list)
    for point in stretch:
        found[math.floor(point[0])].append(point)
    near = {round(x) for x, _ in stretch if abs(x - round(x)) < 0.002}
    return {column: points for column, points in found.items() if not near & {column, column + 1}}


def _numbers(n: int, seed: int) -> pl.DataFrame:
    rng = np.random.default_rng(seed)
    return pl.DataFrame({"x": np.sort(rng.uniform(0.37, 81.3, n)), "y": rng.normal(0, 1, n).cumsum()})


def _shuffled(table: pl.DataFrame) -> pl.DataFrame:
    return table.sample(fraction=1.0, shuffle=True, seed=5)


def _with_gaps(table: pl.DataFrame) -> pl.DataFrame:
    at = pl.int_range(pl.len())
    return table.with_columns(pl.when((at % 211 > 2) & (at > 5)).then("y").alias("y"))


def _with_series(table: pl.DataFrame) -> pl.DataFrame:
    at = pl.int_range(pl.len())
    return table.with_columns(pl.when(at % 5 == 1).then(pl.lit("a")).when(at % 5 > 1).then(pl.lit("b")).alias("s"))


def _with_times(table: pl.DataFrame) -> pl.DataFrame:
    start = datetime(2026, 3, 28, 22, 11, 7)
    times = [start + timedelta(seconds=3600 * x) for x in table["x"]]
    return table.with_columns(pl.Series("t", times, dtype=pl.Datetime("us")))


TABLE = _numbers(4000, 1)
TIMES = {"field": "t", "type": "temporal", "scale": {"type": "utc"}}
SERIES = {"color": {"field": "s", "type": "nominal"}}
CASES = {
    "nice": (_unit(), TABLE),
    "not nice": (_unit({"scale": {"nice": False}}), TABLE),
    "nice count": (_unit({"scale": {"nice": 3}}), TABLE),
    "zero": (_unit({"scale": {"zero": True}}), TABLE),
    "reversed": (_unit({"scale": {"reverse": True}}), TABLE),
    "domain": (_unit({"scale": {"domain": [-13.1, 99.7]}}), TABLE),
    "descending domain": (_unit({"scale": {"domain": [99.7, -13.1]}}), TABLE),
    "half a domain": (_unit({"scale": {"domainMax": 120.5}}), TABLE),
    "log": (_unit({"scale": {"type": "log"}}), TABLE),
    "log base 2": (_unit({"scale": {"type": "log", "base": 2}}), TABLE),
    "log not nice": (_unit({"scale": {"type": "log", "nice": False}}), TABLE),
    "shuffled": (_unit(), _shuffled(TABLE)),
    "shuffled and reversed": (_unit({"scale": {"reverse": True}}), _shuffled(TABLE)),
    "gaps": (_unit(), _with_gaps(TABLE)),
    "gaps skipped": (_unit(mark={"invalid": "filter"}), _with_gaps(TABLE)),
    "series": (_unit(**SERIES), _with_series(TABLE)),
    "series with gaps": (_unit(**SERIES), _with_gaps(_with_series(_shuffled(TABLE)))),
    "times": (_unit(TIMES), _with_times(TABLE)),
    "times shuffled": (_unit(TIMES), _shuffled(_with_times(TABLE))),
}


@pytest.mark.parametrize("case", CASES)
def test_every_pixel_column_keeps_its_four_points(case: str) -> None:
    unit, table = CASES[case]
    found = m4(_frame(table), line_view_of(unit), WIDTH)
    assert found.n_in == len(table)
    raw, kept = _stretches(unit, table), _stretches(unit, found.rows)
    assert len(raw) == len(kept)
    n_checked = 0
    for before, after in zip(raw, kept, strict=True):
        assert set(after) <= set(before)
        reduced = _columns(after)
        for column, points in _columns(before).items():
            low, high = min(y for _, y in points), max(y for _, y in points)
            there = reduced[column]
            assert (there[0], there[-1]) == (points[0], points[-1])
            assert (min(y for _, y in there), max(y for _, y in there)) == (low, high)
            assert len(there) <= 4
            n_checked += len(points)
    assert n_checked > 0.3 * sum(map(len, raw))
    assert found.rows.columns == table.columns
    assert len(found.rows) < len(table) / 2


def test_the_rows_are_in_the_order_of_the_line() -> None:
    x = m4(_frame(_shuffled(TABLE)), line_view_of(_unit()), WIDTH).rows["x"]
    assert x.is_sorted()


def test_sorted_and_shuffled_rows_give_the_same_line() -> None:
    one, other = (m4(_frame(table), line_view_of(_unit()), WIDTH).rows for table in (TABLE, _shuffled(TABLE)))
    assert one.equals(other)


@pytest.mark.parametrize(
    ("unit", "reason"),
    [
        ({"mark": "bar", "encoding": ENCODING}, "the mark is bar, not line"),
        (_unit(mark={"interpolate": "monotone"}), "the line's interpolation is monotone"),
        (_unit(mark={"orient": "horizontal"}), "the line runs along y"),
        (_unit(mark={"point": True}), "the line has points, each of which is drawn"),
        (_unit(mark={"invalid": None}), "missing values are drawn as invalid: null says"),
        (_unit(order={"field": "y"}), "the channel order places the line"),
        (_unit({"sort": None}), "the line has a sort of its own"),
        (_unit({"bin": True}), "x has bin"),
        (_unit(y={"aggregate": "mean", "field": "y", "type": "quantitative"}), "y has aggregate"),
        (_unit(y={"aggregate": "count"}), "y draws no field"),
        (_unit(y={"field": "y", "type": "temporal"}), "y is not quantitative"),
        (_unit({"type": "nominal"}), "x is not quantitative or temporal on a continuous scale"),
        (_unit({"scale": {"type": "sqrt"}}), "the pixels of x depend on its scale's type sqrt"),
        (_unit({"scale": {"padding": 5}}), "the pixels of x depend on its scale's padding"),
        (_unit({"scale": {"domain": {"param": "b"}}}), "the domain of x is not two numbers or times"),
        (_unit({"scale": {"domain": [1, 5]}}), "values lie outside of x's domain and the mark does not clip them"),
        (_unit({"scale": {"type": "log", "domain": [0, 90]}}), "x has values at or below zero on its log scale"),
        (_unit({**TIMES, "scale": {"nice": True}}), "the pixels of x depend on nice times"),
        (_unit(color={"bin": True, "field": "y"}), "color has no plain field"),
    ],
)
def test_lines_that_it_would_change_are_refused(unit: dict[str, Any], reason: str) -> None:
    with pytest.raises(NotOffered) as refused:
        m4(_frame(_with_times(TABLE)), line_view_of(unit), WIDTH)
    assert refused.value.reason == reason

from __future__ import annotations

import math
import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import duckdb
import narwhals as nw
import polars as pl
import pytest

from chartkit.compiler.reductions.aggregates import Measure
from chartkit.compiler.reductions.binning import bin_options
from chartkit.compiler.reductions.grouping import Dimension, Grouping, extents
from chartkit.compiler.reductions.reduction import NotReducible
from chartkit.data.frame import Frame

EPOCH = datetime(1970, 1, 1)
KINDS: dict[str, Any] = {"s": "text", "x": "number", "b": "boolean", "t": "time", "v": "number"}
SCHEMA = {"s": pl.String, "x": pl.Float64, "b": pl.Boolean, "t": pl.Datetime("ms"), "v": pl.Float64}
UNITS = ["utcyear", "utcmonth", "utcyearweek", "utcweek", "utcday", "utcweekdayhours", {"unit": "utchours", "step": 5}]
BINS: list[Any] = [True, {"maxbins": 3}, {"step": 0.25}, {"extent": [-1, 2]}, {"nice": False, "anchor": 0.3}]


def _table(draw: random.Random) -> pl.DataFrame:
    n_rows = draw.choice([1, 2, 30, 120])
    width = 10 ** draw.uniform(-3, 2)
    rows = [
        (
            draw.choice(["b", "a", "", "null", None, "é😀"]),
            draw.choice([None, round(draw.gauss(0, width), 2), draw.uniform(-width, width), 0.0, -0.0]),
            draw.choice([True, False, None]),
            EPOCH + timedelta(milliseconds=draw.randrange(-(10**12), 2 * 10**12)) if draw.random() < 0.9 else None,
            draw.choice([None, float(draw.randint(-3, 3)), draw.gauss(0, 5)]),
        )
        for _ in range(n_rows)
    ]
    rows.append(("a", 1.0, None, EPOCH, None))
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _polars(rows: pl.DataFrame) -> Frame:
    return Frame(nw.from_native(rows.lazy()), {name: KINDS[name] for name in rows.columns})


def _duckdb(rows: pl.DataFrame) -> Frame:
    kinds = {name: KINDS[name] for name in rows.columns}
    return Frame(nw.from_native(duckdb.connect().from_arrow(rows.to_arrow())), kinds, "duckdb", False)


def _sent(rows: pl.DataFrame) -> list[dict[str, Any]]:
    def ms(value: Any) -> Any:
        return round((value - EPOCH) / timedelta(milliseconds=1)) if isinstance(value, datetime) else value

    return [{name: ms(value) for name, value in row.items()} for row in rows.to_dicts()]


def _case(draw: random.Random) -> tuple[list[Dimension], Any, Any]:
    bin, unit = draw.choice(BINS), draw.choice(UNITS)
    dimensions = [
        Dimension("s", "s"),
        Dimension("x", "x", bin_options(bin)),
        Dimension("t", "t", None, unit),
        Dimension("b", "b"),
        Dimension("x", "x_value"),
        Dimension("t", "t_value"),
    ]
    return draw.sample(dimensions, draw.randint(1, 3)), bin, unit


OPS = ["mean", "min", "median", "q3", "sum", "product"]


ENDS = {"x": ["x_start", "x_end"], "t": ["t_start", "t_start_end"]}
NAMES = ["n", *(f"v_{op}" for op in OPS)]
RAW = [{"op": "count", "as": "n"}, *({"op": op, "field": "v", "as": f"v_{op}"} for op in OPS)]
KEPT = [{"op": "sum", "field": "n", "as": "n"}, *({"op": op, "field": f"v_{op}", "as": f"v_{op}"} for op in OPS)]


def _pipeline(bin: Any, unit: Any, groupby: list[str], measures: list[dict[str, str]]) -> list[dict[str, Any]]:
    """Bins, units and groups in Vega."""
    made: list[dict[str, Any]] = [
        {"bin": bin, "field": "x", "as": ENDS["x"]},
        {"timeUnit": unit, "field": "t", "as": ENDS["t"][0]},
        {"aggregate": measures, "groupby": groupby},
    ]
    floors = [name for name in groupby if name in ENDS["t"]]
    return made + [{"calculate": f"datum.{name} == null ? null : +datum.{name}", "as": name} for name in floors]


def _columns(dimensions: list[Dimension], is_raw: bool) -> list[str]:
    names = [ENDS.get(d.name_out) or [d.field if is_raw else d.name_out] for d in dimensions]
    return [name for group in names for name in group]


def _numbers(row: tuple[str, ...]) -> list[Any]:
    return [float(value) if value.lstrip("-")[:1].isdigit() or "Infinity" in value else value for value in row]


def _same_row(ours: list[Any], vega: list[Any]) -> bool:
    return all(
        math.isclose(a, b, rel_tol=1e-12, abs_tol=1e-12) if isinstance(a, float) and isinstance(b, float) else a == b
        for a, b in zip(ours, vega, strict=True)
    )


@pytest.mark.parametrize(("engine", "native"), [("polars", _polars), ("duckdb", _duckdb)])
@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.full) for seed in range(1, 12))])
def test_vega_makes_the_same_groups_of_grouped_rows(
    vega_rows: Any, seed: int, engine: str, native: Callable[[pl.DataFrame], Frame]
) -> None:
    draw = random.Random(seed)
    measures = (Measure("count", None, "n"), *(Measure(op, "v", f"v_{op}") for op in OPS))
    cases: list[Any] = []
    for _ in range(40):
        table = _table(draw)
        dimensions, bin, unit = _case(draw)
        grouping = Grouping(tuple(dimensions), measures)
        frame = native(table)
        extent = extents(frame, ["x"])["x"]
        assert extent is not None
        try:
            rows = grouping.with_extents({"x": extent}).apply(frame).collect()
        except NotReducible:
            assert any(d.name_out == "x" for d in dimensions)
            continue
        assert rows["n"].sum() == table.height
        pinned = {"extent": list(extent), **(bin if isinstance(bin, dict) else {})}
        for sent, is_raw, ops in ((_sent(table), True, RAW), (_sent(rows), False, KEPT)):
            columns = _columns(dimensions, is_raw)
            cases.append((sent, _pipeline(pinned, unit, columns, ops), [*columns, *NAMES]))
    found = vega_rows(cases)
    assert len(cases) > 60
    for raw_rows, kept_rows in zip(found[::2], found[1::2], strict=True):
        expected, ours = [_numbers(row) for row in raw_rows], [_numbers(row) for row in kept_rows]
        assert len(ours) == len(expected)
        if engine == "duckdb":
            for row in ours:
                match = next((vega for vega in expected if _same_row(row, vega)), None)
                assert match is not None, (row, expected)
                expected.remove(match)
        else:
            assert all(map(_same_row, ours, expected)), (ours, expected)


def test_groups_come_in_order_of_first_appearance_or_sorted() -> None:
    rows = pl.DataFrame({"s": ["b", None, "a", "b", "null"], "v": [1.0, 2.0, 3.0, 4.0, 6.0]})
    grouping = Grouping((Dimension("s", "s"),), (Measure("mean", "v", "v"),))
    assert grouping.apply(_polars(rows)).collect().rows() == [("b", 2.5), (None, 4.0), ("a", 3.0)]
    assert grouping.apply(_polars(rows.reverse())).collect().rows() == [("null", 4.0), ("b", 2.5), ("a", 3.0)]
    assert grouping.apply(_duckdb(rows)).collect()["s"].to_list() in ([None, "a", "b"], ["a", "b", "null"])


@pytest.mark.parametrize("native", [_polars, _duckdb])
def test_extremes_carry_the_value_of_their_first_row(native: Callable[[pl.DataFrame], Frame]) -> None:
    rows = pl.DataFrame({"s": ["a", "a", "a", "b"], "v": [2.0, 1.0, None, None], "x": [1.0, 2.0, 3.0, 4.0]})
    measures = (Measure("argmin", "x", "least", "v"), Measure("argmax", "x", "most", "v"))
    found = Grouping((Dimension("s", "s"),), measures).apply(native(rows)).collect()
    assert found.rows() == [("a", 2.0, 1.0), ("b", None, None)]
    ties = pl.DataFrame({"s": ["a"] * 3, "v": [1.0, 5.0, 5.0], "x": [1.0, 2.0, 3.0]})
    assert Grouping((), measures).apply(_polars(ties)).collect().rows() == [(1.0, 2.0)]


@pytest.mark.parametrize("native", [_polars, _duckdb])
def test_nan_of_a_calculation_is_neither_valid_nor_missing(native: Callable[[pl.DataFrame], Frame]) -> None:
    rows = pl.DataFrame({"s": ["a"] * 4, "v": [1.0, float("nan"), None, 3.0]})
    ops = ["count", "valid", "missing", "sum", "mean", "max", "median", "stdev", "distinct"]
    measures = tuple(Measure(op, "v", op) for op in ops)
    [found] = Grouping((), measures).apply(native(rows)).collect().rows()
    assert found == (4, 2, 1, 4.0, 2.0, 3.0, 2.0, math.sqrt(2), 4)
    assert extents(native(rows), ["v"]) == {"v": (1.0, 3.0)}


def test_extents() -> None:
    rows = pl.DataFrame({"x": [None, None], "v": [2.0, -1.0]}, schema={"x": pl.Float64, "v": pl.Float64})
    assert extents(_polars(rows), ["x", "v"]) == {"x": None, "v": (-1.0, 2.0)}
    assert extents(_polars(rows), []) == {}


def test_explanation() -> None:
    dimensions = (Dimension("x", "x", {"maxbins": 10}), Dimension("t", "t", None, "utcyear"), Dimension("s", "s"))
    assert Grouping(dimensions, (Measure("mean", "v", "v"), Measure("count", None, "n"))).explain() == (
        "mean of v, count by bins of x, utcyear of t, s"
    )
    assert Grouping((), (Measure("max", "v", "v"),)).explain() == "max of v of all rows"
    assert Grouping(dimensions).reads == {"x", "t", "s"}


@pytest.mark.parametrize(
    ("dimension", "reason"),
    [
        (Dimension("z", "z"), "the column 'z' is not of one kind"),
        (Dimension("s", "s", {"maxbins": 10}), "the bin is over text"),
        (Dimension("v", "v", {"maxbins": 10}), "the bin has no extent of 'v'"),
        (Dimension("v", "v", {"extent": [1e17, 1e17 + 16], "step": 1}), "doubles cannot tell the bins of 'v' apart"),
        (Dimension("t", "t", None, "year"), "reads the viewer's time zone"),
        (Dimension("s", "s", None, "utcyear"), "the times of 's' are read by the browser"),
        (Dimension("t", "t", None, "utcsecondsmilliseconds"), "Vega groups milliseconds by whole seconds"),
    ],
)
def test_refused_groups(dimension: Dimension, reason: str) -> None:
    with pytest.raises(NotReducible) as raised:
        Grouping((dimension,)).apply(_polars(_table(random.Random(1))))
    assert raised.value.reason == reason


def test_infinite_extents_are_refused() -> None:
    with pytest.raises(NotReducible) as raised:
        Grouping(()).with_extents({"x": (0.0, math.inf)})
    assert raised.value.reason == "the bins of 'x' would reach to infinity"

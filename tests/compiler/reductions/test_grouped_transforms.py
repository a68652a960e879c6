from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import duckdb
import narwhals as nw
import polars as pl
import pytest

from chartkit.compiler.reductions.aggregate import aggregate_of
from chartkit.compiler.reductions.bin import bin_of
from chartkit.compiler.reductions.joinaggregate import joinaggregate_of
from chartkit.compiler.reductions.reduction import NotReducible
from chartkit.compiler.reductions.timeunit import timeunit_of
from chartkit.data.frame import Frame

KINDS: dict[str, Any] = {"r": "number", "s": "text", "k": "number", "b": "boolean", "v": "number", "t": "time"}
SCHEMA = {"r": pl.Int64, "s": pl.String, "k": pl.Float64, "b": pl.Boolean, "v": pl.Float64, "t": pl.Datetime("ms")}
EPOCH = datetime(1970, 1, 1)
NUMBER_OPS = """
count valid missing distinct sum product mean average variance variancep stdev stdevp stderr median q1 q3 min max
""".split()
READERS: dict[str, Callable[..., Any]] = {
    "aggregate": aggregate_of,
    "joinaggregate": joinaggregate_of,
    "bin": bin_of,
    "timeUnit": timeunit_of,
}


def _table(seed: int) -> pl.DataFrame:
    draw = random.Random(seed)
    n_rows = [0, 1, 2, 40, 150][seed % 5]
    texts = draw.sample(["b", "a", "", "null", None, "é😀", "～", "undefined"], 5)
    times = [EPOCH + timedelta(milliseconds=draw.randrange(-(10**11), 10**12)) for _ in range(6)]
    times += [time.replace(microsecond=draw.randrange(1000) * 1000) for time in times[:3]]
    numbers = [lambda: draw.gauss(0, 100), lambda: float(draw.randint(-3, 3)), lambda: draw.choice([None, -0.0, 0.0])]
    rows = [
        (
            row,
            draw.choice(texts),
            draw.choice([None, 1.0, 2.5, -0.0, 0.0]),
            draw.choice([True, False, None]),
            draw.choice(numbers)(),
            draw.choice([*times, None]),
        )
        for row in range(n_rows)
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _polars(rows: pl.DataFrame) -> Frame:
    return Frame(nw.from_native(rows.lazy()), KINDS)


def _memory(rows: pl.DataFrame) -> Frame:
    return _polars(rows)._replace(is_in_memory=True)


def _duckdb(rows: pl.DataFrame) -> Frame:
    return Frame(nw.from_native(duckdb.connect().from_arrow(rows.to_arrow())), KINDS, "duckdb", False)


def _milliseconds(value: Any) -> Any:
    return round((value - EPOCH) / timedelta(milliseconds=1)) if isinstance(value, datetime) else value


def _sent(rows: pl.DataFrame) -> list[dict[str, Any]]:
    return [{name: _milliseconds(value) for name, value in row.items()} for row in rows.to_dicts()]


def _same(found: Any, expected: str) -> bool:
    """Whether a value of ours is what JavaScript wrote; no value is null or undefined there."""
    found = _milliseconds(found)
    if found is None:
        return expected in ("null", "undefined")
    if isinstance(found, bool):
        return expected == str(found).lower()
    if isinstance(found, str):
        return expected == found
    if expected in ("null", "undefined"):
        return False
    return math.isclose(float(found), float(expected), rel_tol=1e-12, abs_tol=1e-9)


def _assert_rows(found: Sequence[Sequence[Any]], expected: Sequence[Sequence[str]], case: Any) -> None:
    assert len(found) == len(expected), case
    for row, vega in zip(found, expected, strict=True):
        assert all(_same(a, b) for a, b in zip(row, vega, strict=True)), (case, row, vega)


def _reduced(frame: Frame, transform: Mapping[str, Any]) -> tuple[Frame, Any]:
    keyword = next(keyword for keyword in READERS if keyword in transform)
    reduction = READERS[keyword](transform, frame.kinds)
    return reduction.apply(frame), reduction


def _entries(ops: Sequence[str], field: str) -> list[dict[str, str]]:
    return [{"op": op, "field": field, "as": f"{op}_{field}"} for op in ops]


TRANSFORMS: list[dict[str, Any]] = [
    {"aggregate": _entries(NUMBER_OPS, "v"), "groupby": ["s"]},
    {"aggregate": _entries(NUMBER_OPS, "v"), "groupby": ["k", "b"]},
    {"aggregate": _entries(NUMBER_OPS, "v"), "groupby": []},
    {"aggregate": _entries(["valid", "missing", "distinct"], "s"), "groupby": ["b"]},
    {
        "aggregate": _entries(["sum", "mean", "min", "max", "valid", "missing", "distinct", "median"], "b"),
        "groupby": ["s"],
    },
    {"aggregate": _entries(["valid", "missing", "mean", "median", "q1", "min", "max", "stdev"], "t"), "groupby": ["s"]},
    {"aggregate": [], "groupby": ["s", "k", "b"]},
    {"aggregate": _entries(["count"], "v"), "groupby": ["t", "s"]},
    {"aggregate": _entries(["distinct"], "t"), "groupby": ["k"]},
    {"joinaggregate": _entries(NUMBER_OPS, "v"), "groupby": ["s", "k"]},
    {"joinaggregate": _entries(["mean", "max"], "v"), "groupby": ["t"]},
    {"joinaggregate": _entries(["mean", "max"], "v")},
    {"bin": True, "field": "v", "as": "x"},
    {"bin": {"maxbins": 33, "nice": False, "divide": [4]}, "field": "v", "as": ["x", "y"]},
    {"timeUnit": "utcyearmonth", "field": "t", "as": "u"},
    {"timeUnit": {"unit": "utcweekdayhours", "step": 6}, "field": "t", "as": "u"},
]


@pytest.mark.parametrize(("engine", "native"), [("polars", _polars), ("memory", _memory), ("duckdb", _duckdb)])
def test_rows_are_those_of_vega(vega_rows: Any, engine: str, native: Callable[[pl.DataFrame], Frame]) -> None:
    tables = [_table(seed) for seed in range(10)]
    frames = list(map(native, tables))
    for transform in TRANSFORMS:
        reduced = [_reduced(frame, transform)[0] for frame in frames]
        names = [name for name in reduced[0].kinds if name != "t" or "t" in transform.get("groupby", [])]
        times = [
            {"calculate": f"datum.{name} == null ? null : +datum.{name}", "as": name} for name in ("t", "u", "u_end")
        ]
        times += [
            {"calculate": f"datum.{op}_t == null ? null : +datum.{op}_t", "as": f"{op}_t"} for op in ("min", "max")
        ]
        expected = vega_rows([(_sent(rows), [transform, *times], names) for rows in tables])
        for frame, vega in zip(reduced, expected, strict=True):
            found = frame.collect()
            assert list(found.columns) == list(frame.kinds)
            ours = found.select(names).rows()
            if engine == "duckdb":
                ours, vega = sorted(ours, key=_text), sorted(vega, key=str)
                assert sorted(map(_text, ours)) == [_text(row) for row in ours]
                _assert_sets(ours, vega, transform)
            else:
                _assert_rows(ours, vega, transform)


def _text(row: Sequence[Any]) -> str:
    return str([str(value) for value in row])


def _assert_sets(found: Sequence[Sequence[Any]], expected: Sequence[Sequence[str]], case: Any) -> None:
    """The same rows in any order; rows are told apart by what is exact, then by their numbers."""
    assert len(found) == len(expected), case
    left = list(expected)
    for row in found:
        match = next((vega for vega in left if all(map(_same, row, vega))), None)
        assert match is not None, (case, row, left)
        left.remove(match)


def test_engines_keep_their_rows() -> None:
    frame = _duckdb(_table(4))
    for transform in TRANSFORMS:
        reduced, _ = _reduced(frame, {**transform})
        if "product" not in str(transform):
            assert reduced.engine == ("polars" if "weekday" in str(transform) else "duckdb"), transform


def test_explanations() -> None:
    frame = _polars(_table(4))
    assert [_reduced(frame, TRANSFORMS[i])[1].explain() for i in (3, 6, 11, 12, 13, 14)] == [
        "valid of s, missing of s, distinct of s by b",
        "the groups by s, k, b",
        "mean of v, max of v of all rows, joined to the rows",
        "bin v, maxbins 10",
        "bin v, maxbins 33, nice False, divide [4]",
        "yearmonth of t",
    ]


@pytest.mark.parametrize(
    ("transform", "reason"),
    [
        ({"aggregate": _entries(["ci0"], "v")}, "the confidence interval is drawn by chance"),
        ({"aggregate": _entries(["values"], "v")}, "'values' keeps every row"),
        ({"aggregate": _entries(["argmax"], "v")}, "the aggregate 'argmax' is computed in the browser"),
        (
            {"aggregate": [{"op": {"exponential": 0.5}, "field": "v", "as": "e"}]},
            "the aggregate 'exponential' is computed in the browser",
        ),
        ({"aggregate": _entries(["mean"], "s")}, "the mean of text depends on how JavaScript reads and orders it"),
        ({"aggregate": _entries(["max"], "s")}, "the max of text depends on how JavaScript reads and orders it"),
        ({"aggregate": _entries(["product"], "t")}, "the product of times is no time"),
        ({"aggregate": _entries(["mean"], "z")}, "'mean' takes the column 'z', which is not of one kind"),
        ({"aggregate": [], "groupby": ["z"]}, "the column 'z' is not of one kind"),
        ({"aggregate": []}, "an aggregate of nothing by nothing keeps its rows"),
        ({"bin": True, "field": "s", "as": "x"}, "the bin of 's' is over values that are no numbers"),
        ({"bin": {"binned": True}, "field": "v", "as": "x"}, "the bins of 'v' are said to be there already"),
        ({"bin": True, "field": "v", "as": ["x"]}, "a bin transform makes two columns"),
        ({"timeUnit": "year", "field": "t", "as": "u"}, "reads the viewer's time zone"),
        ({"timeUnit": "utcmilliseconds", "field": "t", "as": "u"}, "Vega groups milliseconds by whole seconds"),
        ({"timeUnit": "utcyear", "field": "s", "as": "u"}, "the times of 's' are read by the browser"),
    ],
)
def test_refused_transforms(transform: dict[str, Any], reason: str) -> None:
    with pytest.raises(NotReducible) as raised:
        _reduced(_polars(_table(4)), transform)
    assert raised.value.reason == reason


def test_values_outside_of_the_extent_of_a_bin_transform_are_refused() -> None:
    frame = Frame(nw.from_native(pl.LazyFrame({"v": [1.0, 99.0]})), {"v": "number"})
    with pytest.raises(NotReducible) as raised:
        bin_of({"bin": {"extent": [0, 10]}, "field": "v", "as": "x"}, frame.kinds).apply(frame)
    assert raised.value.reason == "'v' has values outside of the extent of its bins"

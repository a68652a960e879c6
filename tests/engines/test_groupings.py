"""Groups, transforms and composite marks give the same rows on every engine, computed there where it can be."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest

from chartkit.compiler.reductions.aggregate import aggregate_of
from chartkit.compiler.reductions.aggregates import Measure
from chartkit.compiler.reductions.bin import bin_of
from chartkit.compiler.reductions.binning import bin_options
from chartkit.compiler.reductions.boxplot import boxplot_of
from chartkit.compiler.reductions.errorbars import errorbars_of
from chartkit.compiler.reductions.grouping import Dimension, Grouping, extents
from chartkit.compiler.reductions.joinaggregate import joinaggregate_of
from chartkit.compiler.reductions.timeunit import timeunit_of
from chartkit.data import to_dataset
from chartkit.data.engines import frame_of
from chartkit.data.frame import Frame

DRAW = random.Random(5)
N_ROWS = 400
TIMES = [datetime(1960, 1, 1) + timedelta(milliseconds=DRAW.randrange(3 * 10**12)) for _ in range(N_ROWS)]
TABLE = pa.table(
    {
        "s": [DRAW.choice(["b", "a", None, "é"]) for _ in range(N_ROWS)],
        "k": [DRAW.choice([None, 0.0, 1.5]) for _ in range(N_ROWS)],
        "b": [DRAW.choice([True, False]) for _ in range(N_ROWS)],
        "v": [DRAW.choice([None, DRAW.gauss(0, 10), float(DRAW.randint(-2, 2))]) for _ in range(N_ROWS)],
        "t": pa.array([None, *TIMES[1:]], pa.timestamp("ms")),
    }
)
NAMES = {name: name for name in TABLE.column_names}
OPS = "valid missing sum mean variance stdevp stderr median min max".split()
MEASURES = (Measure("count", None, "n"), *(Measure(op, "v", op) for op in OPS))
BY_LACK = ("q1", "q3", "distinct", "argmin")

Step = Callable[[Frame], Frame]


def _entries(ops: Sequence[str]) -> list[dict[str, str]]:
    return [{"op": op, "field": "v", "as": f"{op}_v"} for op in ops]


def _grouping(*dimensions: Dimension, measures: Sequence[Measure] = MEASURES) -> Step:
    def apply(frame: Frame) -> Frame:
        known = {field: extent for field, extent in extents(frame, ["v"]).items() if extent is not None}
        return Grouping(dimensions, tuple(measures)).with_extents(known).apply(frame)

    return apply


def _transform(read: Callable[..., Any], transform: dict[str, Any]) -> Step:
    return lambda frame: read(transform, frame.kinds).apply(frame)


STEPS: dict[str, Step] = {
    "text": _grouping(Dimension("s", "s")),
    "number": _grouping(Dimension("k", "k"), Dimension("b", "b")),
    "bin": _grouping(Dimension("v", "v", bin_options(True))),
    "bin in an extent": _grouping(Dimension("v", "v", bin_options({"extent": [-5, 5]}))),
    "month": _grouping(Dimension("t", "t", None, "utcyearmonth")),
    "hour": _grouping(Dimension("t", "t", None, "utcyearmonthdatehours")),
    "week": _grouping(Dimension("t", "t", None, "utcyearweek"), Dimension("t", "day", None, "utcday")),
    "step": _grouping(Dimension("t", "t", None, {"unit": "utcyearmonth", "step": 5})),
    "all rows": _grouping(measures=[Measure("mean", "v", "v"), Measure("mean", "t", "t"), Measure("max", "t", "u")]),
    "lacked": _grouping(Dimension("b", "b"), measures=[Measure(op, "v", op, "v") for op in BY_LACK]),
    "aggregate": _transform(aggregate_of, {"aggregate": _entries(OPS), "groupby": ["s", "k"]}),
    "joinaggregate": _transform(joinaggregate_of, {"joinaggregate": _entries(["mean", "max"]), "groupby": ["s", "k"]}),
    "joined to all": _transform(joinaggregate_of, {"joinaggregate": _entries(["mean", "valid"])}),
    "bin transform": _transform(bin_of, {"bin": True, "field": "v", "as": "x"}),
    "timeUnit transform": _transform(timeunit_of, {"timeUnit": "utcyearmonth", "field": "t", "as": "u"}),
    "boxplot": lambda frame: boxplot_of("v", ("s",), {}).apply(frame),
    "errorbars": lambda frame: errorbars_of("v", ("s",), {}).apply(frame),
}


def _sorted(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    def key(row: tuple[Any, ...]) -> str:
        return str([round(value, 6) + 0.0 if isinstance(value, float) else value for value in row])

    return sorted(rows, key=key)


def _is_same(one: Any, other: Any) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-9)
    return one == other


@pytest.mark.parametrize("step", STEPS)
def test_rows_are_the_same_on_every_engine(engine: str, moved: Callable[[Any], Any], step: str) -> None:
    reduced = STEPS[step](frame_of(to_dataset(moved(TABLE)), NAMES))
    expected = STEPS[step](frame_of(to_dataset(TABLE), NAMES))
    assert reduced.kinds == expected.kinds
    ours, theirs = _sorted(reduced.collect().rows()), _sorted(expected.collect().rows())
    assert len(ours) == len(theirs)
    for row, other in zip(ours, theirs, strict=True):
        assert all(map(_is_same, row, other)), (row, other)

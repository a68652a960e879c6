"""Rows of large groups alone are never joined: what is left is what joining them would leave."""

from __future__ import annotations

from typing import Any

import duckdb
import narwhals as nw
import polars as pl
import pytest

from chartkit.compiler.planning.group_filters import leaves_no_group
from chartkit.compiler.planning.transforms import columns_after, step_of
from chartkit.compiler.reductions.reduction import Reduction
from chartkit.data.frame import Frame, FrameKind

KINDS: dict[str, FrameKind] = {"x": "number", "s": "text"}
TABLE = pl.DataFrame({"x": [1.0, 2.0, 3.0, 4.0, None], "s": ["a", "a", None, "a", "b"]})
OF_ALL = {"joinaggregate": [{"op": "count", "as": "n"}], "groupby": []}
OF_LINE = {
    "joinaggregate": [{"op": "count", "as": "of line"}, {"op": "max", "field": "x", "as": "top"}],
    "groupby": ["s"],
}


def _steps(*transforms: dict[str, Any]) -> list[Reduction]:
    steps: list[Reduction] = []
    kinds: Any = KINDS
    for transform in transforms:
        steps.append(step_of(transform, kinds, {}))
        kinds = columns_after(steps[-1], kinds)
    return steps


def _frames() -> list[Frame]:
    relation: Any = duckdb.connect().from_arrow(TABLE.to_arrow())
    return [
        Frame(nw.from_native(TABLE.lazy()), KINDS),
        Frame(nw.from_native(relation), KINDS, "duckdb", is_ordered=False),
    ]


@pytest.mark.parametrize("frame", _frames(), ids=["polars", "duckdb"])
@pytest.mark.parametrize(
    ("transforms", "is_empty"),
    [
        ((OF_ALL, {"filter": "datum.n <= 4"}), True),
        ((OF_ALL, {"filter": "datum.n <= 5"}), False),
        ((OF_LINE, {"filter": "datum['of line'] > 3"}), True),
        ((OF_LINE, {"filter": "datum['of line'] > 2"}), False),
        ((OF_LINE, {"filter": "datum.top === 9"}), True),
        ((OF_LINE, OF_ALL, {"filter": "datum['of line'] === datum.n"}), True),
        ((OF_ALL, OF_LINE, {"filter": "datum['of line'] === datum.n - 2"}), False),
        ((OF_LINE, OF_LINE, OF_ALL, {"filter": "datum['of line'] > 4 || datum.n > 5"}), True),
    ],
)
def test_it_knows_when_no_row_is_left(frame: Frame, transforms: tuple[Any, ...], is_empty: bool) -> None:
    steps = _steps(*transforms)
    assert leaves_no_group(steps, frame) is is_empty
    left = frame
    for step in steps:
        left = step.apply(left)
    assert left.collect().is_empty() is is_empty


@pytest.mark.parametrize(
    "transforms",
    [
        (OF_ALL,),
        ({"filter": "datum.x > 90"},),
        (OF_ALL, {"filter": "datum.n > 90 && datum.x > 1"}),
        (OF_ALL, {"calculate": "1", "as": "one"}, {"filter": "datum.n > 90"}),
        (OF_LINE, {"joinaggregate": [{"op": "count", "as": "k"}], "groupby": ["x"]}, {"filter": "datum.k > 90"}),
    ],
)
def test_filters_of_more_than_groups_are_run(transforms: tuple[Any, ...]) -> None:
    assert not leaves_no_group(_steps(*transforms), _frames()[0])

"""A picture is an ulp beside another only where the whole chart is as unlike itself."""

from __future__ import annotations

from typing import Any

from pictures.oracle import compare
from pictures.rounding import is_rounding

MEAN = {"aggregate": "mean", "field": "v", "type": "quantitative"}


def spec(values: list[float]) -> dict[str, Any]:
    encoding = {"x": MEAN}
    rows = [{"v": value} for value in values]
    return {"data": {"name": "t"}, "datasets": {"t": rows}, "mark": "bar", "encoding": encoding}


RAW = spec([0.7] * 10)


def test_a_mean_one_bit_higher_moves_the_axis_and_is_rounding() -> None:
    reduced = spec([sum([0.7] * 10) / 10 + 1e-16])
    assert compare(RAW, reduced).kind == "different"
    assert is_rounding(RAW, reduced)


def test_a_mean_that_is_wrong_is_not() -> None:
    assert not is_rounding(RAW, spec([0.701]))
    assert not is_rounding(RAW, spec([0.8]))

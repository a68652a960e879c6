"""Parts of a whole that are negative."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

InExample = Callable[..., list[tuple[str, str | None]]]

ROWS = [{"item": "rent", "cost": 50}, {"item": "food", "cost": 30}, {"item": "refund", "cost": -20}]
OUT = "draw bars or lines from a common zero: stack: false"
COLOR = {"field": "item", "type": "nominal"}


def test_a_slice(in_example: InExample) -> None:
    pie = {"mark": "arc", "encoding": {"theta": {"field": "cost", "type": "quantitative"}, "color": COLOR}}
    assert in_example("CK858", ROWS, pie) == [
        ("a slice of a pie cannot be negative; found 1 of 3 values of 'cost' below zero (-20).", OUT)
    ]
    assert in_example("CK858", ROWS[:2], pie) == []


def test_a_share(in_example: InExample) -> None:
    y = {"field": "cost", "type": "quantitative", "stack": "normalize"}
    assert in_example("CK858", ROWS, {"mark": "bar", "encoding": {"y": y, "color": COLOR}})[0][0] == (
        "a share of a whole cannot be negative; found 1 of 3 values of 'cost' below zero (-20)."
    )


@pytest.mark.parametrize(("stack", "n_found"), [("zero", 1), (None, 0), (False, 0)])
def test_a_stacked_area(stack: Any, n_found: int, in_example: InExample) -> None:
    rows = [{"step": step, **row} for step in (1, 2) for row in ROWS]
    y = {"field": "cost", "type": "quantitative", "stack": stack}
    area = {"mark": "area", "encoding": {"x": {"field": "step", "type": "quantitative"}, "y": y, "color": COLOR}}
    assert len(in_example("CK858", rows, area)) == n_found


def test_bars_to_both_sides_of_zero_are_right(in_example: InExample) -> None:
    bars = {"mark": "bar", "encoding": {"y": {"field": "cost", "type": "quantitative"}, "color": COLOR}}
    assert in_example("CK858", ROWS, bars) == []


def test_slices_are_judged_by_their_sums(in_example: InExample) -> None:
    rows = [*ROWS[:2], {"item": "rent", "cost": -20}]
    theta = {"aggregate": "sum", "field": "cost", "type": "quantitative"}
    assert in_example("CK858", rows, {"mark": "arc", "encoding": {"theta": theta, "color": COLOR}}) == []

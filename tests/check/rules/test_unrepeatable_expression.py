"""Expressions that give something else at each drawing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

InExample = Callable[..., list[tuple[str, str | None]]]
SPREAD = "spread rows out by a number of theirs, as row_number of a window: datum.row * 0.618 % 1"
X = {"field": "x", "type": "quantitative"}


def spec(calculate: str, **more: Any) -> dict[str, Any]:
    return {"transform": [{"calculate": calculate, "as": "y"}], "mark": "point", "encoding": {"x": X}, **more}


@pytest.mark.parametrize(
    ("expression", "found"),
    [
        ("random() * 2", [("random() gives other numbers at each drawing.", SPREAD)]),
        ("sampleNormal(0, 1)", [("sampleNormal() gives other numbers at each drawing.", SPREAD)]),
        ("now() - datum.x", [("now() gives the time of the drawing.", "give the time as a column or a string slot")]),
        (
            "warn('x', datum.x)",
            [
                (
                    "warn() writes to the console of whoever looks at the chart.",
                    "take it out once the expression works",
                )
            ],
        ),
        ("datum.random + datum['now()']", []),
        ("abs(datum.x)", []),
    ],
)
def test_calls(expression: str, found: list[tuple[str, str]], in_example: InExample) -> None:
    assert in_example("CK861", [{"x": 1, "random": 2, "now()": 3}], spec(expression)) == found


def test_in_conditions_and_params(in_example: InExample) -> None:
    color = {"condition": {"test": "random() < 0.5", "value": "red"}, "value": "blue"}
    parts = {"mark": "point", "encoding": {"x": X, "color": color}}
    assert len(in_example("CK861", [{"x": 1}], parts)) == 1
    assert len(in_example("CK861", [{"x": 1}], {**parts, "params": [{"name": "p", "expr": "now()"}]})) == 2


def test_samples(in_example: InExample) -> None:
    sampled = {"transform": [{"sample": 5}], "mark": "point", "encoding": {"x": X}}
    assert in_example("CK861", [{"x": 1}], sampled) == [
        (
            "sample draws other rows each time, where there are more than it takes.",
            "keep rows by a filter on one of their columns, or give fewer",
        )
    ]

"""Logarithms and roots of what has none."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

InExample = Callable[..., list[tuple[str, str | None]]]


def spec(scale: dict[str, Any], **channel: Any) -> dict[str, Any]:
    y = {"field": "y", "type": "quantitative", "scale": scale, **channel}
    return {"mark": "point", "encoding": {"x": {"field": "g", "type": "nominal"}, "y": y}}


def rows(*values: Any) -> list[dict[str, Any]]:
    return [{"g": "ab"[index % 2], "y": value} for index, value in enumerate(values)]


OUT = "type: symlog goes through zero; or keep these rows out: filter: datum['y'] > 0"


def test_zero_and_below(in_example: InExample) -> None:
    assert in_example("CK851", rows(0, 10, -2.5, None), spec({"type": "log"})) == [
        ("the log scale of y, which draws 'y', has no place for 2 of 3 values; the least is -2.5.", OUT)
    ]


def test_a_root_below_zero(in_example: InExample) -> None:
    for kind in ({"type": "sqrt"}, {"type": "pow", "exponent": 0.5}):
        assert in_example("CK851", rows(4, -4), spec(kind)) == [
            (
                f"the {kind['type']} scale of y, which draws 'y', goes below zero with 1 of 2 values; the least is -4.",
                OUT,
            )
        ]


def test_after_the_filters_of_the_chart(in_example: InExample) -> None:
    filtered = {"transform": [{"filter": "datum.y > 0"}], **spec({"type": "log"})}
    assert in_example("CK851", rows(0, 10), filtered) == []


def test_after_the_aggregate(in_example: InExample) -> None:
    drawn = rows(0, 10, 3, -10)  # sums of 3 and 0
    assert in_example("CK851", drawn, spec({"type": "log"}, aggregate="mean"))[0][0] == (
        "the log scale of y, which draws 'y', has no place for 1 of 2 values; the least is 0."
    )
    assert in_example("CK851", drawn, spec({"type": "log"}, aggregate="max")) == []
    assert len(in_example("CK851", drawn, spec({"type": "log"}, aggregate="median"))) == 1
    assert len(in_example("CK851", drawn, spec({"type": "log"}, aggregate="min"))) == 1


@pytest.mark.parametrize(
    ("scale", "values"),
    [
        ({"type": "log"}, (1, 10)),
        ({"type": "log"}, (-1, -10)),
        ({"type": "log", "clamp": True, "domain": [1, 10]}, (0, 10)),
        ({"type": "symlog"}, (0, -10)),
        ({"type": "sqrt"}, (0, 4)),
        ({"type": "pow", "exponent": 2}, (-2, 4)),
        ({}, (0, -1)),
    ],
)
def test_what_has_its_place(scale: dict[str, Any], values: tuple[Any, ...], in_example: InExample) -> None:
    assert in_example("CK851", rows(*values), spec(scale)) == []


def test_what_is_worked_out_elsewhere_is_not_judged(in_example: InExample) -> None:
    binned = {
        "transform": [{"aggregate": [{"op": "sum", "field": "y", "as": "y"}], "groupby": ["g"]}],
        **spec({"type": "log"}),
    }
    assert in_example("CK851", rows(0, 1), binned) == []

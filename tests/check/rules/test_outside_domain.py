"""Domains that leave values out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

InExample = Callable[..., list[tuple[str, str | None]]]


def rows(*values: float) -> list[dict[str, Any]]:
    return [{"g": str(index), "y": value} for index, value in enumerate(values)]


def spec(scale: dict[str, Any], mark: Any = "point", **more: Any) -> dict[str, Any]:
    y = {"field": "y", "type": "quantitative", "scale": scale}
    return {"mark": mark, "encoding": {"x": {"field": "g", "type": "nominal"}, "y": y}, **more}


SHARE = {"domain": [0, 1]}


def test_none_inside(in_example: InExample) -> None:
    out = "write a domain that holds them, or leave it to Vega"
    for mark in ("point", {"type": "point", "clip": True}):
        assert in_example("CK856", rows(50, 70), spec(SHARE, mark)) == [
            ("the domain of y holds none of the 2 values of 'y': it goes from 50 to 70.", out)
        ]


def test_some_outside(in_example: InExample) -> None:
    assert in_example("CK856", rows(0.5, 1.5), spec(SHARE)) == [
        (
            "the domain of y leaves out 1 of 2 values of 'y', drawn past its axis: it goes from 0.5 to 1.5.",
            "widen the domain, or cut them off by clip: true in the mark",
        )
    ]


def test_one_end_alone(in_example: InExample) -> None:
    assert len(in_example("CK856", rows(5, 15), spec({"domainMax": 10}))) == 1
    assert in_example("CK856", rows(5, 15), spec({"domainMin": 0})) == []


@pytest.mark.parametrize(
    "parts",
    [
        spec({"domain": [0, 1], "clamp": True}),
        spec(SHARE, {"type": "point", "clip": True}),
        spec(SHARE, config={"view": {"clip": True}}),
        spec(SHARE, params=[{"name": "zoom", "select": "interval", "bind": "scales"}]),
        spec({"domain": {"unionWith": [0, 1]}}),
        spec({}),
    ],
)
def test_charts_that_are_cut_or_zoomed_on_purpose(parts: dict[str, Any], in_example: InExample) -> None:
    assert in_example("CK856", rows(0.5, 1.5), parts) == []

"""Percents that are multiplied by a hundred once more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

InExample = Callable[..., list[tuple[str, str | None]]]


def rows(*values: float) -> list[dict[str, Any]]:
    return [{"step": index, "accuracy": value} for index, value in enumerate(values)]


def spec(**y: Any) -> dict[str, Any]:
    x = {"field": "step", "type": "quantitative"}
    return {"mark": "point", "encoding": {"x": x, "y": {"field": "accuracy", "type": "quantitative", **y}}}


@pytest.mark.parametrize("format", ["%", ".0%", ".1%", "+.2p"])
def test_an_axis(format: str, in_example: InExample) -> None:
    assert in_example("CK860", rows(50, 87), spec(axis={"format": format})) == [
        (
            f"{format!r} writes 87 of 'accuracy' as 8,700%.",
            "divide by a hundred in a transform: calculate: datum['accuracy'] / 100",
        )
    ]


def test_a_tooltip(in_example: InExample) -> None:
    tooltip = [{"field": "accuracy", "type": "quantitative", "format": ".0%"}]
    one = {"mark": "point", "encoding": {**spec()["encoding"], "tooltip": tooltip[0]}}
    assert len(in_example("CK860", rows(50, 87), one)) == 1


@pytest.mark.parametrize(
    ("values", "format"), [((0.5, 0.9), "%"), ((1.2, 3.5), "%"), ((0, 1), ".0%"), ((50, 87), ".1f"), ((0.2, 40), "%")]
)
def test_shares_growth_and_other_formats(values: tuple[float, ...], format: str, in_example: InExample) -> None:
    assert in_example("CK860", rows(*values), spec(axis={"format": format})) == []

"""Colours for what has an order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

FOUND: dict[str, tuple[str, str, list[tuple[str, str, str | None]]]] = {
    "names on numbers, reversed rainbow": (
        """\
hconcat:
  - {mark: point, encoding: {x: {field: "${field:a}", type: quantitative}, color: {field: "${field:a}",
      type: quantitative, scale: {scheme: category10}}}}
  - {mark: point, encoding: {x: {field: "${field:a}", type: quantitative}, fill: {aggregate: count,
      scale: {scheme: {name: rainbow, extent: [0, 0.8]}}}}}
""",
        "",
        [
            (
                "3:43",
                "'category10' is made to tell names apart, and stands for values that have an order.",
                "viridis and blues grow steadily lighter; blueorange has two ends and a middle",
            ),
            (
                "5:23",
                "the colours of 'rainbow' have no order, and stand for values that have one.",
                "viridis and blues grow steadily lighter; blueorange has two ends and a middle",
            ),
        ],
    ),
    "list": (
        """\
mark: rect
encoding: {x: {field: "${field:n}", type: nominal}, y: {field: "${field:n}", type: nominal},
  color: {field: "${field:a}", type: quantitative, scale: {range: [navy, cyan, green, yellow, red, white]}}}
""",
        "",
        [
            (
                "3:67",
                "these colours grow lighter and darker in turn, and stand for values that have an order.",
                "viridis and blues grow steadily lighter; blueorange has two ends and a middle",
            )
        ],
    ),
}
RIGHT: dict[str, tuple[str, str]] = {
    "two ends, steady, round": (
        """\
hconcat:
  - {mark: point, encoding: {x: {field: "${field:a}", type: quantitative}, color: {field: "${field:a}",
      type: quantitative, scale: {range: [navy, white, maroon]}}}}
  - {mark: point, encoding: {x: {field: "${field:a}", type: quantitative},
      color: {field: "${field:t}", timeUnit: hours, type: temporal, scale: {scheme: sinebow}}}}
  - {mark: point, encoding: {x: {field: "${field:a}", type: quantitative}, color: {field: "${field:n}",
      type: nominal, scale: {scheme: category10}}}}
resolve: {scale: {color: independent}}
""",
        "",
    ),
}


@pytest.mark.parametrize(("spec", "header", "expected"), FOUND.values(), ids=FOUND)
def test_what_is_found(
    found: Callable[..., Any], spec: str, header: str, expected: list[tuple[str, str, str | None]]
) -> None:
    assert found("CK833", spec, header) == expected


@pytest.mark.parametrize(("spec", "header"), RIGHT.values(), ids=RIGHT)
def test_what_is_right(found: Callable[..., Any], spec: str, header: str) -> None:
    assert found("CK833", spec, header) == []

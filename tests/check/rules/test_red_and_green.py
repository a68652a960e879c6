"""Colours that some readers cannot tell apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

FOUND: dict[str, tuple[str, str, list[tuple[str, str, str | None]]]] = {
    "range and scheme": (
        """\
hconcat:
  - {mark: point, encoding: {x: {field: "${field:a}", type: quantitative}, color: {field: "${field:n}",
      type: nominal, scale: {range: [green, orange, "#a52a2a"]}}}}
  - {mark: rect, encoding: {x: {field: "${field:a}", type: quantitative}, fill: {field: "${field:a}",
      type: quantitative, scale: {scheme: redyellowgreen-5}}}}
""",
        "",
        [
            (
                "3:53",
                "'green' and '#a52a2a' look alike to readers who cannot tell red from green.",
                "blue and orange are told apart by nearly everybody: '#1f77b4' and '#e6842a'",
            )
        ],
    ),
}
RIGHT: dict[str, tuple[str, str]] = {
    "told apart otherwise": (
        """\
mark: point
encoding:
  x: {field: "${field:a}", type: quantitative}
  shape: {field: "${field:n}", type: nominal}
  color: {field: "${field:n}", type: nominal, scale: {range: [green, "#a52a2a"]}}
""",
        "",
    ),
    "light and dark": (
        """\
mark: point
encoding: {x: {field: "${field:a}", type: quantitative}, color: {field: "${field:n}", type: nominal,
  scale: {range: [lightgreen, darkred]}}}
""",
        "",
    ),
}


@pytest.mark.parametrize(("spec", "header", "expected"), FOUND.values(), ids=FOUND)
def test_what_is_found(
    found: Callable[..., Any], spec: str, header: str, expected: list[tuple[str, str, str | None]]
) -> None:
    assert found("CK834", spec, header) == expected


@pytest.mark.parametrize(("spec", "header"), RIGHT.values(), ids=RIGHT)
def test_what_is_right(found: Callable[..., Any], spec: str, header: str) -> None:
    assert found("CK834", spec, header) == []

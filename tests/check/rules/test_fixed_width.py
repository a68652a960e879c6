"""Widths that add up, and those that give way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

FOUND: dict[str, tuple[str, str, list[tuple[str, str, str | None]]]] = {
    "concat adds up": (
        """\
hconcat:
  - {width: 400, mark: point, encoding: {x: {field: "${field:a}", type: quantitative}}}
  - {width: 300, mark: point, encoding: {x: {field: "${field:a}", type: quantitative}}}
""",
        "",
        [
            (
                "2:13",
                "this chart is 720 px wide, whatever its panel is.",
                "leave width out: the views fill their panel; where the shape matters, up to 600 px fit",
            )
        ],
    ),
    "repeat": (
        """\
repeat: {column: ["${field:a}", "${field:b}", "${field:c}"]}
spec: {width: 250, mark: point, encoding: {x: {field: {repeat: column}, type: quantitative}}}
""",
        "",
        [
            (
                "2:15",
                "this chart is 790 px wide, whatever its panel is.",
                "leave width out: the views fill their panel; where the shape matters, up to 600 px fit",
            )
        ],
    ),
    "steps": (
        """\
width: {step: 90}
mark: bar
encoding: {x: {field: "${field:n}", type: nominal, scale: {domain: [a, b, c, d, e, f, g, h]}}}
""",
        "",
        [
            (
                "1:15",
                "this chart is 720 px wide, whatever its panel is.",
                "leave width out: the views fill their panel; where the shape matters, up to 600 px fit",
            )
        ],
    ),
}
RIGHT: dict[str, tuple[str, str]] = {
    "columns": (
        """\
columns: 2
concat:
  - {width: 200, mark: point, encoding: {x: {field: "${field:a}", type: quantitative}}}
  - {width: 200, mark: point, encoding: {x: {field: "${field:a}", type: quantitative}}}
  - {width: 200, mark: point, encoding: {x: {field: "${field:a}", type: quantitative}}}
""",
        "",
    ),
    "fills, fits": (
        """\
vconcat:
  - {width: container, mark: point, encoding: {x: {field: "${field:a}", type: quantitative}}}
  - {width: 600, mark: point, encoding: {x: {field: "${field:a}", type: quantitative}}}
  - {width: {step: 90}, mark: point, encoding: {x: {field: "${field:n}", type: nominal}}}
""",
        "",
    ),
}


@pytest.mark.parametrize(("spec", "header", "expected"), FOUND.values(), ids=FOUND)
def test_what_is_found(
    found: Callable[..., Any], spec: str, header: str, expected: list[tuple[str, str, str | None]]
) -> None:
    assert found("CK829", spec, header) == expected


@pytest.mark.parametrize(("spec", "header"), RIGHT.values(), ids=RIGHT)
def test_what_is_right(found: Callable[..., Any], spec: str, header: str) -> None:
    assert found("CK829", spec, header) == []

"""Bars and areas off zero: which axis measures them, and what keeps zero out of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

FOUND: dict[str, tuple[str, str, list[tuple[str, str, str | None]]]] = {
    "point layer sets it": (
        """\
encoding: {x: {field: "${field:n}", type: nominal}, y: {field: "${field:b}", type: quantitative}}
layer:
  - {mark: bar}
  - {mark: point, encoding: {y: {field: "${field:b}", type: quantitative, scale: {zero: false}}}}
""",
        "",
        [
            (
                "4:89",
                (
                    "these bars do not stand on 0, for zero: false lets the axis begin near the least "
                    "value: their lengths cannot be compared."
                ),
                "let the axis begin at 0, or draw points, which are read by their place",
            )
        ],
    ),
    "horizontal area": (
        """\
mark: {type: bar, orient: horizontal}
encoding:
  x: {field: "${field:a}", type: quantitative, scale: {domainMin: 10}}
  y: {field: "${field:b}", type: quantitative}
""",
        "",
        [
            (
                "3:67",
                ("these bars do not stand on 0, for the axis begins at 10: their lengths cannot be compared."),
                "let the axis begin at 0, or draw points, which are read by their place",
            )
        ],
    ),
    "log": (
        """\
mark: area
encoding:
  x: {field: "${field:t}", type: temporal}
  y: {field: "${field:b}", type: quantitative, scale: {type: log}}
""",
        "",
        [
            (
                "4:62",
                ("these areas do not stand on 0, for a log axis has none: their heights cannot be compared."),
                "let the axis begin at 0, or draw a line, which is read by its place",
            )
        ],
    ),
    "below": (
        """\
mark: bar
encoding:
  x: {field: "${field:n}", type: nominal}
  y: {field: "${field:b}", type: quantitative, scale: {domain: [-9, -1]}}
""",
        "",
        [
            (
                "4:64",
                ("these bars do not stand on 0, for the axis goes from -9 to -1: their lengths cannot be compared."),
                "let the axis begin at 0, or draw points, which are read by their place",
            )
        ],
    ),
    "facet": (
        """\
facet: {field: "${field:n}", type: nominal}
spec:
  mark: bar
  encoding:
    x: {field: "${field:n}", type: nominal}
    y: {field: "${field:b}", type: quantitative, scale: {domain: [5, 9]}}
""",
        "",
        [
            (
                "6:66",
                ("these bars do not stand on 0, for the axis goes from 5 to 9: their lengths cannot be compared."),
                "let the axis begin at 0, or draw points, which are read by their place",
            )
        ],
    ),
}
RIGHT: dict[str, tuple[str, str]] = {
    "a band between two ends": (
        """\
mark: area
encoding:
  x: {field: "${field:a}", type: quantitative, scale: {zero: false}}
  y: {field: "${field:b}", type: quantitative, scale: {zero: false}}
  y2: {field: "${field:c}"}
""",
        "",
    ),
    "other axis of bars": (
        """\
mark: bar
encoding:
  x: {field: "${field:a}", type: quantitative, scale: {zero: false}}
  y: {aggregate: sum, field: "${field:b}"}
""",
        "",
    ),
    "ranged": (
        """\
mark: bar
encoding:
  x: {field: "${field:a}", type: quantitative, scale: {zero: false}}
  x2: {field: "${field:b}"}
  y: {field: "${field:n}", type: nominal}
""",
        "",
    ),
    "histogram bins": (
        """\
mark: bar
encoding:
  x: {field: "${field:a}", type: quantitative, bin: true, scale: {zero: false}}
  y: {aggregate: count}
""",
        "",
    ),
    "zoom": (
        """\
params: [{name: grid, select: interval, bind: scales}]
mark: area
encoding:
  x: {field: "${field:t}", type: temporal}
  y: {field: "${field:b}", type: quantitative, scale: {zero: false, domain: {param: grid}}}
""",
        "",
    ),
    "around zero": (
        """\
mark: bar
encoding:
  x: {field: "${field:n}", type: nominal}
  y: {field: "${field:b}", type: quantitative, scale: {zero: false, domain: [-1, 1]}}
""",
        "",
    ),
    "stream": (
        """\
mark: area
encoding:
  x: {field: "${field:t}", type: temporal}
  y: {field: "${field:b}", type: quantitative, stack: center, scale: {zero: false}}
""",
        "",
    ),
    "slot": (
        """\
mark: bar
encoding:
  x: {field: "${field:n}", type: nominal}
  y: {field: "${field:b}", type: quantitative, scale: {type: "${string:scale}"}}
""",
        """\
fields: {n: {type: nominal}, b: {type: quantitative}}
strings: {scale: {choices: [log, linear], default: log}}
""",
    ),
}


@pytest.mark.parametrize(("spec", "header", "expected"), FOUND.values(), ids=FOUND)
def test_what_is_found(
    found: Callable[..., Any], spec: str, header: str, expected: list[tuple[str, str, str | None]]
) -> None:
    assert found("CK822", spec, header) == expected


@pytest.mark.parametrize(("spec", "header"), RIGHT.values(), ids=RIGHT)
def test_what_is_right(found: Callable[..., Any], spec: str, header: str) -> None:
    assert found("CK822", spec, header) == []

"""Params that nothing reads, and the many places that may read one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

FOUND: dict[str, tuple[str, str, list[tuple[str, str, str | None]]]] = {
    "variable and point": (
        """\
params:
  - {name: size, value: 3}
  - {name: picked, select: point}
mark: point
encoding: {x: {field: "${field:a}", type: quantitative}}
""",
        "",
        [
            (
                "2:12",
                "the param 'size' is defined and nothing reads it.",
                "use it in an expression, a condition or a filter, or take its definition out",
            ),
            (
                "3:12",
                "the param 'picked' is defined and nothing reads it.",
                "use it in an expression, a condition or a filter, or take its definition out",
            ),
        ],
    ),
    "in a view of a concat": (
        """\
hconcat:
  - {params: [{name: one, select: point}], mark: point, encoding: {x: {field: "${field:a}", type: quantitative}}}
  - {transform: [{filter: {param: one}}], mark: point, encoding: {x: {field: "${field:a}", type: quantitative}}}
  - {params: [{name: two, select: {type: point}}], mark: point, encoding: {x: {field: "${field:a}",
      type: quantitative}}}
""",
        "",
        [
            (
                "4:22",
                "the param 'two' is defined and nothing reads it.",
                "use it in an expression, a condition or a filter, or take its definition out",
            )
        ],
    ),
}
RIGHT: dict[str, tuple[str, str]] = {
    "used everywhere": (
        """\
params:
  - {name: p1, value: 3}
  - {name: p2, expr: p1 + 1}
  - {name: p3, select: point}
  - {name: p4, select: {type: interval, encodings: [x]}}
  - {name: p5, value: 4}
  - {name: p6, value: 4}
  - {name: p7, select: {type: point, fields: ["${field:n}"]}, bind: legend}
transform: [{filter: {or: [{param: p3}, "p5 > 1"]}}]
mark: {type: point, size: {expr: p2}}
encoding:
  x: {field: "${field:a}", type: quantitative, scale: {domain: {param: p4}}, axis: {labelExpr: "p6 + datum.label"}}
  color: {field: "${field:n}", type: nominal}
""",
        "",
    ),
    "only where a slot may be empty": (
        """\
params: [{name: hot, select: point}]
mark: point
encoding:
  x: {field: "${field:a}", type: quantitative}
  color: {condition: {param: hot, field: "${field:n}", type: nominal}, value: grey}
""",
        """\
fields: {a: {type: quantitative}, n: {type: nominal, required: false}}
""",
    ),
    "read by a misspelt name, which is told by itself": (
        """\
params: [{name: size, value: 3}]
mark: {type: point, size: {expr: sise}}
encoding: {x: {field: "${field:a}", type: quantitative}}
""",
        "",
    ),
    "a brush and pan and zoom": (
        """\
params: [{name: b, select: interval}, {name: grid, select: interval, bind: scales}]
mark: point
encoding: {x: {field: "${field:a}", type: quantitative}, y: {field: "${field:b}", type: quantitative}}
""",
        "",
    ),
}


@pytest.mark.parametrize(("spec", "header", "expected"), FOUND.values(), ids=FOUND)
def test_what_is_found(
    found: Callable[..., Any], spec: str, header: str, expected: list[tuple[str, str, str | None]]
) -> None:
    assert found("CK825", spec, header) == expected


@pytest.mark.parametrize(("spec", "header"), RIGHT.values(), ids=RIGHT)
def test_what_is_right(found: Callable[..., Any], spec: str, header: str) -> None:
    assert found("CK825", spec, header) == []

"""Fields made over others: what is read in between keeps both."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

FOUND: dict[str, tuple[str, str, list[tuple[str, str, str | None]]]] = {
    "made twice": (
        """\
transform:
  - {calculate: "datum['${field:a}'] * 2", as: v}
  - {timeUnit: year, field: "${field:t}", as: v}
mark: point
encoding: {x: {field: v, type: quantitative}}
""",
        "",
        [
            (
                "3:47",
                "'v' is made by transform 1 already, and nothing reads it before.",
                "give what it makes another name under as",
            )
        ],
    ),
    "over a column that is read": (
        """\
transform:
  - {filter: "datum['${field:b}'] > 1"}
  - {calculate: "datum['${field:a}'] * 2", as: "${field:b}"}
mark: point
encoding: {x: {field: "${field:b}", type: quantitative}}
""",
        "",
        [
            (
                "3:48",
                "'b' is a column that is read above; here it becomes something else.",
                "give what it makes another name under as",
            )
        ],
    ),
}
RIGHT: dict[str, tuple[str, str]] = {
    "for an empty slot": (
        """\
transform:
  - {calculate: "''", as: name}
  - {calculate: "datum['${field:g}']", as: name}
mark: point
encoding: {x: {field: "${field:a}", type: quantitative}, y: {field: name, type: nominal}}
""",
        "fields: {a: {type: quantitative}, g: {type: nominal, required: false}}\n"
        "example:\n  values: [{a: 1, g: x}]\n  fields: {a: a, g: g}\n",
    ),
    "read between": (
        """\
transform:
  - {calculate: "datum['${field:a}'] * 2", as: v}
  - {calculate: datum.v + 1, as: v}
  - {filter: datum.v > 1}
  - {bin: true, field: v, as: v}
mark: point
encoding: {x: {field: v, type: quantitative}}
""",
        "",
    ),
    "behind an aggregate": (
        """\
transform:
  - {calculate: "datum['${field:a}'] * 2", as: v}
  - {aggregate: [{op: count, as: v}], groupby: []}
mark: point
encoding: {x: {field: v, type: quantitative}}
""",
        "",
    ),
    "whole rows": (
        """\
transform:
  - {calculate: "datum['${field:a}'] * 2", as: v}
  - {calculate: "toString(datum)", as: w}
  - {calculate: "3", as: v}
mark: point
encoding: {x: {field: v, type: quantitative}}
""",
        "",
    ),
}


@pytest.mark.parametrize(("spec", "header", "expected"), FOUND.values(), ids=FOUND)
def test_what_is_found(
    found: Callable[..., Any], spec: str, header: str, expected: list[tuple[str, str, str | None]]
) -> None:
    assert found("CK831", spec, header) == expected


@pytest.mark.parametrize(("spec", "header"), RIGHT.values(), ids=RIGHT)
def test_what_is_right(found: Callable[..., Any], spec: str, header: str) -> None:
    assert found("CK831", spec, header) == []

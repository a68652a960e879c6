"""Filters held against themselves and those above them, as far as their fields stay what they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

FOUND: dict[str, tuple[str, str, list[tuple[str, str, str | None]]]] = {
    "unreachable expression": (
        """\
transform:
  - filter: "datum['${field:a}'] > 5 && 3 > datum['${field:a}']"
mark: point
encoding: {x: {field: "${field:a}", type: quantitative}}
""",
        "",
        [
            (
                "2:13",
                "no row comes through: this filter is false for every row.",
                "compare its limits: often && stands for ||, or < for >",
            )
        ],
    ),
    "parts of a composition": (
        """\
transform:
  - filter: {and: [{field: "${field:a}", lt: 5}, {field: "${field:a}", range: [7, null]}]}
  - filter: {or: [{field: "${field:b}", equal: 1}, {field: "${field:b}", equal: 2}]}
mark: point
encoding: {x: {field: "${field:a}", type: quantitative}}
""",
        "",
        [
            (
                "2:13",
                "no row comes through: this filter is false for every row.",
                "compare its limits: often && stands for ||, or < for >",
            )
        ],
    ),
    "a filter of a layer against one above it": (
        """\
transform:
  - filter: {field: "${field:n}", oneOf: [a, b]}
layer:
  - mark: point
    encoding: {x: {field: "${field:a}", type: quantitative}}
  - transform: [{filter: {field: "${field:n}", equal: c}}]
    mark: line
    encoding: {x: {field: "${field:a}", type: quantitative}}
""",
        "",
        [
            (
                "6:26",
                "no row comes through: a filter above left only other values of 'n'.",
                "compare its limits: often && stands for ||, or < for >",
            )
        ],
    ),
    "always true": (
        """\
transform:
  - filter: 2 > 1
  - filter: {field: "${field:a}", gt: 5}
  - filter: "datum['${field:a}'] >= 5"
mark: point
encoding: {x: {field: "${field:a}", type: quantitative}}
""",
        "",
        [
            (
                "2:13",
                "every row comes through: this filter is true for every row.",
                "take it out, or compare its limits",
            ),
            (
                "4:13",
                "every row comes through: a filter above left only such values of 'a'.",
                "take it out, or compare its limits",
            ),
        ],
    ),
    "aggregated between": (
        """\
transform:
  - filter: {field: "${field:n}", oneOf: [a, b]}
  - aggregate: [{op: sum, field: "${field:a}", as: total}]
    groupby: ["${field:n}"]
  - filter: {field: total, gt: 5}
  - filter: {field: "${field:n}", equal: c}
mark: point
encoding: {x: {field: total, type: quantitative}}
""",
        "",
        [
            (
                "6:13",
                "no row comes through: a filter above left only other values of 'n'.",
                "compare its limits: often && stands for ||, or < for >",
            )
        ],
    ),
    "time units are apart": (
        """\
transform:
  - filter: {timeUnit: year, field: "${field:t}", range: [2000, 2010]}
  - filter: {timeUnit: month, field: "${field:t}", equal: 1}
  - filter: {timeUnit: year, field: "${field:t}", equal: 1999}
mark: point
encoding: {x: {field: "${field:t}", type: temporal}}
""",
        "",
        [
            (
                "4:13",
                "no row comes through: a filter above left only other values of 'year of t'.",
                "compare its limits: often && stands for ||, or < for >",
            )
        ],
    ),
    "conditions": (
        """\
mark: point
encoding:
  x: {field: "${field:a}", type: quantitative}
  color: {condition: [{test: 1 > 2, value: black}, {test: "true", value: navy}], value: blue}
""",
        "",
        [
            (
                "4:30",
                "this condition is false for every row: what it chooses is never drawn.",
                "compare its limits: often && stands for ||, or < for >",
            ),
            ("4:59", "this condition is true for every row: it always decides.", "write its value by itself"),
        ],
    ),
}
RIGHT: dict[str, tuple[str, str]] = {
    "asks whether a slot is filled": (
        """\
transform: [{filter: "'${field:g}' !== ''"}]
mark: point
encoding: {x: {field: "${field:a}", type: quantitative}}
""",
        "fields: {a: {type: quantitative}, g: {type: nominal, required: false}}\n"
        "example:\n  values: [{a: 1, g: x}]\n  fields: {a: a, g: g}\n",
    ),
    "made anew between": (
        """\
transform:
  - filter: {field: "${field:a}", gt: 5}
  - {calculate: "datum['${field:a}'] - 9", as: "${field:a}"}
  - filter: {field: "${field:a}", lt: 3}
mark: point
encoding: {x: {field: "${field:a}", type: quantitative}}
""",
        "",
    ),
    "params, random, other kinds": (
        """\
params: [{name: least, value: 3}]
transform:
  - filter: "datum['${field:a}'] > least"
  - filter: random() < 0.5
  - filter: {field: "${field:a}", gt: 5}
  - filter: {field: "${field:a}", lt: "b"}
  - filter: {not: {field: "${field:a}", gt: 5}}
mark: point
encoding: {x: {field: "${field:a}", type: quantitative}}
""",
        "",
    ),
    "of a slot": (
        """\
transform: [{filter: "${string:all}"}]
mark: point
encoding: {x: {field: "${field:a}", type: quantitative}}
""",
        """\
fields: {a: {type: quantitative}}
strings: {all: {type: boolean, default: true}}
""",
    ),
}


@pytest.mark.parametrize(("spec", "header", "expected"), FOUND.values(), ids=FOUND)
def test_what_is_found(
    found: Callable[..., Any], spec: str, header: str, expected: list[tuple[str, str, str | None]]
) -> None:
    assert found("CK824", spec, header) == expected


@pytest.mark.parametrize(("spec", "header"), RIGHT.values(), ids=RIGHT)
def test_what_is_right(found: Callable[..., Any], spec: str, header: str) -> None:
    assert found("CK824", spec, header) == []

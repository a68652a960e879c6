"""Log and sqrt scales, whoever of those that share one says what it reaches."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

FOUND: dict[str, tuple[str, str, list[tuple[str, str, str | None]]]] = {
    "domain, datum in other layer": (
        """\
layer:
  - {mark: line, encoding: {x: {field: "${field:a}", type: quantitative}, y: {field: "${field:b}",
      type: quantitative, scale: {type: log}}}}
  - {mark: rule, encoding: {y: {datum: 0}}}
""",
        "",
        [
            (
                "4:40",
                "0 has no place on a log scale.",
                "begin above zero, or write type: symlog, which draws zero and what is below it",
            )
        ],
    ),
    "zero true shared": (
        """\
encoding: {y: {scale: {type: log, zero: true, domain: [-1, 10]}}}
layer:
  - {mark: line, encoding: {x: {field: "${field:a}", type: quantitative}, y: {field: "${field:b}",
      type: quantitative}}}
""",
        "",
        [
            (
                "1:41",
                "a log scale has no zero, so that zero: true is left out.",
                "begin above zero, or write type: symlog, which draws zero and what is below it",
            ),
            (
                "1:56",
                "the domain of this log scale holds -1, which has no logarithm.",
                "begin above zero, or write type: symlog, which draws zero and what is below it",
            ),
        ],
    ),
    "sqrt": (
        """\
mark: line
encoding: {x: {field: "${field:a}", type: quantitative}, y: {field: "${field:b}", type: quantitative,
  scale: {type: sqrt, domain: [-4, 4]}}}
""",
        "",
        [
            (
                "3:32",
                "this sqrt scale goes down to -4, which has no root: it is drawn as the mirrored root.",
                "write type: symlog, which draws zero and what is below it",
            )
        ],
    ),
    "domainMin, unionWith": (
        """\
mark: line
encoding:
  x: {field: "${field:a}", type: quantitative, scale: {type: log, domainMin: 0}}
  y: {field: "${field:b}", type: quantitative, scale: {type: log, domain: {unionWith: [0, 1]}}}
""",
        "",
        [
            (
                "3:78",
                "the domain of this log scale holds 0, which has no logarithm.",
                "begin above zero, or write type: symlog, which draws zero and what is below it",
            ),
            (
                "4:88",
                "the domain of this log scale holds 0, which has no logarithm.",
                "begin above zero, or write type: symlog, which draws zero and what is below it",
            ),
        ],
    ),
}
RIGHT: dict[str, tuple[str, str]] = {
    "negative as a whole": (
        """\
mark: line
encoding: {x: {field: "${field:a}", type: quantitative}, y: {field: "${field:b}", type: quantitative,
  scale: {type: log, domain: [-100, -1]}}}
""",
        "",
    ),
    "expr": (
        """\
params: [{name: low, value: 0}]
mark: line
encoding: {x: {field: "${field:a}", type: quantitative}, y: {field: "${field:b}", type: quantitative,
  scale: {type: log, domainMin: {expr: low}}}}
""",
        "",
    ),
    "concat is apart": (
        """\
hconcat:
  - {mark: line, encoding: {y: {field: "${field:b}", type: quantitative, scale: {type: log}}}}
  - {mark: line, encoding: {y: {field: "${field:b}", type: quantitative, scale: {domain: [0, 1]}}}}
""",
        "",
    ),
    "independent": (
        """\
layer:
  - {mark: line, encoding: {y: {field: "${field:b}", type: quantitative, scale: {type: log}}}}
  - {mark: line, encoding: {y: {field: "${field:a}", type: quantitative, scale: {domain: [0, 1]}}}}
resolve: {scale: {y: independent}}
""",
        "",
    ),
    "slot": (
        """\
mark: line
encoding: {x: {field: "${field:a}", type: quantitative}, y: {field: "${field:b}", type: quantitative,
  scale: {type: log, domain: ["${string:low}", 10]}}}
""",
        """\
fields: {a: {type: quantitative}, b: {type: quantitative}}
strings: {low: {type: number, default: 0}}
""",
    ),
}


@pytest.mark.parametrize(("spec", "header", "expected"), FOUND.values(), ids=FOUND)
def test_what_is_found(
    found: Callable[..., Any], spec: str, header: str, expected: list[tuple[str, str, str | None]]
) -> None:
    assert found("CK821", spec, header) == expected


@pytest.mark.parametrize(("spec", "header"), RIGHT.values(), ids=RIGHT)
def test_what_is_right(found: Callable[..., Any], spec: str, header: str) -> None:
    assert found("CK821", spec, header) == []

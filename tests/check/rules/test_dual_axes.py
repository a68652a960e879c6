"""What layers on one axis cannot share, and what they may."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

FOUND: dict[str, tuple[str, str, list[tuple[str, str, str | None]]]] = {
    "log and linear": (
        """\
layer:
  - {mark: line, encoding: {x: {field: "${field:a}", type: quantitative}, y: {field: "${field:b}",
      type: quantitative, scale: {type: log}}}}
  - {mark: line, encoding: {x: {field: "${field:a}", type: quantitative}, y: {field: "${field:b}",
      type: quantitative, scale: {type: linear}}}}
""",
        "",
        [
            (
                "5:41",
                "this layer asks for a linear y axis and the first for a log one; they share one axis.",
                (
                    "resolve: {scale: {y: independent}} gives each layer its own axis; two views side "
                    "by side are plainer"
                ),
            )
        ],
    ),
    "names and numbers": (
        """\
layer:
  - {mark: line, encoding: {x: {field: "${field:a}", type: quantitative}, y: {field: "${field:b}",
      type: quantitative}}}
  - {mark: point, encoding: {x: {field: "${field:a}", type: quantitative}, y: {field: "${field:n}", type: nominal}}}
""",
        "",
        [
            (
                "4:87",
                "this layer has names on its y axis and the first numbers; they share one.",
                (
                    "resolve: {scale: {y: independent}} gives each layer its own axis; two views side "
                    "by side are plainer"
                ),
            )
        ],
    ),
    "sides": (
        """\
layer:
  - {mark: line, encoding: {x: {field: "${field:a}", type: quantitative}, y: {field: "${field:b}",
      type: quantitative}}}
  - {mark: line, encoding: {x: {field: "${field:a}", type: quantitative}, y: {field: "${field:c}",
      type: quantitative, axis: {orient: right}}}}
""",
        "",
        [
            (
                "5:42",
                "this layer puts its axis on the right, yet all layers share one y axis.",
                (
                    "resolve: {scale: {y: independent}} gives each layer its own axis; two views side "
                    "by side are plainer"
                ),
            )
        ],
    ),
    "titles": (
        """\
layer:
  - {mark: line, encoding: {x: {field: "${field:a}", type: quantitative}, y: {field: "${field:b}",
      type: quantitative, title: Loss}}}
  - {mark: line, encoding: {x: {field: "${field:a}", type: quantitative}, y: {field: "${field:c}",
      type: quantitative, axis: {title: Rate}}}}
""",
        "",
        [
            (
                "5:41",
                "this layer calls its y axis 'Rate' and the first 'Loss'; they share one axis.",
                (
                    "resolve: {scale: {y: independent}} gives each layer its own axis; two views side "
                    "by side are plainer"
                ),
            )
        ],
    ),
    "facet of layers": (
        """\
facet: {field: "${field:n}", type: nominal}
spec:
  layer:
    - {mark: bar, encoding: {x: {field: "${field:t}", type: temporal}, y: {aggregate: count}}}
    - {mark: line, encoding: {x: {field: "${field:t}", type: temporal}, y: {aggregate: mean, field: "${field:b}"}}}
""",
        "",
        [
            (
                "5:101",
                "this layer draws the mean of 'b' and the first a count of rows, on one y axis.",
                (
                    "resolve: {scale: {y: independent}} gives each layer its own axis; two views side "
                    "by side are plainer"
                ),
            )
        ],
    ),
}
RIGHT: dict[str, tuple[str, str]] = {
    "min and max": (
        """\
layer:
  - {mark: line, encoding: {x: {field: "${field:t}", type: temporal}, y: {aggregate: min, field: "${field:b}"}}}
  - {mark: line, encoding: {x: {field: "${field:t}", type: temporal}, y: {aggregate: max, field: "${field:b}"}}}
  - {mark: rule, encoding: {y: {datum: 3}}}
""",
        "",
    ),
    "one side for all": (
        """\
layer:
  - {mark: line, encoding: {x: {field: "${field:t}", type: temporal}, y: {field: "${field:b}",
      type: quantitative, axis: null}}}
  - {mark: line, encoding: {x: {field: "${field:t}", type: temporal}, y: {field: "${field:c}",
      type: quantitative, axis: {orient: right}}}}
""",
        "",
    ),
    "concat": (
        """\
hconcat:
  - {mark: bar, encoding: {x: {field: "${field:t}", type: temporal}, y: {aggregate: count}}}
  - {mark: line, encoding: {x: {field: "${field:t}", type: temporal}, y: {aggregate: mean, field: "${field:b}"}}}
""",
        "",
    ),
    "concat shared": (
        """\
hconcat:
  - {mark: bar, encoding: {x: {field: "${field:t}", type: temporal}, y: {aggregate: count}}}
  - {mark: line, encoding: {x: {field: "${field:t}", type: temporal}, y: {aggregate: mean, field: "${field:b}"}}}
resolve: {scale: {y: shared}}
""",
        "",
    ),
    "ordinal month and temporal month": (
        """\
layer:
  - {mark: line, encoding: {x: {field: "${field:t}", type: ordinal, timeUnit: month},
      y: {field: "${field:b}", type: quantitative}}}
  - {mark: line, encoding: {x: {field: "${field:t}", type: temporal, timeUnit: month},
      y: {field: "${field:b}", type: quantitative}}}
""",
        "",
    ),
}


@pytest.mark.parametrize(("spec", "header", "expected"), FOUND.values(), ids=FOUND)
def test_what_is_found(
    found: Callable[..., Any], spec: str, header: str, expected: list[tuple[str, str, str | None]]
) -> None:
    assert found("CK823", spec, header) == expected


@pytest.mark.parametrize(("spec", "header"), RIGHT.values(), ids=RIGHT)
def test_what_is_right(found: Callable[..., Any], spec: str, header: str) -> None:
    assert found("CK823", spec, header) == []

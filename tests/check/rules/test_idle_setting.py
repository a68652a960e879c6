"""Settings and sorts that do nothing, and those that do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

FOUND: dict[str, tuple[str, str, list[tuple[str, str, str | None]]]] = {
    "sorts": (
        """\
mark: bar
encoding:
  x: {field: "${field:a}", type: quantitative, sort: -y}
  y: {field: "${field:t}", type: temporal, sort: {field: "${field:a}"}}
""",
        "",
        [
            (
                "3:48",
                "this sort does nothing: numbers stand in their own order.",
                ("ascending and descending turn them round; type: ordinal makes names of them, which are sorted"),
            ),
            (
                "4:44",
                "this sort does nothing: times stand in their own order.",
                ("ascending and descending turn them round; type: ordinal makes names of them, which are sorted"),
            ),
        ],
    ),
    "settings": (
        """\
mark: bar
encoding:
  x: {field: "${field:a}", type: quantitative, scale: {base: 2, paddingInner: 0.1, zero: false}}
  y: {field: "${field:n}", type: nominal, scale: {nice: true, zero: false, paddingInner: 0.1}}
""",
        "",
        [
            (
                "3:56",
                "base does nothing on a scale of numbers: it is for a log scale.",
                "take it out, or see that the type is the one you mean",
            ),
            (
                "3:65",
                "paddingInner does nothing on a scale of numbers: it is for an axis of names.",
                "take it out, or see that the type is the one you mean",
            ),
            (
                "4:51",
                "nice does nothing on a scale of names: it is for a scale of numbers.",
                "take it out, or see that the type is the one you mean",
            ),
        ],
    ),
    "range": (
        """\
mark: point
encoding: {x: {field: "${field:a}", type: quantitative}, color: {field: "${field:n}", type: nominal,
  scale: {scheme: set1, range: [navy, orange]}}}
""",
        "",
        [("3:11", "scheme does nothing beside range, which overrules it.", "keep one of the two")],
    ),
    "inherited in layers": (
        """\
encoding: {x: {field: "${field:t}", type: temporal, scale: {zero: true}}}
layer: [{mark: point}, {mark: rule}]
""",
        "",
        [
            (
                "1:61",
                "zero does nothing on a scale of times: it is for a scale of numbers.",
                "take it out, or see that the type is the one you mean",
            )
        ],
    ),
}
RIGHT: dict[str, tuple[str, str]] = {
    "sorts that do something": (
        """\
mark: bar
encoding:
  x: {field: "${field:a}", type: quantitative, sort: descending}
  y: {field: "${field:n}", type: nominal, sort: -x}
  color: {field: "${field:n}", type: nominal, sort: [b, a]}
""",
        "",
    ),
    "type of a slot": (
        """\
mark: point
encoding: {x: {field: "${field:a}", type: quantitative, scale: {type: "${string:kind}", base: 2}}}
""",
        """\
fields: {a: {type: quantitative}}
strings: {kind: {choices: [linear, log], default: linear}}
""",
    ),
}


@pytest.mark.parametrize(("spec", "header", "expected"), FOUND.values(), ids=FOUND)
def test_what_is_found(
    found: Callable[..., Any], spec: str, header: str, expected: list[tuple[str, str, str | None]]
) -> None:
    assert found("CK832", spec, header) == expected


@pytest.mark.parametrize(("spec", "header"), RIGHT.values(), ids=RIGHT)
def test_what_is_right(found: Callable[..., Any], spec: str, header: str) -> None:
    assert found("CK832", spec, header) == []


def test_an_alias_is_told_once(found: Callable[..., Any]) -> None:
    spec = """\
encoding: {x: &x {field: "${field:a}", type: quantitative, scale: {base: 2}}}
layer: [{mark: point}, {mark: line, encoding: {y: *x}}]
"""
    message = "base does nothing on a scale of numbers: it is for a log scale."
    assert found("CK832", spec) == [("1:68", message, "take it out, or see that the type is the one you mean")]

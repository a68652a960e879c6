"""Figures of names: in transforms, encodings, sorts and repeats."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

FOUND: dict[str, tuple[str, str, list[tuple[str, str, str | None]]]] = {
    "slot in transform": (
        """\
transform:
  - aggregate: [{op: mean, field: "${field:n}", as: m}, {op: count, as: c}]
    groupby: ["${field:n}"]
mark: bar
encoding: {x: {field: "${field:n}", type: nominal}, y: {field: m, type: quantitative}}
""",
        """\
fields: {n: {type: nominal}}
""",
        [
            (
                "2:24",
                "the mean needs numbers; the slot 'n' takes a nominal column.",
                "declare 'n' as quantitative, or count its names: aggregate: count, or distinct",
            )
        ],
    ),
    "inherited in layer": (
        """\
encoding: {y: {aggregate: median, field: "${field:n}"}}
layer:
  - mark: bar
  - {mark: rule, encoding: {x: {datum: 1}}}
""",
        """\
fields: {n: {type: [nominal, ordinal]}}
""",
        [
            (
                "1:29",
                "the median needs numbers; the slot 'n' takes a nominal or ordinal column.",
                "declare 'n' as quantitative, or count its names: aggregate: count, or distinct",
            )
        ],
    ),
    "sort": (
        """\
mark: bar
encoding:
  x: {field: "${field:n}", type: nominal, sort: {op: mean, field: "${field:n}"}}
""",
        """\
fields: {n: {type: nominal}}
""",
        [
            (
                "3:56",
                "the mean needs numbers; the slot 'n' takes a nominal column.",
                "declare 'n' as quantitative, or count its names: aggregate: count, or distinct",
            )
        ],
    ),
    "drawn as names": (
        """\
mark: bar
encoding: {x: {aggregate: mean, field: "${field:a}", type: ordinal}}
""",
        """\
fields: {a: {type: quantitative}}
""",
        [
            (
                "2:62",
                "the mean is a number, and type: ordinal draws each number as a name of its own.",
                "leave the type out, or write type: quantitative; names are counted by count and distinct",
            )
        ],
    ),
    "repeat": (
        """\
repeat: ["${field:n}"]
spec: {mark: bar, encoding: {y: {aggregate: mean, field: {repeat: repeat}}}}
""",
        """\
fields: {n: {type: nominal}}
""",
        [
            (
                "2:47",
                "the mean needs numbers; the slot 'n' takes a nominal column.",
                "declare 'n' as quantitative, or count its names: aggregate: count, or distinct",
            )
        ],
    ),
}
RIGHT: dict[str, tuple[str, str]] = {
    "max ok": (
        """\
mark: bar
encoding: {y: {aggregate: max, field: "${field:n}"}}
""",
        """\
fields: {n: {type: nominal}}
""",
    ),
    "any ok": (
        """\
mark: bar
encoding: {y: {aggregate: mean, field: "${field:n}"}}
""",
        """\
fields: {n: {type: any}}
""",
    ),
}


@pytest.mark.parametrize(("spec", "header", "expected"), FOUND.values(), ids=FOUND)
def test_what_is_found(
    found: Callable[..., Any], spec: str, header: str, expected: list[tuple[str, str, str | None]]
) -> None:
    assert found("CK820", spec, header) == expected


@pytest.mark.parametrize(("spec", "header"), RIGHT.values(), ids=RIGHT)
def test_what_is_right(found: Callable[..., Any], spec: str, header: str) -> None:
    assert found("CK820", spec, header) == []

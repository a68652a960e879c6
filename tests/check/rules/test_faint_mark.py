"""Contrast of marks: where their colour comes from, and when another thing makes them seen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

FOUND: dict[str, tuple[str, str, list[tuple[str, str, str | None]]]] = {
    "mark, config, encoding": (
        """\
hconcat:
  - {mark: {type: bar, color: "#eeeeee"}, encoding: {x: {field: "${field:a}", type: quantitative}}}
  - {mark: tick, encoding: {x: {field: "${field:a}", type: quantitative}}}
  - {mark: point, encoding: {x: {field: "${field:a}", type: quantitative}, stroke: {value: yellow}}}
config: {tick: {color: pink}}
""",
        "",
        [
            (
                "2:31",
                "these marks have a contrast of 1.1 with their ground, #ffffff; they need 3.",
                (
                    "'#949494' is the nearest that can be seen there; a stroke around them that "
                    "stands out is enough, too"
                ),
            ),
            (
                "4:92",
                "these marks have a contrast of 1.0 with their ground, #ffffff; they need 3.",
                (
                    "'#999900' is the nearest that can be seen there; a stroke around them that "
                    "stands out is enough, too"
                ),
            ),
            (
                "5:24",
                "these marks have a contrast of 1.5 with their ground, #ffffff; they need 3.",
                (
                    "'#b58890' is the nearest that can be seen there; a stroke around them that "
                    "stands out is enough, too"
                ),
            ),
        ],
    ),
    "opacity of bars": (
        """\
mark: {type: bar, color: navy, opacity: 0.2}
encoding: {x: {field: "${field:a}", type: quantitative}}
""",
        "",
        [
            (
                "1:26",
                "these marks have a contrast of 1.5 with their ground, #ffffff; they need 3.",
                "they are pale by their opacity alone: raise that",
            )
        ],
    ),
    "dark ground": (
        """\
background: black
mark: {type: line, color: "#222"}
encoding: {x: {field: "${field:a}", type: quantitative}, y: {field: "${field:b}", type: quantitative}}
""",
        "",
        [
            (
                "2:27",
                "these marks have a contrast of 1.3 with their ground, #000000; they need 3.",
                (
                    "'#5b5b5b' is the nearest that can be seen there; a stroke around them that "
                    "stands out is enough, too"
                ),
            )
        ],
    ),
}
RIGHT: dict[str, tuple[str, str]] = {
    "points add up": (
        """\
mark: {type: point, color: navy, opacity: 0.2}
encoding: {x: {field: "${field:a}", type: quantitative}}
""",
        "",
    ),
    "pale behind dark": (
        """\
encoding: {x: {field: "${field:a}", type: quantitative}}
layer:
  - {mark: {type: rule, color: "#ddd"}}
  - {mark: point}
""",
        "",
    ),
    "chosen": (
        """\
params: [{name: p, select: interval}]
mark: bar
encoding: {x: {field: "${field:a}", type: quantitative}, color: {condition: {param: p, value: navy}, value: "#eee"}}
""",
        "",
    ),
    "outlined, transparent": (
        """\
hconcat:
  - {mark: {type: bar, color: "#eee", stroke: black}, encoding: {x: {field: "${field:a}", type: quantitative}}}
  - {mark: {type: bar, color: transparent}, encoding: {x: {field: "${field:a}", type: quantitative}}}
""",
        "",
    ),
}


@pytest.mark.parametrize(("spec", "header", "expected"), FOUND.values(), ids=FOUND)
def test_what_is_found(
    found: Callable[..., Any], spec: str, header: str, expected: list[tuple[str, str, str | None]]
) -> None:
    assert found("CK828", spec, header) == expected


@pytest.mark.parametrize(("spec", "header"), RIGHT.values(), ids=RIGHT)
def test_what_is_right(found: Callable[..., Any], spec: str, header: str) -> None:
    assert found("CK828", spec, header) == []

"""Contrast of texts: guides, marks, opacity, grounds, and black ones on dark pages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

FOUND: dict[str, tuple[str, str, list[tuple[str, str, str | None]]]] = {
    "guides": (
        """\
title: {text: Loss, subtitle: of one run, subtitleColor: silver}
mark: line
encoding:
  x: {field: "${field:a}", type: quantitative, axis: {titleColor: "#999", labelColor: "#595959"}}
  color: {field: "${field:n}", type: nominal, legend: {labelColor: hsl(0 0% 70%)}}
""",
        "",
        [
            (
                "1:58",
                "this text has a contrast of 1.8 with its ground, #ffffff; it needs 4.5.",
                "'#757575' is the nearest that can be read there",
            ),
            (
                "4:67",
                "this text has a contrast of 2.8 with its ground, #ffffff; it needs 4.5.",
                "'#767676' is the nearest that can be read there",
            ),
            (
                "5:68",
                "this text has a contrast of 2.1 with its ground, #ffffff; it needs 4.5.",
                "'#767676' is the nearest that can be read there",
            ),
        ],
    ),
    "config": (
        """\
mark: line
encoding: {x: {field: "${field:a}", type: quantitative}}
config: {axisX: {labelColor: "#aaa"}, header: {titleColor: gold}, title: {color: "#777", fontSize: 20}}
""",
        "",
        [
            (
                "3:30",
                "this text has a contrast of 2.3 with its ground, #ffffff; it needs 4.5.",
                "'#757575' is the nearest that can be read there",
            ),
            (
                "3:60",
                "this text has a contrast of 1.4 with its ground, #ffffff; it needs 4.5.",
                "'#8a7400' is the nearest that can be read there",
            ),
        ],
    ),
    "opacity": (
        """\
mark: {type: text, color: black, opacity: 0.3}
encoding: {x: {field: "${field:a}", type: quantitative}, text: {field: "${field:n}", type: nominal}}
""",
        "",
        [
            (
                "1:27",
                "this text has a contrast of 2.1 with its ground, #ffffff; it needs 4.5.",
                "it is pale by its opacity alone: raise that",
            )
        ],
    ),
    "conditions and plot fill": (
        """\
view: {fill: "#333333"}
mark: text
encoding:
  x: {field: "${field:a}", type: quantitative}
  text: {field: "${field:n}", type: nominal}
  color: {condition: {test: "datum['${field:a}'] > 1", value: "#555555"}, value: white}
""",
        "",
        [
            (
                "6:63",
                "this text has a contrast of 1.6 with its ground, #333333; it needs 4.5.",
                "'#9b9b9b' is the nearest that can be read there",
            )
        ],
    ),
    "dark page": (
        """\
background: "#1a1a2e"
title: Loss
mark: line
encoding: {x: {field: "${field:a}", type: quantitative}, color: {field: "${field:n}", type: nominal}}
""",
        "",
        [
            (
                "1:13",
                (
                    "the labels of the axes, the labels of the legend and the title are black here, "
                    "which has a contrast of 1.2 with this background; it needs 4.5."
                ),
                (
                    "write config: {axis: {labelColor: white, titleColor: white}, legend: "
                    "{labelColor: white, titleColor: white}, title: {color: white}}"
                ),
            )
        ],
    ),
}
RIGHT: dict[str, tuple[str, str]] = {
    "over bars": (
        """\
encoding: {x: {field: "${field:a}", type: quantitative}, y: {field: "${field:n}", type: nominal}}
layer:
  - mark: bar
  - {mark: {type: text, color: white, align: right}, encoding: {text: {field: "${field:a}", type: quantitative}}}
""",
        "",
    ),
    "by rows or expressions": (
        """\
mark: {type: text, color: {expr: "'white'"}}
encoding: {x: {field: "${field:a}", type: quantitative}, text: {field: "${field:n}", type: nominal}}
""",
        "",
    ),
    "dark page, thought of": (
        """\
background: "#1a1a2e"
mark: line
encoding: {x: {field: "${field:a}", type: quantitative}, color: {field: "${field:n}", type: nominal}}
config: {style: {guide-label: {fill: white}, guide-title: {fill: white}}}
""",
        "",
    ),
    "transparent page": (
        """\
background: transparent
mark: {type: text, color: white}
encoding: {x: {field: "${field:a}", type: quantitative}, text: {field: "${field:n}", type: nominal}}
""",
        "",
    ),
    "large and bold": (
        """\
mark: {type: text, color: "#888", fontSize: 19, fontWeight: bold}
encoding: {x: {field: "${field:a}", type: quantitative}, text: {field: "${field:n}", type: nominal}}
""",
        "",
    ),
}


@pytest.mark.parametrize(("spec", "header", "expected"), FOUND.values(), ids=FOUND)
def test_what_is_found(
    found: Callable[..., Any], spec: str, header: str, expected: list[tuple[str, str, str | None]]
) -> None:
    assert found("CK827", spec, header) == expected


@pytest.mark.parametrize(("spec", "header"), RIGHT.values(), ids=RIGHT)
def test_what_is_right(found: Callable[..., Any], spec: str, header: str) -> None:
    assert found("CK827", spec, header) == []

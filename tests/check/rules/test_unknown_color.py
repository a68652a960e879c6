"""Colours that no browser knows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

HEX = "a # has 3, 4, 6 or 8 digits after it, from 0 to 9 and a to f"
AXES = 'x: {field: "${field:a}", type: quantitative}'
FOUND: dict[str, tuple[str, list[tuple[str, str, str | None]]]] = {
    "mark": (
        f"mark: {{type: point, color: '#ff00zz', stroke: bleu}}\nencoding: {{{AXES}}}\n",
        [("1:28", "'#ff00zz' is no colour.", HEX), ("1:47", "'bleu' is no colour.", "did you mean 'blue'?")],
    ),
    "channel and config": (
        f"mark: point\nencoding:\n  {AXES}\n  color:\n    condition: {{test: 'datum.${{field:b}} > 1', value: orang}}\n"
        "    value: '#12345'\nconfig: {axis: {gridColor: lightgry}}\n",
        [
            ("5:54", "'orang' is no colour.", "did you mean 'orange'?"),
            ("6:12", "'#12345' is no colour.", HEX),
            ("7:28", "'lightgry' is no colour.", "did you mean 'lightgray'?"),
        ],
    ),
    "range": (
        f'mark: point\nencoding:\n  {AXES}\n  fill: {{field: "${{field:n}}", scale: {{range: [red, grean]}}}}\n',
        [("4:52", "'grean' is no colour.", "did you mean 'green'?")],
    ),
}
RIGHT = {
    "all forms": "mark: {type: point, color: '#abc8', fill: RebeccaPurple, stroke: none}\n"
    f"background: 'rgb(1 2 3 / 50%)'\nencoding: {{{AXES}, stroke: {{value: currentColor}}}}\n",
    "system colours and new forms": "mark: {type: point, fill: Canvas, stroke: 'oklch(70% 0.1 200)'}\n"
    f"encoding: {{{AXES}}}\n",
    "a column called color": "transform: [{calculate: \"'bleu'\", as: color}]\n"
    "mark: point\nencoding: {x: {field: color, type: nominal}, color: {field: color, type: nominal, scale: null}}\n",
    "rows, and a range of names": "data: {name: table}\nlayer:\n  - data: {values: [{color: bleu, fill: grean}]}\n"
    "    mark: point\n    encoding: {x: {field: fill}}\n"
    '  - {mark: rect, encoding: {x: {field: "${field:a}"}, color: {field: "${field:b}", type: quantitative, '
    "scale: {range: heatmap}}}}\n",
    "gradient": "mark: {type: bar, color: {gradient: linear, stops: [{offset: 0, color: red}]}}\n"
    f"encoding: {{{AXES}}}\n",
}


@pytest.mark.parametrize(("spec", "expected"), FOUND.values(), ids=FOUND)
def test_what_is_found(found: Callable[..., Any], spec: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert found("CK835", spec, "") == expected


@pytest.mark.parametrize("spec", RIGHT.values(), ids=RIGHT)
def test_what_is_right(found: Callable[..., Any], spec: str) -> None:
    assert found("CK835", spec, "") == []

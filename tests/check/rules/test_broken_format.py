"""Formats that Vega cannot read, or reads as something else, at the places where a chart writes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

X = 'x: {field: "${field:a}", type: quantitative'
TIMES = "'type: temporal' or 'formatType: time' writes times"
NUMBERS = "numbers are written as '.2f' for 3.14, ',d' for 1,234, '.0%' for 25% and '.2s' for 1.2k"
BROKEN = "'.2ff' is no format of numbers: 'f' does not fit after '.2f'."
MEANT = "did you mean '.2f'?"
HAS_NO_K = "formats of times have no '%k'; '%k' draws 'k' in its place."
FOUND: dict[str, tuple[str, list[tuple[str, str, str | None]]]] = {
    "axis": (f"mark: point\nencoding:\n  {X}, axis: {{format: .2ff}}}}\n", [("3:63", BROKEN, MEANT)]),
    "legend of names": (
        f'mark: point\nencoding:\n  {X}}}\n  color: {{field: "${{field:c}}", type: ordinal, legend: '
        "{format: .2ff}}\n",
        [("4:64", BROKEN, MEANT)],
    ),
    "text and tooltip": (
        f'mark: text\nencoding:\n  {X}}}\n  text: {{field: "${{field:c}}", type: quantitative, format: .2ff}}\n'
        '  tooltip: [{field: "${field:c}", type: temporal, format: "%k"}]\n',
        [("4:59", BROKEN, MEANT), ("5:59", HAS_NO_K, "did you mean '%H'?")],
    ),
    "header of a row": (
        f'mark: point\nencoding:\n  {X}}}\n  row: {{field: "${{field:c}}", type: ordinal, header: {{format: .2ff}}}}\n',
        [("4:62", BROKEN, MEANT)],
    ),
    "header of a facet": (
        f'facet: {{field: "${{field:c}}", type: ordinal, header: {{format: .2ff}}}}\nspec:\n  mark: point\n'
        f"  encoding: {{{X}}}}}\n",
        [("1:62", BROKEN, MEANT)],
    ),
    "times on numbers": (
        f"mark: point\nencoding:\n  {X}, axis: {{format: '%b %d'}}}}\n",
        [("3:63", "'%b %d' is a format of times, and numbers or names are written here.", f"{TIMES}; {NUMBERS}")],
    ),
    "expression": (
        f"mark: point\nencoding:\n  {X}, axis: {{labelExpr: \"format(datum.value, '.2ff')\"}}}}\n",
        [("3:66", BROKEN, MEANT)],
    ),
    "config": (
        f"mark: point\nencoding: {{{X}}}}}\nconfig: {{numberFormat: .2ff, timeFormat: '%k'}}\n",
        [("3:24", BROKEN, MEANT), ("3:42", HAS_NO_K, "did you mean '%H'?")],
    ),
}
RIGHT = {
    "a time unit": f'mark: point\nencoding:\n  {X}}}\n  y: {{field: "${{field:c}}", type: ordinal, timeUnit: month, '
    "axis: {format: '%b'}}\n",
    "a type of its own": f"mark: point\nencoding:\n  {X}, axis: {{format: '%b', formatType: time}}}}\n",
    "a custom type": f"mark: point\nencoding:\n  {X}, axis: {{format: abc, formatType: money}}}}\n"
    "config: {customFormatTypes: true}\n",
    "expressions": f"mark: point\nencoding:\n  {X}, axis: {{labelExpr: \"format(datum.value, '.2f') + "
    "utcFormat(datum.value, '%Y') + format(1, datum.label)\"}}\n",
}


@pytest.mark.parametrize(("spec", "expected"), FOUND.values(), ids=FOUND)
def test_what_is_found(found: Callable[..., Any], spec: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert found("CK836", spec, "") == expected


@pytest.mark.parametrize("spec", RIGHT.values(), ids=RIGHT)
def test_what_is_right(found: Callable[..., Any], spec: str) -> None:
    assert found("CK836", spec, "") == []


def test_drawing_does_not_tell_it_again(in_example: Callable[..., Any]) -> None:
    y = {"field": "a", "type": "quantitative", "axis": {"format": ".2ff"}}
    spec = {"mark": "point", "encoding": {"y": y}}
    assert in_example("CK836", [{"a": 1}, {"a": 2}], spec, data=True) == [(BROKEN, MEANT)]

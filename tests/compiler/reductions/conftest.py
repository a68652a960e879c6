"""Real Vega as the reference: the rows that a transform gives there, read from the marks' descriptions.

Descriptions are not measured, as texts are: a thousand rows take a tenth of a second instead of minutes.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

Case = tuple[Sequence[Mapping[str, Any]], Sequence[Mapping[str, Any]], Sequence[str]]
"""Rows, transforms, and the columns to print."""

_GROUP = re.compile(r'<g class="mark-symbol role-mark concat_(\d+)_marks".*?>(.*?)</g>', re.DOTALL)
_DESCRIPTION = re.compile(r'<path aria-label="(.*?)"', re.DOTALL)


@pytest.fixture(scope="session")
def vega_rows() -> Callable[[Sequence[Case]], list[list[tuple[str, ...]]]]:
    """For each case the rows in Vega's order, every value as JavaScript writes it."""

    def rows_of(cases: Sequence[Case]) -> list[list[tuple[str, ...]]]:
        import vl_convert

        spec = {"concat": [_printing(*case) for case in cases]}
        found: list[list[tuple[str, ...]]] = [[] for _ in cases]
        for number, body in _GROUP.findall(vl_convert.vegalite_to_svg(spec, vl_version="6.4")):
            texts = (html.unescape(text) for text in _DESCRIPTION.findall(body))
            found[int(number)] = [tuple(text[1:].split("¦")) for text in texts]
        return found

    return rows_of


@pytest.fixture(scope="session")
def as_javascript() -> Callable[[Any], str]:
    """A value as JavaScript writes it; null also stands for undefined."""

    def written(value: Any) -> str:
        if value is None:
            return "null"
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, float):
            if value != value:
                return "NaN"
            return str(int(value)) if value == int(value) else repr(value)
        return str(value)

    return written


def _printing(
    rows: Sequence[Mapping[str, Any]], transforms: Sequence[Mapping[str, Any]], columns: Sequence[str]
) -> Any:
    shown = " + '¦' + ".join(f"datum['{column}']" for column in columns)
    return {
        "data": {"values": list(rows)},
        "transform": [*transforms, {"calculate": f"'=' + {shown}", "as": "shown"}],
        "mark": "point",
        "encoding": {"x": {"value": 5}, "y": {"value": 5}, "description": {"field": "shown"}},
    }

"""Facets that Vega-Lite leaves out for a row or column beside them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

HEAD = 'mark: point\nencoding:\n  x: {field: "${field:x}", type: quantitative}\n'
FACET = '  facet: {field: "${field:c}", type: nominal}\n'
ROW, COLUMN = (f'  {channel}: {{field: "${{field:{channel}}}", type: nominal}}\n' for channel in ("row", "column"))


@pytest.mark.parametrize(
    ("others", "said", "help"),
    [
        (ROW, "'row'", "write 'column' for 'facet', or take 'row' out for cells that wrap"),
        (COLUMN, "'column'", "write 'row' for 'facet', or take 'column' out for cells that wrap"),
        (ROW + COLUMN, "'row' and 'column'", "take 'facet' out, or take 'row' and 'column' out for cells that wrap"),
    ],
)
def test_what_is_found(found: Callable[..., Any], others: str, said: str, help: str) -> None:
    message = f"'facet' is left out, for this view has {said}."
    assert found("CK837", HEAD + FACET + others) == [("4:3", message, help)]


@pytest.mark.parametrize("channels", [FACET, ROW + COLUMN])
def test_what_is_right(found: Callable[..., Any], channels: str) -> None:
    assert found("CK837", HEAD + channels) == []


def test_drawing_does_not_tell_it_again(in_example: Callable[..., Any]) -> None:
    name = {"type": "nominal"}
    encoding = {
        "x": {"field": "a", "type": "quantitative"},
        "row": {"field": "b", **name},
        "facet": {"field": "c", **name},
    }
    rows = [{"a": 1, "b": "u", "c": "v"}]
    assert in_example("CK864", rows, {"mark": "point", "encoding": encoding}, data=True) == []

"""Small charts that every test of drawing starts from."""

from __future__ import annotations

from typing import Any

import pytest

VEGA_LITE = "https://vega.github.io/schema/vega-lite/v6.json"
VEGA = "https://vega.github.io/schema/vega/v6.json"
ROWS = [{"a": "A", "b": 2}, {"a": "B", "b": 5}, {"a": "C", "b": 3}]


@pytest.fixture
def bar() -> dict[str, Any]:
    """A Vega-Lite bar chart of three rows."""
    return {
        "$schema": VEGA_LITE,
        "data": {"values": [dict(row) for row in ROWS]},
        "mark": "bar",
        "encoding": {
            "x": {"field": "a", "type": "nominal"},
            "y": {"field": "b", "type": "quantitative"},
        },
    }


@pytest.fixture
def rects() -> dict[str, Any]:
    """A Vega chart of three rectangles."""
    place = {"x": {"value": 1}, "width": {"value": 4}, "y": {"field": "b"}, "height": {"value": 9}}
    return {
        "$schema": VEGA,
        "width": 100,
        "height": 100,
        "data": [{"name": "table", "values": [dict(row) for row in ROWS]}],
        "marks": [{"type": "rect", "from": {"data": "table"}, "encode": {"enter": place}}],
    }


@pytest.fixture
def endless(rects: dict[str, Any]) -> dict[str, Any]:
    """A chart whose drawing takes no memory but all the time there is."""
    return rects | {"signals": [{"name": "s", "update": f"test(/^(a+)+$/, '{'a' * 60}!')"}]}

"""Axes and facets that no screen holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

InExample = Callable[..., list[tuple[str, str | None]]]


def rows(n: int) -> list[dict[str, Any]]:
    return [{"run": f"r{index}", "loss": index} for index in range(n)]


def spec(y: dict[str, Any], mark: str = "bar") -> dict[str, Any]:
    y = {"field": "run", "type": "nominal", **y}
    return {"mark": mark, "encoding": {"x": {"field": "loss", "type": "quantitative"}, "y": y}}


OUT = "keep the first by a window over run with op rank and a filter, or put the rest together as 'other'"


def test_an_axis(in_example: InExample) -> None:
    assert in_example("CK853", rows(101), spec({})) == [
        ("'run' has 101 values, and y gives each a row of its own.", OUT)
    ]
    assert in_example("CK853", rows(100), spec({})) == []


def test_facets(in_example: InExample) -> None:
    faceted = {"mark": "bar", "encoding": {"x": {"field": "loss", "type": "quantitative"}, "row": {"field": "run"}}}
    assert in_example("CK853", rows(51), faceted) == [("'run' has 51 values, and row draws a chart for each.", OUT)]
    inner = {"mark": "bar", "encoding": {"x": {"field": "loss", "type": "quantitative"}}}
    outer = {"facet": {"field": "run", "type": "nominal"}, "spec": inner}
    assert in_example("CK853", rows(51), outer) == [("'run' has 51 values, and facet draws a chart for each.", OUT)]


@pytest.mark.parametrize("y", [{"axis": None}, {"axis": {"labels": False}}, {"type": "ordinal", "timeUnit": "year"}])
def test_axes_without_labels(y: dict[str, Any], in_example: InExample) -> None:
    found = [{"run": f"2024-01-{1 + day % 28:02}T00:00:00.{day:03}Z", "loss": 1} for day in range(120)]
    assert in_example("CK853", found, spec(y)) == []


def test_a_heatmap_holds_more(in_example: InExample) -> None:
    assert in_example("CK853", rows(300), spec({}, "rect")) == []


def test_behind_a_filter_or_a_selection(in_example: InExample) -> None:
    assert in_example("CK853", rows(101), {"transform": [{"filter": "datum.loss < 50"}], **spec({})}) == []
    select = {"params": [{"name": "brush", "select": "interval"}], **spec({"axis": None})}
    chosen = {"transform": [{"filter": {"param": "brush"}}], **spec({})}
    assert in_example("CK853", rows(101), {"hconcat": [chosen, select]}) == []

"""What a view still reads of its rows: enough to draw the same picture, and no more."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import vl_convert

from chartkit.compiler.flow import fields_read_after
from chartkit.compiler.views import View, views_of

Corpus = Callable[[], Iterator[tuple[str, dict[str, Any]]]]
RANDOM = ("random()", "'sample'", "'ci'")


def unit(spec: dict[str, Any]) -> View:
    return next(view for view in reversed(views_of(spec)) if view.kind == "unit")


def test_the_chain_ends_where_rows_are_replaced() -> None:
    spec = {
        "data": {"name": "table"},
        "transform": [
            {"filter": "datum.a > 1 && datum['b c'] < 2"},
            {"calculate": "datum.d * 2", "as": "e"},
            {"aggregate": [{"op": "mean", "field": "e", "as": "m"}], "groupby": ["g"]},
        ],
        "mark": "point",
        "encoding": {"x": {"field": "m"}, "y": {"field": "g"}},
    }
    assert fields_read_after(unit(spec), 0) == ("a", "b c", "d", "g")
    assert fields_read_after(unit(spec), 1) == ("d", "g")
    assert fields_read_after(unit(spec), 2) == ("e", "g")
    assert fields_read_after(unit(spec), 3) == ("g", "m")


@pytest.mark.parametrize(
    "more",
    [
        {"transform": [{"calculate": "datum[limit]", "as": "x"}]},
        {"transform": [{"calculate": "length(datum)", "as": "x"}]},
        {"mark": {"type": "point", "tooltip": {"content": "data"}}},
        {"config": {"mark": {"tooltip": {"content": "data"}}}},
        {"mark": "geoshape"},
    ],
)
def test_a_row_read_whole(more: dict[str, Any]) -> None:
    assert fields_read_after(unit({"data": {"name": "table"}, "mark": "point", **more}), 0) is None


def test_facets_around_and_selections_elsewhere() -> None:
    faceted = {"data": {"name": "table"}, "facet": {"row": {"field": "g"}}, "spec": {"mark": "bar"}}
    assert fields_read_after(unit(faceted), 0) == ("g",)
    brushed = {
        "data": {"name": "table"},
        "hconcat": [
            {
                "params": [
                    {"name": "brush", "select": "interval"},
                    {"name": "pick", "select": {"type": "point", "fields": ["h"]}},
                ],
                "mark": "point",
                "encoding": {"x": {"field": "a"}, "y": {"field": "b"}},
            },
            {
                "transform": [{"filter": {"or": [{"param": "brush"}, {"param": "pick"}]}}],
                "mark": "bar",
                "encoding": {"x": {"field": "c"}},
            },
        ],
    }
    assert fields_read_after(unit(brushed), 0) == ("a", "b", "c", "h")
    assert fields_read_after(unit(brushed), 1) == ("c",)


def test_paths_count_as_their_roots() -> None:
    spec = {"data": {"name": "table"}, "mark": "point", "encoding": {"x": {"field": "a.b"}, "y": {"field": "c\\.d"}}}
    assert fields_read_after(unit(spec), 0) == ("a", "a.b", "c.d")


@pytest.mark.full
def test_rows_with_only_these_columns_draw_the_same_picture(corpus: Corpus) -> None:
    """Every spec over inline rows, drawn with a column more than it has, and with those that its views read."""
    n_compared, n_pruned = 0, 0
    for name, spec in corpus():
        kept = kept_columns(spec)
        if kept is None:
            continue
        rows = spec["data"]["values"]
        pruned = [{key: value for key, value in row.items() if key in kept} for row in rows]
        assert picture(spec, pruned) == picture(spec, [{**row, "never read": 1} for row in rows]), name
        n_compared += 1
        n_pruned += pruned != rows
    print(f"{n_compared} pictures are the same, {n_pruned} of rows with fewer columns")
    assert n_compared >= 60


def kept_columns(spec: dict[str, Any]) -> set[str] | None:
    """What all views of a spec read of its one inline table; None where there is no such table, or it is read whole."""
    text = str(spec)
    rows = (spec.get("data") or {}).get("values")
    if not isinstance(rows, list) or any(word in text for word in RANDOM) or text.count("'data':") > 1:
        return None
    found = [fields_read_after(view, 0) for view in views_of(spec) if view.kind == "unit"]
    if None in found or not all(isinstance(row, dict) for row in rows):
        return None
    return {field for fields in found for field in fields or ()}


def picture(spec: dict[str, Any], rows: list[dict[str, Any]]) -> str:
    """The spec drawn over `rows`, less the numbers that the renderer counts on from picture to picture."""
    svg = vl_convert.vegalite_to_svg({**spec, "data": {**spec["data"], "values": rows}})
    return re.sub(r"\b(gradient_|clip)\d+", r"\1", svg)

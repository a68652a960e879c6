"""Histograms of several runs: one outline for each run, fills for few of them, and bars that stay what they were."""

from __future__ import annotations

import re
from typing import Any

import pytest

from chartkit.render import render
from chartkit.workspace.charts.run_channels import Told, in_run_colors

COUNTS = {0: 2, 1: 4, 3: 1}
"""Rows in each bin of one unit; bin 2 is empty."""
COUNTED = {
    "x": {"field": "v", "type": "quantitative", "bin": {"step": 1}},
    "y": {"aggregate": "count", "type": "quantitative"},
}
BINNED = {
    "x": {"field": "from", "type": "quantitative", "bin": "binned"},
    "x2": {"field": "to"},
    "y": {"field": "n", "type": "quantitative"},
}


def values(n_runs: int) -> list[dict[str, Any]]:
    """Each run has the counts, times its place; rows stand in no order of bins."""
    runs = [{"_run_id": f"r{run}", "_run_name": f"run {run}", "_run_color": f"#00000{run}"} for run in range(n_runs)]
    bins = reversed(COUNTS.items())
    return [{**run, "v": at + 0.5} for at, n in bins for place, run in enumerate(runs, 1) for _ in range(place * n)]


def ready(n_runs: int) -> list[dict[str, Any]]:
    """The same with the bins and numbers that a script worked out."""
    rows = values(n_runs)
    found = {(row["_run_id"], row["v"]): row for row in rows}
    return [
        {**row, "from": at - 0.5, "to": at + 0.5, "n": sum((one["_run_id"], one["v"]) == (run, at) for one in rows)}
        for (run, at), row in found.items()
    ]


def picture(encoding: dict[str, Any], rows: list[dict[str, Any]], n_runs: int) -> dict[str, Any]:
    spec = {"width": 400, "height": 400, "data": {"name": "t"}, "mark": "bar", "encoding": encoding}
    found = in_run_colors(spec, Told(frozenset(rows[0]), None, n_runs))
    assert found is not None
    schema = "https://vega.github.io/schema/vega-lite/v6.json"
    return {"$schema": schema, **found, "datasets": {"t": rows}}


def outlines(spec: dict[str, Any]) -> dict[str, list[tuple[float, float]]]:
    """The corners of each line by its colour, in pixels from where both axes begin."""
    svg = render(spec, "svg").decode()
    lines = re.findall(r'aria-roledescription="line mark"[^>]* d="([^"]+)" stroke="([^"]+)"', svg)
    return {
        color: [(round(float(x), 3), round(400 - float(y), 3)) for x, y in re.findall(r"[ML]([-\d.]+),([-\d.]+)", path)]
        for path, color in lines
    }


@pytest.mark.parametrize(("encoding", "rows"), [(COUNTED, values), (BINNED, ready)])
def test_the_outline_of_a_run_goes_from_top_to_top_and_down_to_zero_where_a_bin_is_empty(
    encoding: dict[str, Any], rows: Any
) -> None:
    found = outlines(picture(encoding, rows(2), 2))
    first, second = found["#000000"], found["#000001"]
    # Bins are 100 pixels wide, a row is 50 high: run 1 has 8 rows in its highest.
    corners = [(0, 0), (0, 2), (100, 2), (100, 4), (200, 4), (200, 0), (300, 0), (300, 1), (400, 1), (400, 0)]
    assert first == [(x, 50.0 * n) for x, n in corners]
    assert second == [(x, 100.0 * n) for x, n in corners]


def test_lying_histograms_have_outlines_too() -> None:
    turned = {"y": COUNTED["x"], "x": COUNTED["y"]}
    found = outlines(picture(turned, values(2), 2))
    assert [len(corners) for corners in found.values()] == [10, 10]


def test_bars_of_few_runs_are_seen_through_those_of_many_are_outlines_alone() -> None:
    for n_runs, opacity in ((4, 0.2), (5, 0)):
        spec = picture(COUNTED, values(n_runs), n_runs)
        bars, line = spec["layer"]
        assert bars["encoding"]["fillOpacity"] == {"value": opacity}
        assert "stroke" not in bars["encoding"]
        assert line["mark"]["type"] == "line"
        assert len(outlines(spec)) == n_runs


def test_one_run_has_whole_bars_in_its_colour() -> None:
    spec = picture(COUNTED, values(1), 1)
    assert "layer" not in spec
    assert spec["encoding"]["color"]["field"] == "_run_color"
    assert not {"stroke", "fillOpacity"} & spec["encoding"].keys()


@pytest.mark.parametrize(
    "encoding",
    [
        {**COUNTED, "row": {"field": "_run_name", "type": "nominal"}},
        {**BINNED, "x": {**BINNED["x"], "field": "a b"}},
        {"x": {"field": "v", "type": "quantitative"}, "y": {"field": "v", "type": "quantitative"}},
        {**BINNED, "x": {**BINNED["x"], "type": "temporal"}},
        {**BINNED, "x": {**BINNED["x"], "bin": {"binned": True, "step": 1}}, "y": {"aggregate": "sum", "field": "n"}},
        {**COUNTED, "detail": {"field": "class"}},
        {**COUNTED, "opacity": {"field": "class", "type": "nominal"}},
        {**COUNTED, "tooltip": [{"field": "class"}]},
        {**COUNTED, "tooltip": [{"field": "v"}]},
    ],
)
def test_bars_that_have_no_outline_keep_their_sides(encoding: dict[str, Any]) -> None:
    spec = picture(encoding, values(2), 2)
    assert "layer" not in spec
    assert spec["encoding"]["stroke"]["field"] == "_run_color"


def test_bins_as_names_stand_beside_each_other_without_outlines() -> None:
    spec = picture({**COUNTED, "x": {**COUNTED["x"], "type": "ordinal"}}, values(2), 2)
    assert "layer" not in spec
    assert spec["encoding"]["xOffset"]["field"] == "_run_id"


@pytest.mark.parametrize("tooltip", [True, {"content": "encoding"}])
def test_what_bars_tell_of_themselves_splits_none(tooltip: Any) -> None:
    rows = values(2)
    spec = {"data": {"name": "t"}, "mark": {"type": "bar", "tooltip": tooltip}, "encoding": COUNTED}
    assert len((in_run_colors(spec, Told(frozenset(rows[0]), None, 2)) or {})["layer"]) == 2


def test_bars_whose_colour_says_what_their_place_says_stand_beside_each_other() -> None:
    rows = [{"class": name, "n": 1, **run} for name in ("cat", "dog") for run in values(2)[:1]]
    category = {"field": "class", "type": "nominal"}
    spec = picture({"x": category, "y": {"field": "n", "type": "quantitative"}, "color": category}, rows, 2)
    assert spec["encoding"]["xOffset"]["field"] == "_run_id"
    assert spec["encoding"]["color"]["field"] == "_run_color"
    other = {"x": category, "y": {"field": "n", "type": "quantitative"}, "color": {"field": "kind", "type": "nominal"}}
    assert in_run_colors({"mark": "bar", "encoding": other}, Told(frozenset({"kind"}), None, 2)) is None

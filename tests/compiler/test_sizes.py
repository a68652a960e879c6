"""The sizes that views are drawn at, read back from the picture: frames of each view in px."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import chartkit
from chartkit.compiler.sizes import sized

POINT: dict[str, Any] = {
    "mark": "point",
    "encoding": {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "y", "type": "quantitative"}},
}
DATA = {"data": {"name": "table"}}
COLUMNS = {"x": [1, 2, 3, 4, 5, 6], "y": [1, 2, 3, 4, 5, 6], "g": list("abcdef"), "h": list("uuuvvv")}
SIDES = {**DATA, "hconcat": [POINT, POINT]}


def faceted(**channels: Any) -> dict[str, Any]:
    return {**DATA, "mark": "point", "encoding": {**POINT["encoding"], **channels}}


def frames(spec: dict[str, Any], folder: Path, **size: int) -> list[tuple[int, int]]:
    """Width and height of each drawn frame, in the order of the picture."""
    chartkit.plot_table(spec, COLUMNS, {}).save(folder / "chart.svg", **size)
    svg = (folder / "chart.svg").read_text()
    found = re.findall(r'<path class="background"[^>]*? d="M0\.5,0\.5h([\d.]+)v([\d.]+)h-[\d.]+Z" stroke="#ddd"', svg)
    return [(int(float(width)), int(float(height))) for width, height in found]


@pytest.mark.parametrize(
    ("spec", "size", "expected"),
    [
        ({**DATA, "layer": [POINT, POINT]}, {}, [(600, 300)]),
        ({**DATA, "layer": [POINT, POINT]}, {"width": 900, "height": 400}, [(900, 400)]),
        (SIDES, {}, [(290, 300)] * 2),
        (SIDES, {"width": 920, "height": 400}, [(450, 400)] * 2),
        ({**DATA, "hconcat": [{**POINT, "width": 100}, POINT]}, {}, [(100, 300), (480, 300)]),
        (
            {**DATA, "hconcat": [{**POINT, "width": 100}, {**POINT, "width": 300}]},
            {"width": 820},
            [(200, 300), (600, 300)],
        ),
        ({**DATA, "hconcat": [{**POINT, "width": "container"}, POINT]}, {}, [(290, 300)] * 2),
        ({**DATA, "vconcat": [POINT, POINT]}, {"height": 420}, [(600, 200)] * 2),
        ({**DATA, "vconcat": [POINT, SIDES]}, {}, [(600, 200), (290, 200), (290, 200)]),
        ({**DATA, "spacing": 0, "hconcat": [POINT, POINT]}, {}, [(300, 300)] * 2),
        ({**DATA, "concat": [POINT] * 4}, {}, [(290, 200)] * 4),
        ({**DATA, "concat": [POINT] * 4, "columns": 4}, {}, [(135, 300)] * 4),
        (faceted(column={"field": "h"}), {}, [(290, 300)] * 2),
        (faceted(column={"field": "h"}, row={"field": "g"}), {}, [(290, 200)] * 12),
        (faceted(facet={"field": "g"}), {}, [(290, 200)] * 6),
        (faceted(facet={"field": "g", "columns": 3}), {"width": 940}, [(300, 200)] * 6),
        ({**DATA, "facet": {"field": "h"}, "spec": POINT}, {"width": 1020}, [(500, 300)] * 2),
        ({**DATA, "facet": {"field": "g"}, "spec": {**POINT, "width": 90, "height": 70}}, {}, [(90, 70)] * 6),
        ({**DATA, "repeat": ["x", "y"], "spec": POINT}, {}, [(290, 300)] * 2),
        ({**DATA, "repeat": {"row": ["x", "y"]}, "spec": POINT}, {"height": 620}, [(600, 300)] * 2),
        ({**DATA, "hconcat": [POINT] * 12}, {}, [(80, 300)] * 12),
    ],
)
def test_views_share_the_size_of_the_whole(
    spec: dict[str, Any], size: dict[str, int], expected: list[tuple[int, int]], tmp_path: Path
) -> None:
    assert frames(spec, tmp_path, **size) == expected


def test_a_spec_is_not_changed_and_only_single_views_take_the_container() -> None:
    before = repr(SIDES)
    page = sized(SIDES, "vega-lite", None, None, in_page=True)
    assert repr(SIDES) == before
    assert [view["width"] for view in page["hconcat"]] == [290, 290]
    assert page["usermeta"]["chartkit"]["fit"] == {"views": [[["hconcat", 0], 0.5], [["hconcat", 1], 0.5]], "wraps": []}
    assert sized({**DATA, "layer": [POINT]}, "vega-lite", None, None, in_page=True)["width"] == "container"
    assert "usermeta" not in sized(SIDES, "vega-lite", 800, None, in_page=True)


def test_views_as_wide_as_their_author_says_are_left_alone_in_a_page() -> None:
    own = {**DATA, "hconcat": [{**POINT, "width": 100}, {**POINT, "width": {"step": 20}}]}
    page = sized(own, "vega-lite", None, None, in_page=True)
    assert [view["width"] for view in page["hconcat"]] == [100, {"step": 20}]
    assert page["usermeta"]["chartkit"]["fit"] == {"views": [], "wraps": []}

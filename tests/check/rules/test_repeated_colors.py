"""More categories than colors or shapes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

InExample = Callable[..., list[tuple[str, str | None]]]

LETTERS = "abcdefghijklmnopqrstuvwxyz"


def rows(n: int) -> list[dict[str, Any]]:
    return [{"x": index, "y": index, "run": LETTERS[index % n]} for index in range(2 * n)]


def spec(color: dict[str, Any], channel: str = "color", **more: Any) -> dict[str, Any]:
    places = {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "y", "type": "quantitative"}}
    return {"mark": "point", "encoding": {**places, channel: {"field": "run", "type": "nominal", **color}, **more}}


FACET = "draw the most important by a filter, or one chart for each by facet"


def test_the_default_palette(in_example: InExample) -> None:
    assert in_example("CK852", rows(11), spec({})) == [
        (
            "11 values of 'run' share 10 colours: some look the same.",
            f"scale: {{scheme: tableau20}} has 20; or {FACET}",
        )
    ]


def test_past_every_palette(in_example: InExample) -> None:
    assert in_example("CK852", rows(21), spec({"scale": {"scheme": "category20"}})) == [
        ("21 values of 'run' share 20 colours: some look the same.", f"{FACET}: {{field: run}}")
    ]


def test_shapes(in_example: InExample) -> None:
    assert in_example("CK852", rows(9), spec({}, "shape")) == [
        ("9 values of 'run' share 8 shapes: some look the same.", f"{FACET}: {{field: run}}")
    ]


def test_colors_of_the_project_or_the_spec(in_example: InExample) -> None:
    colors = ["#000", "#777", "#aaa"]
    assert len(in_example("CK852", rows(4), spec({"scale": {"range": colors}}))) == 1
    assert len(in_example("CK852", rows(4), {**spec({}), "config": {"range": {"category": colors}}})) == 1
    assert in_example("CK852", rows(20), {**spec({}), "config": {"range": {"category": {"scheme": "tableau20"}}}}) == []


@pytest.mark.parametrize(
    "color",
    [{"scale": None}, {"scale": {"scheme": "viridis"}}, {"type": "ordinal"}, {"scale": {"scheme": "tableau20"}}],
)
def test_palettes_that_do_not_end(color: dict[str, Any], in_example: InExample) -> None:
    assert in_example("CK852", rows(12), spec(color)) == []


@pytest.mark.parametrize("place", ["row", "facet", "x"])
def test_categories_that_stand_in_a_place_of_their_own(place: str, in_example: InExample) -> None:
    assert in_example("CK852", rows(12), spec({}, "color", **{place: {"field": "run", "type": "nominal"}})) == []


def test_a_color_of_all_layers_is_told_at_its_line_once(in_example: InExample) -> None:
    shared = spec({})["encoding"]
    assert len(in_example("CK852", rows(11), {"layer": [{"mark": "line"}, {"mark": "point"}], "encoding": shared})) == 1

"""The palettes: told apart by every reader, and from the page they lie on; measured, not believed."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, pairwise

import pytest

from chartkit.runs.coloring.palettes import MISSING_COLOR, NOT_FINITE_COLOR, PALETTES, SEQUENTIAL, STANDARD, Palette
from chartkit.schema.colors import Color, color_of, contrast

Difference = Callable[[str, str, str], float]
# The cards of the workspace's page.
GROUNDS = {"white": "#ffffff", "dark": "#1c1f24"}
DEFICIENCIES = ("protanopia", "deuteranopia", "tritanopia")
SEQUENTIAL_ONES = [one for one in PALETTES if one.kind == "sequential"]
CATEGORICAL_ONES = [one for one in PALETTES if one.kind == "categorical"]
SAFE_SEQUENTIAL = [one for one in SEQUENTIAL_ONES if one.is_colorblind_safe]
SAFE_CATEGORICAL = [one for one in CATEGORICAL_ONES if one.is_colorblind_safe]
names = {"ids": lambda one: one.name}


def read(color: str) -> Color:
    found = color_of(color)
    assert found is not None
    return found


def test_differences_are_those_of_the_paper(known_differences: Callable[[], None]) -> None:
    known_differences()


def test_no_two_of_the_first_twenty_are_alike(difference: Difference) -> None:
    colors = STANDARD.colors(20)
    nearest = min((difference(*two, "trichromacy"), two) for two in combinations(colors, 2))
    assert nearest[0] > 17, nearest


@pytest.mark.parametrize("ground", GROUNDS)
def test_the_first_twenty_stand_out_from_the_page(ground: str, difference: Difference) -> None:
    """WCAG 2.2, 1.4.11: 3 to 1 for what is needed to read a graphic."""
    least = min((contrast(read(color), read(GROUNDS[ground])), color) for color in STANDARD.anchors)
    assert least[0] >= 3, least
    assert min(difference(color, GROUNDS[ground], "trichromacy") for color in STANDARD.anchors) > 25


@pytest.mark.parametrize("palette", SEQUENTIAL_ONES, **names)
@pytest.mark.parametrize("n", range(2, 9))
def test_shades_go_from_light_to_dark_in_even_steps(
    palette: Palette, n: int, lightness: Callable[[str, str], float]
) -> None:
    steps = [lightness(color, "trichromacy") for color in palette.colors(n)]
    falls = [high - low for high, low in pairwise(steps)]
    assert min(falls) > 0.8 * max(falls)
    assert min(falls) > 5


@pytest.mark.parametrize("palette", SAFE_SEQUENTIAL, **names)
@pytest.mark.parametrize("vision", DEFICIENCIES)
@pytest.mark.parametrize("n", (2, 5, 8))
def test_neighbours_of_a_safe_palette_are_told_apart(
    palette: Palette, vision: str, n: int, difference: Difference, lightness: Callable[[str, str], float]
) -> None:
    colors = palette.colors(n)
    assert min(difference(*two, vision) for two in combinations(colors, 2)) > 4.55
    assert [lightness(color, vision) for color in colors] == sorted(
        (lightness(color, vision) for color in colors), reverse=True
    )


@pytest.mark.parametrize("palette", SAFE_CATEGORICAL, **names)
@pytest.mark.parametrize("vision", ("trichromacy", *DEFICIENCIES))
def test_every_two_colours_of_safe_categories_are_told_apart(
    palette: Palette, vision: str, difference: Difference
) -> None:
    assert min(difference(*two, vision) for two in combinations(palette.anchors, 2)) > 18


def test_not_every_palette_is_safe(difference: Difference) -> None:
    """The measure tells good from bad: what is not called safe would fail it."""
    worst = min(difference(*two, "protanopia") for two in pairwise(SEQUENTIAL.anchors))
    assert worst < 4.55
    assert min(difference(*two, "deuteranopia") for two in combinations(STANDARD.anchors, 2)) < 18


@pytest.mark.parametrize("palette", PALETTES, **names)
@pytest.mark.parametrize("ground", GROUNDS)
def test_every_colour_is_seen_on_both_grounds(palette: Palette, ground: str, difference: Difference) -> None:
    for color in palette.anchors:
        assert contrast(read(color), read(GROUNDS[ground])) >= (2 if palette.kind == "sequential" else 1.35), color
        assert difference(color, GROUNDS[ground], "trichromacy") > 14, color


@pytest.mark.parametrize("palette", SEQUENTIAL_ONES, **names)
@pytest.mark.parametrize("neutral", (MISSING_COLOR, NOT_FINITE_COLOR))
def test_no_value_looks_like_no_bucket(palette: Palette, neutral: str, difference: Difference) -> None:
    assert min(difference(color, neutral, "trichromacy") for color in palette.anchors) > 9
    assert difference(MISSING_COLOR, NOT_FINITE_COLOR, "trichromacy") > 15


def test_one_colour_is_the_middle_one() -> None:
    assert SEQUENTIAL.colors(1) == ("#d05a6c",)
    assert STANDARD.colors(1) == ("#4269d0",)

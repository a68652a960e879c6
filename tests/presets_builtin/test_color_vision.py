"""The colours of categories, as readers without one kind of cones see them, and what stands beside the colour.

Source: G. M. Machado, M. M. Oliveira and L. A. F. Fernandes 2009, https://doi.org/10.1109/TVCG.2009.113 (matrices of
severity 1); G. Sharma, W. Wu and E. N. Dalal 2005, https://doi.org/10.1002/col.20070 (CIEDE2000 and its test data).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations
from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt
from typing import Any

import pytest

from chartkit.compiler import plot_table
from chartkit.data.files import read_file
from chartkit.presets import load
from chartkit.render import render

Triple = tuple[float, float, float]
Matrix = tuple[Triple, Triple, Triple]

VISIONS: dict[str, Matrix] = {
    "trichromacy": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
TO_XYZ: Matrix = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
"""sRGB under D65."""
WHITE: Triple = (0.95047, 1.0, 1.08883)


def palette() -> list[str]:
    """The colours of ten categories in their order, as Vega draws them by the presets' own config."""
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": [{"at": at} for at in range(10)]},
        "mark": "bar",
        "encoding": {"y": {"field": "at", "type": "ordinal"}, "color": {"field": "at", "type": "nominal"}},
        "config": load("wandb/line/v0").spec.get("config").plain(),
    }
    svg = render(spec, "svg").decode()
    return re.findall(r'aria-roledescription="bar" d="[^"]*" fill="(#\w{6})"', svg)


@pytest.mark.parametrize(("n_colors", "least"), [(2, 50), (4, 10), (5, 8), (10, 2.3)])
@pytest.mark.parametrize("vision", VISIONS)
def test_the_first_colors_are_told_apart(n_colors: int, least: float, vision: str) -> None:
    """About 2.3 is just seen, side by side. The sixth colour comes near the fourth for who lacks the green cones, so
    colour is never alone where series are compared.
    """
    seen = [lab(color, VISIONS[vision]) for color in palette()[:n_colors]]
    assert len(seen) == n_colors
    assert min(ciede2000(a, b) for a, b in combinations(seen, 2)) > least


@pytest.mark.parametrize(
    ("preset", "mark", "beside"),
    [
        ("wandb/line/v0", "line mark", "stroke-dasharray"),
        ("wandb/lineseries/v0", "line mark", "stroke-dasharray"),
        ("wandb/area-under-curve/v0", "line mark", "stroke-dasharray"),
        ("wandb/calibration/v1", "line mark", "stroke-dasharray"),
        ("wandb/learning_curve/v1", "line mark", "stroke-dasharray"),
        ("wandb/residuals_plot/v1", "point", "d"),
        ("wandb/scatter/v0", "point", "d"),
    ],
)
def test_each_series_has_a_dash_or_a_shape_beside_its_color(
    preset: str, mark: str, beside: str, example_svg: Callable[[str], str]
) -> None:
    found: dict[str, set[str]] = {}
    for element in re.findall(rf'<path[^>]*aria-roledescription="{mark}"[^>]*>', example_svg(preset)):
        attributes = dict(re.findall(r'([\w-]+)="([^"]*)"', element))
        color = attributes["stroke" if mark == "line mark" or attributes["fill"] == "transparent" else "fill"]
        found.setdefault(color, set()).add(
            re.sub(r"[\d.]+", "", attributes[beside]) if beside == "d" else attributes.get(beside, "")
        )
    assert len(found) > 1
    kinds = list(found.values())
    assert all(len(kind) == 1 for kind in kinds)
    assert len(set.union(*kinds)) == len(kinds)


@pytest.fixture
def example_svg() -> Callable[[str], str]:
    """The picture of a preset's example."""

    def drawn(name: str) -> str:
        preset = load(name)
        assert preset.example is not None
        assert preset.example.data is not None
        chart = plot_table(name, read_file(preset.example.data), preset.example.fields, preset.example.strings)
        return render(chart.spec, "svg").decode()

    return drawn


def lab(color: str, vision: Matrix) -> Triple:
    light = [_linear(int(color[at : at + 2], 16) / 255) for at in (1, 3, 5)]
    seen = [min(1.0, max(0.0, part)) for part in _times(vision, light)]
    x, y, z = (_root(part / white) for part, white in zip(_times(TO_XYZ, seen), WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _root(share: float) -> float:
    return share ** (1 / 3) if share > 216 / 24389 else (24389 / 27 * share + 16) / 116


def _times(matrix: Matrix, parts: Any) -> list[float]:
    return [sum(a * b for a, b in zip(row, parts, strict=True)) for row in matrix]


def ciede2000(first: Triple, second: Triple) -> float:
    """The difference of two colours in L*a*b*, all weights 1."""
    (l1, a1, b1), (l2, a2, b2) = first, second
    mean_c = (hypot(a1, b1) + hypot(a2, b2)) / 2
    g = (1 - sqrt(mean_c**7 / (mean_c**7 + 25**7))) / 2
    a1, a2 = (1 + g) * a1, (1 + g) * a2
    c1, c2 = hypot(a1, b1), hypot(a2, b2)
    h1, h2 = (degrees(atan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    mean_h = h1 + h2 if c1 * c2 == 0 else (h1 + turn / 2) % 360
    d_l, d_c, d_h = l2 - l1, c2 - c1, 2 * sqrt(c1 * c2) * sin(radians(turn / 2))
    mean_l, mean_c = (l1 + l2) / 2, (c1 + c2) / 2
    t = (
        1
        - 0.17 * cos(radians(mean_h - 30))
        + 0.24 * cos(radians(2 * mean_h))
        + 0.32 * cos(radians(3 * mean_h + 6))
        - 0.20 * cos(radians(4 * mean_h - 63))
    )
    s_l = 1 + 0.015 * (mean_l - 50) ** 2 / sqrt(20 + (mean_l - 50) ** 2)
    s_c, s_h = 1 + 0.045 * mean_c, 1 + 0.015 * mean_c * t
    rotation = 60 * exp(-(((mean_h - 275) / 25) ** 2))
    r_t = -sin(radians(rotation)) * 2 * sqrt(mean_c**7 / (mean_c**7 + 25**7))
    parts = d_l / s_l, d_c / s_c, d_h / s_h
    return sqrt(sum(part**2 for part in parts) + r_t * parts[1] * parts[2])


@pytest.mark.parametrize(
    ("first", "second", "difference"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, -1.0, 2.0), (50.0, 0.0, 0.0), 2.3669),
        ((50.0, 2.49, -0.001), (50.0, -2.49, 0.0011), 7.2195),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((22.7233, 20.0904, -46.694), (23.0331, 14.973, -42.5619), 2.0373),
    ],
)
def test_the_measure_is_that_of_its_published_pairs(first: Triple, second: Triple, difference: float) -> None:
    assert ciede2000(first, second) == pytest.approx(difference, abs=5e-5)

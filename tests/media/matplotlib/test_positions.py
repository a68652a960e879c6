"""Charts of figures against the figures themselves: every mark of the drawn SVG stands where matplotlib's own transform
puts the artist's data, to a pixel, in the artist's colour.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from chartkit.media.matplotlib import convert
from chartkit.render import render

NUMBER = r"-?\d+(?:\.\d+)?(?:e-?\d+)?"
X = np.linspace(0.5, 10, 40)
RANDOM = np.random.default_rng(0)
GALLERY: dict[str, Callable[[Any], Any]] = {}
ALWAYS = {
    "lines", "lines_with_gaps_on_a_turned_axis", "symlog_scale", "dates", "lines_of_the_screen",
    "scatter", "scatter_by_logarithms", "bars", "bars_across", "histograms",
}  # fmt: skip
"""What is drawn at each check; the others are in the full one."""


def case(draw: Callable[[Any], Any]) -> Callable[[Any], Any]:
    GALLERY[draw.__name__] = draw
    return draw


@case
def lines(ax: Any) -> None:
    ax.plot(X, np.sin(X), label="sin")
    ax.plot(X, np.cos(X), "--", lw=3, label="cos")
    ax.legend(title="waves")


@case
def lines_with_gaps_on_a_turned_axis(ax: Any) -> None:
    y = np.sin(X)
    y[10:14] = np.nan
    ax.plot(X, y, "r")
    ax.plot(X, np.ma.masked_where(X > 6, np.cos(X)), color=(0.2, 0.4, 0.6))
    ax.set_xlim(11, -1)


@case
def a_curve_that_turns_back(ax: Any) -> None:
    t = np.linspace(0, 6, 50)
    ax.plot(t * np.cos(t), t * np.sin(t))


@case
def log_scales(ax: Any) -> None:
    ax.loglog([1, 10, 100, 1000], [1, 0.1, 0.02, 0.001], color="#123456")


@case
def symlog_scale(ax: Any) -> None:
    ax.plot(np.linspace(-100, 100, 101), np.linspace(-100, 100, 101))
    ax.set_yscale("symlog", linthresh=2)


@case
def logit_scale(ax: Any) -> None:
    ax.plot([1, 2, 3], [0.01, 0.5, 0.99])
    ax.set_yscale("logit")


@case
def dates(ax: Any) -> None:
    ax.plot([dt.datetime(2024, 1, 1) + dt.timedelta(hours=7 * i) for i in range(30)], RANDOM.random(30))


@case
def lines_of_the_screen(ax: Any) -> None:
    ax.plot([0, 1], [0, 5], color="k")
    ax.axline((0, 0), slope=2, color="r")
    ax.plot([0.1, 0.9], [0.2, 0.7], transform=ax.transAxes, color="g")


@case
def scatter(ax: Any) -> None:
    ax.scatter(RANDOM.random(20), RANDOM.random(20), s=RANDOM.random(20) * 200 + 5, c=["r", "g"] * 10, edgecolors="k")


@case
def scatter_by_a_colormap(ax: Any) -> None:
    shown = ax.scatter(RANDOM.random(20), RANDOM.random(20), c=RANDOM.random(20), cmap="plasma")
    ax.figure.colorbar(shown, label="score")


@case
def scatter_by_logarithms(ax: Any) -> None:
    shown = ax.scatter(range(5), range(5), c=[1, 10, 100, 1000, 10000], norm="log")
    ax.figure.colorbar(shown, orientation="horizontal")


@case
def bars(ax: Any) -> None:
    ax.bar(["cat", "dog"], [3, 5], label="a")
    ax.bar(["cat", "dog"], [1, -2], bottom=[3, 5], label="b", color=["c", "m"], width=0.5)
    ax.legend()


@case
def bars_across(ax: Any) -> None:
    ax.barh(["cat", "dog", "bird"], [3, 5, 1])
    ax.invert_yaxis()


@case
def histograms(ax: Any) -> None:
    ax.hist([RANDOM.normal(size=200), RANDOM.normal(1, 1, 200)], bins=12, alpha=0.5)


@case
def bars_on_a_log_scale(ax: Any) -> None:
    ax.bar(range(3), [2, 20, 200], bottom=1)
    ax.set_yscale("log")


@pytest.fixture(autouse=True)
def own_look() -> Iterator[None]:
    with mpl.rc_context():
        mpl.rcdefaults()
        yield


def cases(is_one: Callable[[str], bool]) -> list[Any]:
    """The figures of the gallery whose names are such."""
    names = filter(is_one, GALLERY)
    return [name if name in ALWAYS else pytest.param(name, marks=pytest.mark.full) for name in names]


def drawn(name: str) -> tuple[Any, str]:
    """The axes after drawing, and the SVG of its chart."""
    figure = Figure()
    axes = figure.subplots()
    GALLERY[name](axes)
    chart = convert(figure)
    assert not [str(found) for found in chart.diagnostics]
    return axes, render(chart.spec, "svg").decode()


def marks(svg: str, kind: str) -> list[str]:
    """The opening tags of the paths of all marks of a kind, from back to front; legends have other groups."""
    groups = re.findall(rf'<g class="mark-{kind} role-mark layer_\d+_\w*marks"[^>]*>(.*?)</g>', svg)
    return [path for group in groups for path in re.findall(r"<path [^>]*>", group)]


def attribute(mark: str, name: str) -> str:
    found = re.search(rf' {name}="([^"]*)"', mark)
    return found[1] if found else ""


def numbers(text: str) -> list[float]:
    return [float(number) for number in re.findall(NUMBER, text)]


def on_screen(axes: Any, points: Any, transform: Any = None) -> Any:
    """Points of the data as px from the plot area's upper left corner; missing ones are left out."""
    points = np.ma.filled(np.ma.asarray(points, dtype=float), np.nan)
    shown = (transform or axes.transData).transform(points[np.isfinite(points).all(axis=1)])
    return np.column_stack([shown[:, 0] - axes.bbox.x0, axes.bbox.y1 - shown[:, 1]])


@pytest.mark.parametrize("name", cases(lambda name: not re.match("scatter|bars|hist", name)))
def test_lines_go_through_the_same_points(name: str) -> None:
    axes, svg = drawn(name)
    found = marks(svg, "line")
    assert len(found) == len(axes.lines)
    for line, mark in zip(axes.lines, found, strict=True):
        expected = on_screen(axes, line.get_path().vertices, line.get_transform())
        points = np.array(numbers(attribute(mark, "d"))).reshape(-1, 2)
        in_order = points if np.allclose(points[0], expected[0], atol=1) else points[::-1]
        np.testing.assert_allclose(in_order, expected, atol=1)
        assert attribute(mark, "stroke") == to_hex(line.get_color())
        assert float(attribute(mark, "stroke-width")) == pytest.approx(line.get_linewidth() * 100 / 72, abs=0.01)
        assert bool(attribute(mark, "stroke-dasharray")) == line.is_dashed()


@pytest.mark.parametrize("name", cases(lambda name: name.startswith("scatter")))
def test_points_stand_at_the_same_places_in_the_same_colours(name: str) -> None:
    axes, svg = drawn(name)
    found = marks(svg, "symbol")
    (points,) = (artist for artist in axes.collections if isinstance(artist, PathCollection))
    expected, colors = on_screen(axes, points.get_offsets()), points.get_facecolors()
    assert len(found) == len(expected)
    radii = np.sqrt(np.resize(points.get_sizes(), len(found))) / 2 * 100 / 72
    for index, mark in enumerate(found):
        np.testing.assert_allclose(numbers(attribute(mark, "transform")), expected[index], atol=1)
        assert max(numbers(attribute(mark, "d"))) == pytest.approx(radii[index], abs=0.01)
        np.testing.assert_allclose(rgb(attribute(mark, "fill")), colors[index % len(colors)][:3], atol=2.6 / 255)


@pytest.mark.parametrize("name", cases(lambda name: name.startswith(("bars", "hist"))))
def test_bars_have_the_same_corners_and_colours(name: str) -> None:
    axes, svg = drawn(name)
    found = marks(svg, "rect")
    rects = [patch for patch in axes.patches if isinstance(patch, Rectangle)]
    assert len(found) == len(rects)
    for rect, mark in zip(rects, found, strict=True):
        corners = on_screen(
            axes, [[rect.get_x(), rect.get_y()], [rect.get_x() + rect.get_width(), rect.get_y() + rect.get_height()]]
        )
        left, top, width, height, _ = numbers(attribute(mark, "d"))
        np.testing.assert_allclose([left, top], corners.min(axis=0), atol=1)
        np.testing.assert_allclose([left + width, top + height], corners.max(axis=0), atol=1)
        assert attribute(mark, "fill") == to_hex(rect.get_facecolor())


def rgb(color: str) -> list[float]:
    """A colour of SVG as parts of 1."""
    if color.startswith("#"):
        return [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [number / 255 for number in numbers(color)[:3]]


def test_the_plot_area_the_limits_and_the_ticks_are_the_figures(tmp_path: Path) -> None:
    figure = Figure(figsize=(5, 3), dpi=80)
    axes = figure.subplots()
    axes.plot([0, 3], [1, 2])
    chart = convert(figure)
    spec = chart.spec
    assert (spec["width"], spec["height"]) == pytest.approx((axes.bbox.width, axes.bbox.height))
    scale, axis = (spec["encoding"]["x"][part] for part in ("scale", "axis"))
    assert scale["domain"] == list(axes.get_xlim())
    assert axis["values"] == [tick for tick in axes.get_xticks() if 0 <= tick <= 3]
    labels = [tick.get_text() for tick in axes.get_xticklabels()]
    svg = render(spec, "svg").decode()
    shown = re.findall(r'role-axis-label".*?</g>', svg)[0]
    assert re.findall(r">([^<]+)</text>", shown) == [text for text in labels if 0 <= float(text.replace("−", "-")) <= 3]

"""Every preset's example at 300 and at 1,200 px, on white and on dark: the same marks, and texts that can be read.

The pictures are read as SVG. How wide a text is drawn depends on the machine's fonts, so it is taken as narrow as any
sans-serif font draws it: what overlaps or leaves the picture by that measure does so everywhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from xml.etree import ElementTree

import pytest

from chartkit.compiler import plot_table
from chartkit.data.files import read_file
from chartkit.presets import load
from chartkit.schema.colors import Color, color_of, contrast

WIDTHS_PX = (300, 1200)
THEMES = (None, "dark")
NARROW_EM = 0.42
"""The mean width of a character, in shares of the font's size: less than that of Arial, Helvetica or DejaVu Sans."""

Matrix = tuple[float, float, float, float, float, float]


class Box(NamedTuple):
    """The corners of what is drawn, in px of the picture."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box, by_px: float = 1.0) -> bool:
        return (
            min(self.right, other.right) - max(self.left, other.left) > by_px
            and min(self.bottom, other.bottom) - max(self.top, other.top) > by_px
        )

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    @property
    def center(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


class Text(NamedTuple):
    """A text of the picture, the colour that it is drawn in and the one that it lies on."""

    words: str
    box: Box
    color: Color
    ground: Color


class Picture(NamedTuple):
    """What is read from an SVG: its size in px, its texts, and how many marks of each kind it has."""

    width: float
    height: float
    texts: tuple[Text, ...]
    marks: Counter[str]


@pytest.mark.parametrize("width", WIDTHS_PX)
def test_as_many_marks_on_white_as_on_dark(name: str, width: int) -> None:
    light, dark = (picture(name, width, theme) for theme in THEMES)
    assert light.marks == dark.marks
    assert light.marks.total() > 0


@pytest.mark.parametrize("width", WIDTHS_PX)
def test_no_text_leaves_the_picture(name: str, width: int) -> None:
    found = picture(name, width, None)
    outside = [
        text.words
        for text in found.texts
        if min(text.box.left, text.box.top) < -1
        or text.box.right > found.width + 1
        or text.box.bottom > found.height + 1
    ]
    assert outside == []


@pytest.mark.parametrize("width", WIDTHS_PX)
def test_no_text_lies_on_another(name: str, width: int) -> None:
    pairs = combinations(picture(name, width, None).texts, 2)
    assert [(a.words, b.words) for a, b in pairs if a.box.overlaps(b.box)] == []


@pytest.mark.parametrize("theme", THEMES)
def test_every_text_has_a_contrast_of_4_5(name: str, theme: str | None) -> None:
    faint = {
        (text.words, round(contrast(text.color.over(text.ground), text.ground), 1))
        for text in picture(name, 300, theme).texts
        if contrast(text.color.over(text.ground), text.ground) < 4.5
    }
    assert faint == set()


@cache
def picture(name: str, width: int, theme: str | None) -> Picture:
    preset = load(name)
    assert preset.example is not None
    assert preset.example.data is not None
    chart = plot_table(name, read_file(preset.example.data), preset.example.fields, preset.example.strings)
    with TemporaryDirectory() as folder:
        path = Path(folder, "chart.svg")
        chart.save(path, width=width, theme=theme)
        svg = path.read_text(encoding="utf-8")
    root = ElementTree.fromstring(re.sub(r' xmlns="[^"]*"', "", svg, count=1))
    texts = tuple(_texts(root))
    kinds = re.findall(r'<g class="mark-(\w+) role-mark[^"]*"[^>]*>(.*?)</g>', svg, re.DOTALL)
    marks = Counter({kind: 0 for kind, _ in kinds})
    for kind, inside in kinds:
        marks[kind] += len(re.findall(r"<(?:path|line|text)\b", inside))
    return Picture(float(root.get("width", 0)), float(root.get("height", 0)), texts, marks)


def _texts(root: ElementTree.Element) -> Iterator[Text]:
    """Its texts in the order of drawing, each with what was drawn under its middle before."""
    grounds: list[tuple[Box, Color]] = []
    for element, matrix in _walked(root, (1, 0, 0, 1, 0, 0)):
        if element.tag == "text":
            words = "".join(element.itertext()).strip()
            color = color_of(element.get("fill", "black"))
            if words and color is not None and float(element.get("opacity", 1)) > 0:
                box = _text_box(element, matrix)
                yield Text(words, box, color.faded(_opacity(element)), _under(box, grounds))
        elif element.tag in ("path", "rect"):
            box, color = _rectangle(element, matrix), color_of(element.get("fill"))
            if box is not None and color is not None:
                grounds.append((box, color.faded(_opacity(element))))


def _opacity(element: ElementTree.Element) -> float:
    return float(element.get("opacity", 1)) * float(element.get("fill-opacity", 1))


def _under(box: Box, grounds: list[tuple[Box, Color]]) -> Color:
    found = Color(1.0, 1.0, 1.0)
    for ground, color in grounds:
        if ground.holds(*box.center):
            found = color.over(found)
    return found


def _walked(element: ElementTree.Element, above: Matrix) -> Iterator[tuple[ElementTree.Element, Matrix]]:
    """Every element that is drawn, with where its own coordinates stand in the picture."""
    if element.get("display") == "none" or element.tag in ("defs", "clipPath"):
        return
    matrix = _times(above, _matrix(element.get("transform", "")))
    yield element, matrix
    for child in element:
        yield from _walked(child, matrix)


def _matrix(transform: str) -> Matrix:
    found: Matrix = (1, 0, 0, 1, 0, 0)
    for kind, inside in re.findall(r"(\w+)\(([^)]*)\)", transform):
        parts = [float(part) for part in re.split(r"[,\s]+", inside.strip())]
        if kind == "translate":
            found = _times(found, (1, 0, 0, 1, parts[0], parts[1] if len(parts) > 1 else 0))
        elif kind == "rotate":
            found = _times(found, _turned(parts[0]))
        elif kind == "scale":
            found = _times(found, (parts[0], 0, 0, parts[-1], 0, 0))
        else:
            raise AssertionError(f"Vega drew {kind}({inside}), which is not read here")
    return found


def _turned(degrees: float) -> Matrix:
    from math import cos, radians, sin

    c, s = cos(radians(degrees)), sin(radians(degrees))
    return (c, s, -s, c, 0, 0)


def _times(first: Matrix, second: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (a * p + c * q, b * p + d * q, a * r + c * s, b * r + d * s, a * t + c * u + e, b * t + d * u + f)


def _box(corners: list[tuple[float, float]], matrix: Matrix) -> Box:
    a, b, c, d, e, f = matrix
    xs = [a * x + c * y + e for x, y in corners]
    ys = [b * x + d * y + f for x, y in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _text_box(element: ElementTree.Element, matrix: Matrix) -> Box:
    """Around its letters, from the foot of the last line to the height of a capital of the first."""
    size = float(element.get("font-size", "11px").removesuffix("px"))
    lines = [span.text or "" for span in element.iter("tspan")] or ["".join(element.itertext())]
    leads = [float(span.get("dy", 0)) for span in element.iter("tspan")] or [0.0]
    width = max(len(line) for line in lines) * size * NARROW_EM
    left = {"start": 0.0, "middle": -width / 2, "end": -width}[element.get("text-anchor", "start")]
    top, bottom = leads[0] - 0.7 * size, sum(leads)
    return _box([(left, top), (left + width, top), (left, bottom), (left + width, bottom)], matrix)


def _rectangle(element: ElementTree.Element, matrix: Matrix) -> Box | None:
    """The box of a rectangle, None for any other shape."""
    if element.tag == "rect":
        right, bottom = float(element.get("width", 0)), float(element.get("height", 0))
        return _box([(0, 0), (right, bottom)], matrix)
    number = r"(-?[\d.]+(?:e-?\d+)?)"
    match = re.fullmatch(rf"M{number},{number}h{number}v{number}h-?[\d.e-]+Z", element.get("d", ""))
    if match is None:
        return None
    x, y, width, height = (float(part) for part in match.groups())
    return _box([(x, y), (x + width, y + height)], matrix)

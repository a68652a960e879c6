"""What an SVG draws: takes the text that Vega wrote, gives one item per drawn element, in order of drawing.

An item holds what must be alike to the letter (element, attributes, colours, text, letters of the path) apart from its
numbers, which are compared with a tolerance. Translations of the groups around it are added up, as `reduction.md` says
of the oracle; ids of clips and gradients are left out, for what they stand for is an item of its own.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree import ElementTree

Element = ElementTree.Element
Attributes = tuple[tuple[str, str], ...]

_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_ARC = re.compile(r"(?<=A)([^,A-Z]+),([^,A-Z]+),([^,A-Z]+),([01]),([01]),([^,A-Z]+),([^,A-Z]+)")
_TRANSLATE = re.compile(r"^\s*translate\(([^,()]+),([^,()]+)\)")
_UNSEEN = frozenset(
    """class role id transform pointer-events
    aria-label aria-roledescription aria-hidden aria-description""".split()
)
_HALF = 1e-9  # a chord so near to the diameter, relative to the radius, spans half a circle
_OPAQUE = {"opacity": "1", "fill-opacity": "1", "stroke-opacity": "1"}
_VERBATIM = frozenset(["font-family", "href", "cursor"])
_DRAWN = frozenset(["path", "text", "rect", "line", "image", "circle", "stop", "linearGradient", "radialGradient"])


class Item(NamedTuple):
    """One drawn element: what it is, to the letter, and where and how large, in px and the units of its attributes."""

    what: tuple[str, ...]
    numbers: tuple[float, ...]

    def __str__(self) -> str:
        shown = " ".join(f"{number:.6g}" for number in self.numbers[:12])
        return f"{' '.join(part for part in self.what if part)} [{shown}{' …' if len(self.numbers) > 12 else ''}]"


class Drawing(NamedTuple):
    """A picture as items in order of drawing, the texts it gives to screen readers, and its number of marks."""

    items: tuple[Item, ...]
    aria: tuple[str, ...]
    n_marks: int


class _Place(NamedTuple):
    """What an element inherits: its offset in px, other transforms and attributes around it, whether it is a mark."""

    x: float = 0
    y: float = 0
    around: Attributes = ()
    is_mark: bool = False


def drawing_of(svg: str) -> Drawing:
    """The items of an SVG that Vega wrote. Raises `ParseError` of ElementTree for text that is no XML. O(length).

    >>> drawing_of('<svg><g transform="translate(1,2)"><text transform="translate(3,4)">a</text></g></svg>').items[1]
    Item(what=('text', 'fill-opacity', '', 'opacity', '', 'stroke-opacity', '', 'a'), numbers=(4.0, 6.0, 1.0, 1.0, 1.0))
    """
    root = ElementTree.fromstring(svg)
    items: list[Item] = []
    n_marks = 0
    for element, place in _drawn(root, _Place()):
        items.append(_item(element, place))
        n_marks += place.is_mark
    return Drawing((_size(root), *items), tuple(_aria(root)), n_marks)


def _size(root: Element) -> Item:
    return Item(("svg",), tuple(float(root.get(name, "0")) for name in ("width", "height")))


def _drawn(parent: Element, place: _Place) -> Iterator[tuple[Element, _Place]]:
    for element in parent:
        name = _name(element)
        if _is_empty(element, name):
            continue
        if name in _DRAWN:
            yield element, place
        if name not in ("text", "path", "rect", "line", "image", "stop"):
            yield from _drawn(element, _inside(element, place))


def _is_empty(element: Element, name: str) -> bool:
    """An element that draws nothing: hidden, a path that goes nowhere, text without letters."""
    if element.get("display") == "none":
        return True
    if name == "path":
        return not element.get("d")
    return name == "text" and not "".join(element.itertext())


def _inside(group: Element, place: _Place) -> _Place:
    x, y, rest = _moved(group.get("transform", ""))
    around = tuple(
        (f"{_name(group)}.{name}", _unnamed(value))
        for name, value in sorted(_seen(group).items())
        if name not in ("fill", "stroke-miterlimit")
    )
    turned = (("transform", rest),) if rest else ()
    roles = group.get("class", "").split()
    is_mark = "role-mark" in roles or (place.is_mark and not any(role.startswith("role-") for role in roles))
    return _Place(place.x + x, place.y + y, place.around + around + turned, is_mark and "mark-group" not in roles)


def _item(element: Element, place: _Place) -> Item:
    x, y, rest = _moved(element.get("transform", ""))
    attributes = {**_OPAQUE, **_seen(element), **({"transform": rest} if rest else {})}
    what, numbers = [_name(element)], [place.x + x, place.y + y]
    for name, value in (*place.around, *sorted(attributes.items())):
        letters, found = _split(name, _halved(value) if name == "d" and "A" in value else _unnamed(value))
        what += [name, letters]
        numbers += found
    text, shifts = _text(element)
    return Item((*what, text), (*numbers, *shifts))


def _seen(element: Element) -> dict[str, str]:
    return {_bare(name): value for name, value in element.attrib.items() if _bare(name) not in _UNSEEN}


def _split(name: str, value: str) -> tuple[str, list[float]]:
    """A value's letters and its numbers; colours and names of fonts are letters only."""
    if name in _VERBATIM or value.startswith("#"):
        return value, []
    return _NUMBER.sub("", value), [float(number) for number in _NUMBER.findall(value)]


def _halved(path: str) -> str:
    """A path whose half circles have a large-arc flag of 0: of two equal halves the last digit of a number chooses."""
    return _ARC.sub(lambda arc: _half(arc, path[: arc.start() - 1]), path)


def _half(arc: re.Match[str], before: str) -> str:
    radius, x, y = float(arc[1]), float(arc[6]), float(arc[7])
    start = [float(number) for number in _NUMBER.findall(before[-80:])[-2:]]
    is_half = abs(math.dist(start, (x, y)) - 2 * radius) <= _HALF * radius
    return f"{arc[1]},{arc[2]},{arc[3]},{0 if is_half else arc[4]},{arc[5]},{arc[6]},{arc[7]}"


def _text(element: Element) -> tuple[str, list[float]]:
    """The words of an element, a line each, and where its lines stand."""
    lines = list(element)
    if not lines:
        return element.text or "", []
    shifts = [float(number) for line in lines for value in line.attrib.values() for number in _NUMBER.findall(value)]
    return "\n".join("".join(line.itertext()) for line in lines), shifts


def _moved(transform: str) -> tuple[float, float, str]:
    """The leading translation of a transform and what is left of it."""
    match = _TRANSLATE.match(transform)
    if match is None:
        return 0.0, 0.0, transform
    return float(match[1]), float(match[2]), transform[match.end() :].strip()


def _unnamed(value: str) -> str:
    """A reference without the id that Vega counts up."""
    return re.sub(r"url\(#[^)]*\)", "url(#)", value)


def _aria(root: Element) -> Iterator[str]:
    for element in root.iter():
        label = element.get("aria-label")
        if label is not None:
            yield f"{element.get('aria-roledescription', '')}: {label}"


def _name(element: Element) -> str:
    return _bare(element.tag)


def _bare(name: str) -> str:
    return name.rpartition("}")[2]

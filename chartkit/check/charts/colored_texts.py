"""The coloured texts of a chart: takes a filled spec, gives every text whose colour it sets.

A text whose colour is worked out while drawing is left out, and so is one that lies on other marks.
Source: the colours of titles, axes, legends, headers and text marks in Vega-Lite 6.4.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from chartkit.check.charts.channels import channels_of, conditions_of
from chartkit.check.charts.grounds import entry
from chartkit.compiler.views import View, frame_of
from chartkit.diagnostics import JsonPath
from chartkit.schema.colors import Color, color_of
from chartkit.schema.json_types import is_object

_COVERING = frozenset("bar rect area arc image geoshape circle square point boxplot errorband trail".split())
_LARGE_PX, _LARGE_BOLD_PX = 24, 18.66
"""18 pt, and 14 pt in bold, where WCAG asks for less."""
_BOLD = ("bold", "bolder", 600, 700, 800, 900)

_GUIDES = {
    "axis": (("labelColor", "labelFontSize", "labelFontWeight"), ("titleColor", "titleFontSize", "titleFontWeight")),
    "legend": (("labelColor", "labelFontSize", "labelFontWeight"), ("titleColor", "titleFontSize", "titleFontWeight")),
    "header": (("labelColor", "labelFontSize", "labelFontWeight"), ("titleColor", "titleFontSize", "titleFontWeight")),
    "title": (("color", "fontSize", "fontWeight"), ("subtitleColor", "subtitleFontSize", "subtitleFontWeight")),
}
"""For each kind of guide the properties of its texts: colour, size and weight."""


class ColoredText(NamedTuple):
    """A text's colour at `path`, its opacity in it; WCAG asks for the contrast `needed`.

    It lies in the plot of `view`, or around the plots where that is None.
    """

    path: JsonPath
    color: Color
    needed: float
    view: View | None = None


def colored_texts(spec: dict[str, Any], views: Sequence[View]) -> Iterator[ColoredText]:
    """Every text whose colour the spec sets, guides first."""
    yield from _of_config(spec.get("config"))
    for view in views:
        yield from _of_guides(view)
    for view in views:
        if view.mark == "text" and not _is_covered(view, views):
            yield from _of_marks(view)
            for key in ("color", "fill"):
                if color := color_of(entry(spec.get("config"), "text", key)):
                    yield ColoredText(("config", "text", key), color, 4.5, view)


def _of_config(config: Any) -> Iterator[ColoredText]:
    for section, entries in config.items() if is_object(config) else ():
        kind = next((kind for kind in _GUIDES if section.startswith(kind)), None)
        if kind and is_object(entries):
            yield from _of_guide(kind, entries, ("config", section))


def _of_guides(view: View) -> Iterator[ColoredText]:
    title = view.spec.get("title")
    if is_object(title):
        yield from _of_guide("title", title, (*view.path, "title"))
    for channel in channels_of(view) if view.kind == "unit" else ():
        for kind in ("axis", "legend", "header"):
            guide = channel.definition.get(kind)
            if is_object(guide):
                yield from _of_guide(kind, guide, channel.place(kind))


def _of_guide(kind: str, entries: dict[str, Any], path: JsonPath) -> Iterator[ColoredText]:
    if kind == "legend" and "fillColor" in entries:
        return
    for key, size, weight in _GUIDES[kind]:
        color = color_of(entries.get(key))
        if color:
            needed = _needed(entries.get(size), entries.get(weight, "bold" if "title" in (kind, key[:5]) else None))
            yield ColoredText((*path, key), color, needed)


def _of_marks(view: View) -> Iterator[ColoredText]:
    """The colours of a text mark, each at the opacity that is set for all of its texts."""
    mark = view.spec.get("mark")
    entries = mark if is_object(mark) else {}
    opacity = _opacity(view, entries)
    needed = _needed(entries.get("fontSize"), entries.get("fontWeight"))
    is_encoded = False
    for channel in channels_of(view):
        if channel.name in ("color", "fill"):
            is_encoded = is_encoded or channel.has_field or "value" in channel.definition
            for steps, text in _values(channel.definition):
                color = color_of(text)
                if color:
                    yield ColoredText(channel.place(*steps), color.faded(opacity), needed, view)
    key = "fill" if "fill" in entries else "color"
    color = color_of(entries.get(key))
    if color and not is_encoded:
        yield ColoredText((*view.path, "mark", key), color.faded(opacity), needed, view)


def _values(definition: dict[str, Any]) -> Iterator[tuple[JsonPath, Any]]:
    """The constant of a channel, and those that its conditions choose."""
    yield ("value",), definition.get("value")
    for steps, condition in conditions_of(definition):
        yield (*steps, "value"), condition.get("value")


def _opacity(view: View, mark: dict[str, Any]) -> float:
    found = 1.0
    for key in ("opacity", "fillOpacity"):
        own = entry(view.definitions.get(key), "value") if key in view.encoding else mark.get(key)
        if isinstance(own, (int, float)):
            found *= own
    return found


def _needed(size_px: Any, weight: Any) -> float:
    """The contrast that WCAG asks for a text of this size and weight; 3 for large ones."""
    least = _LARGE_BOLD_PX if weight in _BOLD else _LARGE_PX
    return 3.0 if isinstance(size_px, (int, float)) and size_px >= least else 4.5


def _is_covered(view: View, views: Sequence[View]) -> bool:
    """Whether filled marks of the same frame may lie under the text."""
    frame = frame_of(view).path
    return any(other.mark in _COVERING and frame_of(other).path == frame for other in views)

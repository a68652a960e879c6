"""The colours that a spec gives its marks: takes a view and the config, gives what its marks are seen by.

Source: Vega-Lite 6.4, the pages "Mark" (fill, stroke, filled, opacity) and "Config".
"""

from __future__ import annotations

from typing import Any, NamedTuple

from chartkit.check.charts.channels import channels_of
from chartkit.check.charts.grounds import Config, entry
from chartkit.compiler.views import View
from chartkit.diagnostics import JsonPath
from chartkit.schema.colors import Color, color_of
from chartkit.schema.json_types import is_object

_STROKED = ("line", "rule", "trail", "point")
_PICTURES = ("text", "geoshape", "image")
_OVERLAID = ("point", "circle", "square", "line", "trail", "tick", "area")
"""Marks that are drawn pale so that many of them add up."""


class MarkColor(NamedTuple):
    """A constant colour of a view's marks, its opacity in it, and where it is written."""

    path: JsonPath
    color: Color


def mark_colors(view: View, config: Config) -> tuple[MarkColor, ...]:
    """The constant colours that the marks of a unit are seen by: of their face, their outline, or both.

    Nothing where rows or conditions choose one, or the default does: that one can be seen. Nothing for texts, which can
    be read, and for maps and pictures, which have their own.
    """
    if view.mark in _PICTURES:
        return ()
    mark = view.spec.get("mark")
    entries: dict[str, Any] = mark if is_object(mark) else {}
    if any(
        channel.name in ("color", "fill", "stroke") and _is_chosen(channel.definition) for channel in channels_of(view)
    ):
        return ()
    is_filled = entries.get("filled", view.mark not in _STROKED)
    face, outline = (_color(view, entries, config, key) for key in ("fill", "stroke"))
    color = _color(view, entries, config, "color")
    main = (face or color) if is_filled else (outline or color)
    if main is None or "gradient" in str(entries.get("color")):
        return ()
    other = outline if is_filled else face
    opacity = 1.0 if view.mark in _OVERLAID else _opacity(view, entries)
    return tuple(MarkColor(path, found.faded(opacity)) for path, found in (main, *((other,) if other else ())))


def _is_chosen(definition: dict[str, Any]) -> bool:
    return "value" not in definition or "condition" in definition


def _color(view: View, mark: dict[str, Any], config: Config, key: str) -> tuple[JsonPath, Color] | None:
    """The colour under `key` of the encoding, the mark, or the config of its kind of mark or of all marks."""
    for path, value in (
        (("encoding", key, "value"), entry(view.definitions.get(key), "value")),
        (("mark", key), mark.get(key)),
    ):
        if color := color_of(value):
            return (*(view.encoding[key][0][:-2] if path[0] == "encoding" else view.path), *path), color
    for section in (view.mark or "", "mark"):
        if color := color_of(entry(config, section, key)):
            return ("config", section, key), color
    return None


def _opacity(view: View, mark: dict[str, Any]) -> float:
    own = entry(view.definitions.get("opacity"), "value") if "opacity" in view.encoding else mark.get("opacity")
    return own if isinstance(own, (int, float)) else 1.0

"""What marks and texts lie on: takes a spec and the project's look, gives the colours behind them.

A ground is None where the spec leaves it to the page, or works it out while drawing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chartkit.check.subject import Subject
from chartkit.compiler.theme import project_theme, with_theme
from chartkit.compiler.views import View, frame_of
from chartkit.diagnostics import PresetError
from chartkit.schema.colors import WHITE, Color, color_of
from chartkit.schema.json_types import is_object

Config = Mapping[str, Any]


def config_of(subject: Subject) -> Config:
    """The spec's config laid on the project's theme; a theme that cannot be read is told where charts are drawn."""
    own = subject.plain.get("config")
    try:
        theme = project_theme()
    except PresetError:
        theme = {}
    return with_theme(own if is_object(own) else {}, theme)


def entry(value: Any, *keys: str) -> Any:
    """What stands under `keys` of nested maps, None where one is missing."""
    for key in keys:
        value = value.get(key) if is_object(value) else None
    return value


def page_color(spec: Mapping[str, Any], config: Config) -> Color | None:
    """The colour around the plots, where titles, axes and legends lie; white unless the spec says otherwise."""
    if "background" not in spec and "background" not in config:
        return WHITE
    color = color_of(spec.get("background", config.get("background")))
    return color if color and color.alpha == 1 else None


def plot_color(view: View, config: Config, page: Color | None) -> Color | None:
    """The colour under the marks of `view`: that of its frame over the page's."""
    own = entry(frame_of(view).spec, "view")
    frame = {**_entries(entry(config, "style", "cell")), **_entries(config.get("view")), **_entries(own)}
    if frame.get("fill") in (None, "transparent"):
        return page
    fill = color_of(frame["fill"])
    opacity = frame.get("fillOpacity", frame.get("opacity", 1))
    if fill is None or not isinstance(opacity, (int, float)):
        return None
    fill = fill.faded(opacity)
    return fill if fill.alpha == 1 else fill.over(page) if page else None


def _entries(value: Any) -> dict[str, Any]:
    return value if is_object(value) else {}

"""The texts of a chart that stay black: takes its views and config, gives each kind that no setting colours.

Source: the config of Vega-Lite 6.4 and Vega 6, whose axis labels, titles and legends are black.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from chartkit.check.charts.channels import channels_of
from chartkit.check.charts.grounds import Config, entry
from chartkit.compiler.views import View
from chartkit.schema.json_types import is_list, is_object

_LEGENDS = ("color", "fill", "stroke", "opacity", "size", "shape", "strokeDash", "strokeWidth")
_SHOWN = "axis: {labelColor: white, titleColor: white}"


def black_texts(views: Sequence[View], config: Config) -> Iterator[tuple[str, str]]:
    """The name of each kind of text that is drawn and that nothing colours, and the setting that would."""
    if _is_drawn(views, ("x", "y"), "axis") and not _is_colored(views, config, "axis", "guide-label"):
        yield "labels of the axes", _SHOWN
    if _is_drawn(views, _LEGENDS, "legend") and not _is_colored(views, config, "legend", "guide-label"):
        yield "labels of the legend", _SHOWN.replace("axis", "legend")
    is_title_colored = entry(config, "style", "group-title", "fill") or entry(config, "title", "color")
    if any(_has_title(view) for view in views) and not is_title_colored:
        yield "title", "title: {color: white}"


def _is_drawn(views: Sequence[View], channels: Sequence[str], guide: str) -> bool:
    return any(
        channel.name in channels and channel.has_field and channel.definition.get(guide, True) not in (None, False)
        for view in views
        if view.kind == "unit"
        for channel in channels_of(view)
    )


def _is_colored(views: Sequence[View], config: Config, guide: str, style: str) -> bool:
    """Whether a setting colours labels anywhere: who set one of them thought of the rest."""
    sections: list[Any] = [entries for section, entries in config.items() if section.startswith(guide)]
    guides: list[Any] = [channel.definition.get(guide) for view in views for channel in channels_of(view)]
    return bool(entry(config, "style", style, "fill")) or any(
        is_object(found) and ("labelColor" in found or found.get("labels") is False) for found in (*sections, *guides)
    )


def _has_title(view: View) -> bool:
    title = view.spec.get("title")
    if is_object(title):
        return bool(title.get("text")) and "color" not in title
    return bool(title) if isinstance(title, str) or is_list(title) else False

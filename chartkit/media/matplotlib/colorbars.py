"""Colorbars: takes the colorbar of a scatter or mesh, gives the gradient legend at its place."""

from __future__ import annotations

from typing import Any

from chartkit.media.matplotlib.artists import Artist, RefusedError
from chartkit.media.matplotlib.frame import Frame
from chartkit.media.matplotlib.guides import labels_as, shown_ticks
from chartkit.media.matplotlib.scales import scale_of


def colorbar_legend(frame: Frame, mappable: Artist) -> dict[str, Any] | None:
    """The legend of a colour scale: where and how long the colorbar is; None where there is no colorbar."""
    bar = mappable.colorbar
    if bar is None:
        return None
    if bar.extend != "neither":
        raise RefusedError("a colorbar with pointed ends (extend)")
    box = bar.ax.bbox
    left, top = frame.inside((box.x0, box.y1))
    is_upright = bar.orientation == "vertical"
    axis = bar.ax.yaxis if is_upright else bar.ax.xaxis
    values, labels = shown_ticks(axis, scale_of(axis))
    ticks = axis.get_major_ticks()
    size = {"labelFontSize": frame.px(ticks[0].label1.get_fontsize())} if ticks else {}
    return {
        "type": "gradient",
        "orient": "none",
        "legendX": round(left, 2),
        "legendY": round(top, 2),
        "direction": bar.orientation,
        "gradientLength": round(float(box.height if is_upright else box.width), 2),
        "gradientThickness": round(float(box.width if is_upright else box.height), 2),
        "gradientStrokeColor": "#000000",
        "gradientStrokeWidth": frame.px(bar.outline.get_linewidth()),
        "labelLimit": 0,
        "labelOverlap": False,
        "padding": 0,
        "title": None,
        "values": values,
        **size,
        **labels_as(values, labels),
    }


def colorbar_texts(mappable: Artist) -> list[Artist]:
    """The label of a colorbar, a text of its own beside it."""
    bar = mappable.colorbar
    if bar is None:
        return []
    texts = [bar.ax.xaxis.label, bar.ax.yaxis.label, bar.ax.title, *bar.ax.texts]
    return [text for text in texts if text.get_visible() and text.get_text()]

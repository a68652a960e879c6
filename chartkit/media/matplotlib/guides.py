"""Axes' guides: takes an axis of matplotlib's that has been drawn, gives its ticks, labels, title and grid."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from chartkit.media.matplotlib.artists import Artist
from chartkit.media.matplotlib.colors import paint_of
from chartkit.media.matplotlib.drawn import Drawn
from chartkit.media.matplotlib.frame import Frame
from chartkit.media.matplotlib.lines import dash_of, line_paint
from chartkit.media.matplotlib.mathtext import plain_text
from chartkit.media.matplotlib.scales import Scale
from chartkit.media.matplotlib.spines import spine_properties
from chartkit.media.matplotlib.texts import font_of, lines_of, text_at

_SECOND = {"x": "top", "y": "right"}
_FIRST = {"x": "bottom", "y": "left"}


def axis_of(frame: Frame, name: str) -> dict[str, Any] | None:
    """The axis "x" or "y" as the spec has it; None where none is shown."""
    axis = frame.axes.xaxis if name == "x" else frame.axes.yaxis
    if not frame.axes.axison or not axis.get_visible():
        return None
    scale = frame.x if name == "x" else frame.y
    values, labels = shown_ticks(axis, scale)
    ticks = axis.get_major_ticks()
    tick = ticks[0] if ticks else None
    second = tick is not None and _is_second(tick)
    orient = (_SECOND if second else _FIRST)[name]
    found: dict[str, Any] = {"orient": orient, "values": values, "title": _title(axis), "grid": False}
    found |= labels_as(values, labels) | spine_properties(frame, orient)
    if tick is not None:
        found |= _tick_look(frame, tick, second)
    if found["title"] is not None:
        font = font_of(frame, axis.label, "title")
        found |= {**font, "titleColor": paint_of(axis.label.get_color()).color}
    return found


def shown_ticks(axis: Artist, scale: Scale) -> tuple[list[float], list[str]]:
    """The values of an axis's ticks within its limits and their texts."""
    low, high = scale.limits
    slack = (high - low) * 1e-9
    found: dict[float, str] = {}
    for locations, formatter in (
        (axis.get_majorticklocs(), axis.get_major_formatter()),
        (axis.get_minorticklocs(), axis.get_minor_formatter()),
    ):
        texts: list[str] = list(formatter.format_ticks(locations)) if len(locations) else []
        for value, text in zip(locations, texts, strict=True):
            is_major = formatter is axis.get_major_formatter()
            if low - slack <= value <= high + slack and (is_major or text):
                found.setdefault(min(max(float(value), low), high), plain_text(text))
    places = sorted(found)
    return [scale.tick(value) for value in places], [found[value] for value in places]


def labels_as(values: Sequence[float], labels: Sequence[str]) -> dict[str, Any]:
    """How a guide writes `labels` at `values`: by a number format where one does, else each as it is."""
    if not values:
        return {}
    for n_digits in range(7):
        if all(f"{value:.{n_digits}f}".replace("-", "−") == label for value, label in zip(values, labels, strict=True)):
            return {"format": f".{n_digits}f"}
    if len(values) == 1:
        return {"labelExpr": _quoted(labels[0])}
    each = ", ".join(map(_quoted, labels))
    return {"labelExpr": f"[{each}][round(datum.index * {len(values) - 1})]"}


def offset_texts(frame: Frame) -> Iterator[Drawn]:
    """The factors that matplotlib writes at the ends of axes: 1e6."""
    for axis in (frame.axes.xaxis, frame.axes.yaxis):
        text = axis.get_offset_text()
        if frame.axes.axison and axis.get_visible() and text.get_visible() and text.get_text():
            yield text_at(frame, text)


def grid_of(frame: Frame) -> Iterator[Drawn]:
    """The grid, major and minor, as rules behind what is drawn after them."""
    for name, axis, scale in (("x", frame.axes.xaxis, frame.x), ("y", frame.axes.yaxis, frame.y)):
        if not frame.axes.axison or not axis.get_visible():
            continue
        for ticks, locations in (
            (axis.get_minor_ticks(), axis.get_minorticklocs()),
            (axis.get_major_ticks(), axis.get_majorticklocs()),
        ):
            low, high = scale.limits
            inside = [float(value) for value in locations if low <= value <= high]
            line = ticks[0].gridline if ticks else None
            if line is not None and line.get_visible() and inside:
                yield _grid(frame, name, scale.placed(inside), line)


def _grid(frame: Frame, name: str, values: Any, line: Artist) -> Drawn:
    mark = {"type": "rule", "clip": True, **line_paint(line).within("stroke")}
    mark["strokeWidth"] = frame.px(line.get_linewidth())
    if (dash := dash_of(frame, line)) != [1, 0]:
        mark["strokeDash"] = dash
    return Drawn("grid", {name: values}, ({"mark": mark, "encoding": {name: frame.channel(name, name)}},))


def _is_second(tick: Artist) -> bool:
    """Whether ticks stand at the top or right."""
    first = tick.label1.get_visible() or tick.tick1line.get_visible()
    second = tick.label2.get_visible() or tick.tick2line.get_visible()
    return bool(tick.label2.get_visible() and not tick.label1.get_visible()) or bool(second and not first)


def _tick_look(frame: Frame, tick: Artist, second: bool) -> dict[str, Any]:
    label, line = (tick.label2, tick.tick2line) if second else (tick.label1, tick.tick1line)
    found: dict[str, Any] = {"labels": bool(label.get_visible()), "ticks": bool(line.get_visible())}
    if found["labels"]:
        found |= {**font_of(frame, label, "label"), "labelColor": paint_of(label.get_color()).color}
        if label.get_rotation():
            found |= {"labelAngle": -label.get_rotation() % 360} | _turned(label)
    if found["ticks"]:
        found |= {"tickSize": frame.px(line.get_markersize()), "tickWidth": frame.px(line.get_markeredgewidth())}
        found["tickColor"] = paint_of(line.get_markeredgecolor()).color
    return found


def _turned(label: Artist) -> dict[str, Any]:
    """How turned labels hang: as matplotlib aligns them, on the horizontal axis by the way they turn."""
    align, baseline = label.get_horizontalalignment(), label.get_verticalalignment()
    if baseline == "top" and align == "center":
        return {"labelAlign": "right" if label.get_rotation() % 360 < 180 else "left", "labelBaseline": "middle"}
    return {"labelAlign": align}


def _title(axis: Artist) -> Any:
    return lines_of(axis.label.get_text()) if axis.label.get_text() and axis.label.get_visible() else None


def _quoted(text: str) -> str:
    """A text as an expression has it; several lines are a list."""
    return json.dumps(text.split("\n") if "\n" in text else text)

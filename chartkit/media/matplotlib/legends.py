"""Legends: takes a Legend of matplotlib's, gives a layer that draws nothing and has the chart's legend at its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from chartkit.media.matplotlib.artists import Artist, RefusedError, is_of
from chartkit.media.matplotlib.colors import NO_PAINT, Paint, paint_of, paint_of_rgba
from chartkit.media.matplotlib.drawn import Drawn
from chartkit.media.matplotlib.frame import Frame
from chartkit.media.matplotlib.lines import dash_of, line_paint
from chartkit.media.matplotlib.markers import marker_of
from chartkit.media.matplotlib.mathtext import plain_text
from chartkit.media.matplotlib.outlines import marker_shape
from chartkit.media.matplotlib.patches import edge_of, face_of
from chartkit.media.matplotlib.texts import font_of

_LINE = "M-1,0L1,0"
_SQUARE = "M-1,-1L1,-1L1,1L-1,1Z"
_CIRCLE = "M-1,0A1,1,0,1,1,1,0A1,1,0,1,1,-1,0Z"


class _Entry(NamedTuple):
    """One line of a legend: its symbol's look."""

    text: str
    fill: Paint
    stroke: Paint
    width_px: float
    dash: tuple[float, ...]
    shape: str
    height_px: float = 0


def legend_of(frame: Frame, legend: Artist) -> Drawn | None:
    """The legend at the place where matplotlib drew it; None for one without entries."""
    texts = [plain_text(text.get_text()) for text in legend.get_texts()]
    if not texts or not legend.get_visible():
        return None
    font = legend.get_texts()[0]
    em = float(font.get_fontsize())
    length = frame.px(legend.handlelength * em)
    handles = zip(texts, legend.legend_handles, strict=True)
    entries = [
        _entry(frame, text, handle, length, legend.handleheight / legend.handlelength) for text, handle in handles
    ]
    entries = _by_line(entries, legend._ncols)
    if len(entries) == 1:
        entries *= 2  # Vega misplaces the symbol of a scale of one entry; the legend's `values` show the first alone
    names = _unique([entry.text for entry in entries])
    looks: dict[str, list[Any]] = {
        "stroke": [_css(entry.stroke) for entry in entries],
        "fill": [_css(entry.fill) for entry in entries],
        "strokeWidth": [entry.width_px for entry in entries],
        "shape": [entry.shape for entry in entries],
    }
    if any(entry.dash != (1, 0) for entry in entries):
        looks["strokeDash"] = [list(entry.dash) for entry in entries]
    guide = {**_guide(frame, legend, length), "values": names[: len(texts)]}
    guide["clipHeight"] = round(max(frame.px(em) * 1.1, *(entry.height_px for entry in entries)), 4)
    encoding = {
        channel: {
            "field": "entry",
            "type": "nominal",
            "scale": {"domain": names, "range": values},
            "legend": guide,
        }
        for channel, values in looks.items()
    }
    mark = {"type": "point", "size": round(length**2, 4), "opacity": 1}
    layer = {"transform": [{"filter": "false"}], "mark": mark, "encoding": encoding}
    return Drawn("legend", {"entry": names}, (layer,))


def _guide(frame: Frame, legend: Artist, length: float) -> dict[str, Any]:
    font = legend.get_texts()[0]
    em = frame.px(font.get_fontsize())
    box = legend.get_window_extent()
    left, top = frame.inside((box.x0, box.y1))
    title = legend.get_title()
    words = plain_text(title.get_text()) if title.get_text() else None
    return {
        "orient": "none",
        "legendX": round(left, 2),
        "legendY": round(top, 2),
        "title": words,
        **(font_of(frame, title, "title") if words else {}),
        "columns": legend._ncols,
        "symbolSize": round(length**2, 4),
        **font_of(frame, font, "label"),
        "labelColor": paint_of(font.get_color()).color,
        "labelLimit": 0,
        "labelOffset": round(legend.handletextpad * em, 4),
        "padding": round(legend.borderpad * em, 4),
        "rowPadding": round(legend.labelspacing * em, 4),
        "columnPadding": round(legend.columnspacing * em, 4),
        **_box(frame, legend),
    }


def _box(frame: Frame, legend: Artist) -> dict[str, Any]:
    if not legend.get_frame_on():
        return {}
    patch = legend.get_frame()
    found = {"fillColor": _css(face_of(patch)), "strokeColor": _css(edge_of(patch))}
    return {**found, "cornerRadius": frame.px(2)}


def _entry(frame: Frame, text: str, handle: Artist, length: float, height: float) -> _Entry:
    if is_of(handle, "Line2D"):
        return _line_entry(frame, text, handle, length)
    if is_of(handle, "Rectangle"):
        shape = f"M-1,{-height:g}L1,{-height:g}L1,{height:g}L-1,{height:g}Z"
        edge = edge_of(handle)
        width = frame.px(handle.get_linewidth()) if edge.shows else 0
        return _Entry(text, face_of(handle), edge, width, tuple(dash_of(frame, handle)), shape)
    if is_of(handle, "PathCollection"):
        return _points_entry(frame, text, handle, length)
    if (line := _of_errorbar(frame, text)) is not None:
        entry = _line_entry(frame, text, line, length)
        return entry._replace(shape=f"{entry.shape}M0,-0.5L0,0.5")
    if is_of(handle, "LineCollection"):
        paint, width = paint_of_rgba(handle.get_edgecolor()[0]), frame.px(handle.get_linewidth()[0])
        return _Entry(text, NO_PAINT, paint, width, (1, 0), _LINE)
    raise RefusedError(f"a legend's entry for a {type(handle).__name__}")


def _of_errorbar(frame: Frame, text: str) -> Artist | None:
    """The line of the error bars that a legend's entry stands for, where it has one."""
    for container in frame.axes.containers:
        if is_of(container, "ErrorbarContainer") and plain_text(str(container.get_label())) == text:
            return container.lines[0]
    return None


def _line_entry(frame: Frame, text: str, line: Artist, length: float) -> _Entry:
    stroke, width, dash = line_paint(line), frame.px(line.get_linewidth()), tuple(dash_of(frame, line))
    marker = line.get_marker()
    if marker in ("None", None, " ", "", "none"):
        return _Entry(text, NO_PAINT, stroke, width, dash, _LINE)
    face, edge, size_px, shape = marker_of(frame, line)
    symbol = scaled(shape, size_px / length)
    if not stroke.shows:
        return _Entry(text, face, edge, frame.px(line.get_markeredgewidth()), (1, 0), symbol, size_px)
    return _Entry(text, face, stroke, width, dash, _LINE + symbol, size_px)


def _points_entry(frame: Frame, text: str, points: Artist, length: float) -> _Entry:
    sizes, faces, edges = points.get_sizes(), points.get_facecolor(), points.get_edgecolor()
    size_px = frame.px(float(sizes[0]) ** 0.5) if len(sizes) else frame.px(6)
    shape = scaled(marker_shape(points.get_paths()[0]), size_px / length)
    fill = paint_of_rgba(faces[0]) if len(faces) else NO_PAINT
    stroke = paint_of_rgba(edges[0]) if len(edges) else NO_PAINT
    width = frame.px(points.get_linewidth()[0]) if stroke.shows else 0
    return _Entry(text, fill, stroke, width, (1, 0), shape, size_px + width)


def scaled(shape: str, factor: float) -> str:
    """An SVG path of a symbol made `factor` as large."""
    import re

    shape = {"circle": _CIRCLE, "square": _SQUARE}.get(shape, shape)
    if shape == _CIRCLE:
        r = f"{factor:.6g}"
        return f"M-{r},0A{r},{r},0,1,1,{r},0A{r},{r},0,1,1,-{r},0Z"
    return re.sub(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", lambda number: f"{float(number[0]) * factor:.6g}", shape)


def _by_line(entries: Sequence[_Entry], n_columns: int) -> list[_Entry]:
    """Entries line after line, which matplotlib has column after column."""
    size, longer = divmod(len(entries), n_columns)
    columns: list[Sequence[_Entry]] = []
    at = 0
    for column in range(n_columns):
        end = at + size + (column < longer)
        columns.append(entries[at:end])
        at = end
    return [column[line] for line in range(size + bool(longer)) for column in columns if line < len(column)]


def _unique(texts: Sequence[str]) -> list[str]:
    """The texts, made different by signs without a width where two read the same."""
    found: dict[str, None] = {}
    for text in texts:
        name = text
        while name in found:
            name += "\u200b"
        found[name] = None
    return list(found)


def _css(paint: Paint) -> str:
    if not paint.shows:
        return "transparent"
    if paint.opacity == 1:
        return paint.color
    red, green, blue = (int(paint.color[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{paint.opacity:g})"

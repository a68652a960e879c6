"""Texts (`text`, `annotate` without an arrow, bar labels): takes Text artists, gives text layers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from chartkit.media.matplotlib.artists import Artist, RefusedError
from chartkit.media.matplotlib.colors import paint_of
from chartkit.media.matplotlib.drawn import Drawn, painted_by_row
from chartkit.media.matplotlib.frame import Frame
from chartkit.media.matplotlib.mathtext import plain_text
from chartkit.media.matplotlib.patches import read_patches

_BASELINES = {
    "top": "top",
    "center": "middle",
    "bottom": "bottom",
    "baseline": "alphabetic",
    "center_baseline": "middle",
}
_LINE = 1.2
"""The height of a line of text by its size."""


def read_texts(frame: Frame, texts: Sequence[Artist]) -> Iterator[Drawn]:
    """Texts at places of the data; those of one look share a table."""
    written = [text for text in texts if text.get_text().strip()]
    for text in written:
        if getattr(text, "arrow_patch", None) is not None:
            raise RefusedError("an annotation with an arrow")
    for look, members in groupby(written, key=lambda text: _look(frame, text)):
        together = list(members)
        boxes = [box for text in together if (box := text.get_bbox_patch()) is not None and box.get_visible()]
        yield from read_patches(frame, boxes)
        yield _texts(frame, together, dict(look))


def text_at(frame: Frame, text: Artist) -> Drawn:
    """One text at its place on the screen, which the data does not move."""
    left, top = frame.inside(_center(text))
    encoding: dict[str, Any] = {"x": {"value": left}, "y": {"value": top}, "text": {"field": "text", "type": "nominal"}}
    mark = {"type": "text", **font_of(frame, text), **_centered(frame, text), "clip": False}
    layer: dict[str, Any] = {"mark": {**mark, **paint_of(text.get_color(), text.get_alpha()).within("fill")}}
    return Drawn("texts", {"text": [plain_text(text.get_text())]}, ({**layer, "encoding": encoding},))


def font_of(frame: Frame, text: Artist, prefix: str = "") -> dict[str, Any]:
    """The size, weight and style of a text as properties, each with `prefix` before its name."""
    weight, style = text.get_fontweight(), text.get_fontstyle()
    found: dict[str, Any] = {"fontSize": frame.px(text.get_fontsize())}
    found |= {"fontWeight": weight} if weight not in ("normal", "regular", 400) or prefix == "title" else {}
    found |= {"fontStyle": style} if style != "normal" else {}
    return {prefix + (name[0].upper() + name[1:] if prefix else name): value for name, value in found.items()}


def lines_of(text: str) -> Any:
    """A text as a title has it: lines where there are several."""
    lines = plain_text(text).split("\n")
    return lines if len(lines) > 1 else lines[0]


def _look(frame: Frame, text: Artist) -> tuple[tuple[str, Any], ...]:
    is_plain = not text.get_rotation() and "\n" not in text.get_text()
    if is_plain:
        place = {"align": text.get_horizontalalignment(), "baseline": _BASELINES[text.get_verticalalignment()]}
    else:
        place = _centered(frame, text)
    return tuple({**font_of(frame, text), **place, "clip": bool(text.get_clip_on())}.items())


def _centered(frame: Frame, text: Artist) -> dict[str, Any]:
    """The properties of a text that is placed by the middle of its box."""
    n_lines = text.get_text().count("\n") + 1
    angle = {"angle": -text.get_rotation() % 360} if text.get_rotation() else {}
    found: dict[str, Any] = {"align": _alignment(text), "baseline": "middle", **angle}
    if n_lines > 1:
        height = round(frame.px(text.get_fontsize()) * _LINE, 4)
        found |= {"lineBreak": "\n", "lineHeight": height, "dy": -(n_lines - 1) / 2 * height}
    return found


def _center(text: Artist) -> tuple[float, float]:
    """The middle of a text's box on the screen; of lines that do not turn, the side that they are aligned at."""
    box = text.get_window_extent()
    middle = {"left": box.x0, "right": box.x1}.get(_alignment(text), (box.x0 + box.x1) / 2)
    return middle, (box.y0 + box.y1) / 2


def _alignment(text: Artist) -> str:
    """How the lines of a text that is placed by its box stand in it."""
    if text.get_rotation() or "\n" not in text.get_text():
        return "center"
    return str(text._multialignment or text.get_horizontalalignment())


def _texts(frame: Frame, texts: list[Artist], look: dict[str, Any]) -> Drawn:
    import numpy as np

    is_centered = "angle" in look or "lineBreak" in look
    shown = [_center(text) if is_centered else _anchor(text) for text in texts]
    places = frame.axes.transData.inverted().transform(np.array(shown))
    x, y = frame.placed(places, frame.axes.transData)
    columns: dict[str, Any] = {"text": [plain_text(text.get_text()) for text in texts], "x": x, "y": y}
    encoding = {**frame.xy(), "text": {"field": "text", "type": "nominal"}}
    layer: dict[str, Any] = {"mark": {"type": "text", **look}, "encoding": encoding}
    painted_by_row(layer, columns, "fill", [paint_of(text.get_color(), text.get_alpha()) for text in texts])
    return Drawn("texts", columns, (layer,))


def _anchor(text: Artist) -> tuple[float, float]:
    """Where a text is held, on the screen; an annotation's offset is in it."""
    x, y = text.get_transform().transform(text.get_unitless_position())
    return float(x), float(y)

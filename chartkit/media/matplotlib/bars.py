"""What bars stand for: takes the rectangles of bar charts, gives the name and length of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from chartkit.media.matplotlib.artists import Artist, RefusedError, is_of
from chartkit.media.matplotlib.frame import Frame
from chartkit.media.matplotlib.mathtext import plain_text


def bar_facts(frame: Frame, patches: Sequence[Artist]) -> dict[str, list[Any]]:
    """The columns `bar` (the text of the tick under it, where every bar has one) and `value` (its length).

    None where a rectangle is of no bar chart.
    """
    found = {
        id(bar): _is_upright(group) for group in frame.axes.containers if is_of(group, "BarContainer") for bar in group
    }
    if any(id(patch) not in found for patch in patches):
        return {}
    upright = [found[id(patch)] for patch in patches]
    lengths = [patch.get_height() if up else patch.get_width() for patch, up in zip(patches, upright, strict=True)]
    names = [_name(frame, patch, up) for patch, up in zip(patches, upright, strict=True)]
    named = {"bar": names} if all(name is not None for name in names) else {}
    return {**named, "value": [float(length) for length in lengths]}


def _is_upright(group: Artist) -> bool:
    return group.orientation != "horizontal"


def _name(frame: Frame, patch: Artist, is_upright: bool) -> str | None:
    """The text of the category that a bar stands at; None on an axis of numbers."""
    axis = frame.axes.xaxis if is_upright else frame.axes.yaxis
    formatter = axis.get_major_formatter()
    if not is_of(formatter, "StrCategoryFormatter", "FixedFormatter", "FuncFormatter"):
        return None
    start, length = (patch.get_x(), patch.get_width()) if is_upright else (patch.get_y(), patch.get_height())
    for value, text in zip(axis.get_majorticklocs(), axis.get_majorticklabels(), strict=False):
        if abs(value - (start + length / 2)) < abs(length):
            try:
                return plain_text(text.get_text())
            except RefusedError:
                return None
    return None

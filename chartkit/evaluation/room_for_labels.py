"""Labels above stems: takes places along an axis and heights, gives the labels that fit without covering anything."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from typing import NamedTuple

WIDTHS_PX = (230, 530)
"""The plots, without their axes, of charts of 300 and of 600 px, which is the size of a file."""

HEIGHT_PX = 240.0
"""What stems of a chart of 300 px have at least, once its axis ends at a round number."""

_LINE_PX, _DIGIT_PX, _GAP_PX = 15.0, 7.0, 3.0
"""Of a bold text of 11 px: its height and a gap, the width of a digit, and a gap beside it."""


class Stem(NamedTuple):
    """A stem at `place`, from 0 to 1 along the axis, with `height`, from 0 to 1, and the text that would label it."""

    place: float
    height: float
    label: str


def label_widths(stems: Sequence[Stem], widths_px: Sequence[float] = WIDTHS_PX) -> list[float | None]:
    """For each of n stems the least of `widths_px`, which ascend, at which its label fits; None where at none.

    A label stands above the end of its stem. It fits where no taller stem crosses it and no label of a taller stem
    overlaps it; taller stems come first, so that as many of the largest as possible have one. A label that fits a
    narrow plot has room in each wider one. O(n²) at worst, in microseconds a stem.

    >>> label_widths([Stem(0.1, 1.0, "7"), Stem(0.11, 0.9, "8"), Stem(0.9, 0.5, "99")])
    [230, None, 230]
    """
    found: list[float | None] = [None] * len(stems)
    order = sorted(range(len(stems)), key=lambda at: -stems[at].height)
    for width_px in widths_px:
        taller: list[float] = []
        labelled = [at for at in order if found[at] is not None]
        for at in order:
            stem = stems[at]
            is_free = found[at] is None and not _is_crossed(stem, taller, width_px)
            if is_free and not any(_overlap(stem, stems[other], width_px) for other in labelled):
                found[at] = width_px
                labelled.append(at)
            insort(taller, stem.place)
    return found


def _half_px(stem: Stem) -> float:
    return len(stem.label) * _DIGIT_PX / 2 + _GAP_PX


def _is_crossed(stem: Stem, taller: Sequence[float], width_px: float) -> bool:
    """Whether a stem at one of the ascending places `taller` stands behind the label."""
    reach = _half_px(stem) / width_px
    at = bisect_left(taller, stem.place - reach)
    return at < len(taller) and taller[at] <= stem.place + reach


def _overlap(one: Stem, other: Stem, width_px: float) -> bool:
    is_beside = abs(one.place - other.place) * width_px < _half_px(one) + _half_px(other)
    return is_beside and abs(one.height - other.height) * HEIGHT_PX < _LINE_PX

"""One axis of parallel coordinates: takes a value of each run, gives their places on it and its labels.

Numbers lie on a linear or a log scale, all else in steps of equal height. What has no place, nothing and what is not
finite, lies in a lane of its own below the foot.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite, log10
from typing import Any, NamedTuple

from chartkit.runs.coloring.categories import Category, categories_of
from chartkit.runs.coloring.keys import ColorKey
from chartkit.runs.coloring.labels import text_of, texts_of
from chartkit.runs.reading.fields import MISSING
from chartkit.workspace.insight.asked import AskedAxis
from chartkit.workspace.insight.ticks import linear_ticks, log_ticks

LANE = -0.12
"""Where runs without a place lie."""
NOTHING = "no value"
_MOST_CATEGORIES = 24
_ROOM = 0.045
"""How far apart labels are to be, in shares of the axis."""


class Tick(NamedTuple):
    """A label of the axis."""

    place: float
    label: str


class Axis(NamedTuple):
    """An axis with the place of each run on it, in their order."""

    key: str
    name: str
    is_numeric: bool
    is_log: bool
    can_log: bool
    """True where a number lies above 0."""
    is_inverted: bool
    places: tuple[float, ...]
    texts: tuple[str, ...]
    ticks: tuple[Tick, ...]
    ends: tuple[float, float] | None = None
    """The numbers at the foot and at the top; None for categories."""
    note: str | None = None


def axis_of(key: ColorKey, asked: AskedAxis, values: Sequence[Any]) -> Axis:
    """The axis of a key's values, `MISSING` where a run has none."""
    there = [value for value in values if value is not MISSING]
    is_numeric = all(type(value) in (int, float) for value in there)
    axis = _of_numbers(key, asked, values) if is_numeric else _of_categories(key, asked, values)
    axis = axis._replace(ticks=_spaced(axis.ticks))
    if asked.is_inverted:
        turned = tuple(place if place == LANE else 1 - place for place in axis.places)
        axis = axis._replace(
            is_inverted=True,
            ends=axis.ends and (axis.ends[1], axis.ends[0]),
            places=turned,
            ticks=tuple(Tick(1 - tick.place, tick.label) for tick in axis.ticks),
        )
    return axis._replace(ticks=(*axis.ticks, Tick(LANE, NOTHING))) if LANE in axis.places else axis


def _spaced(ticks: Sequence[Tick]) -> tuple[Tick, ...]:
    """The labels that have room: both ends, and of those between them the ones that are not too near to the last."""
    kept: list[Tick] = [*ticks[:1]]
    for tick in ticks[1:-1]:
        if abs(tick.place - kept[-1].place) >= _ROOM and abs(ticks[-1].place - tick.place) >= _ROOM:
            kept.append(tick)
    return (*kept, *ticks[1:][-1:])


def _of_numbers(key: ColorKey, asked: AskedAxis, values: Sequence[Any]) -> Axis:
    finite = [float(value) for value in values if value is not MISSING and _is_finite(value)]
    positive = [number for number in finite if number > 0]
    is_log = asked.is_log and bool(positive)
    on_it = positive if is_log else finite
    ends = (log_ticks if is_log else linear_ticks)(on_it) if on_it else []
    low, high = (_at(ends[0], is_log), _at(ends[-1], is_log)) if ends else (0.0, 1.0)

    def place(number: float) -> float:
        return (_at(number, is_log) - low) / (high - low) if high > low else 0.5

    n_below = len(finite) - len(on_it)
    texts = tuple(NOTHING if value is MISSING else text_of(value, key.unit) for value in values)
    labels = texts_of(ends, key.unit) if key.unit == "time" else [text_of(end, key.unit) for end in ends]
    return Axis(
        key.name,
        _name(key, asked, is_log),
        True,
        is_log,
        bool(positive),
        False,
        tuple(_placed(value, is_log, place) for value in values),
        texts,
        tuple(Tick(place(end), label) for end, label in zip(ends, labels, strict=True)),
        (float(ends[0]), float(ends[-1])) if ends else None,
        f"A log axis has no place at or below 0: {n_below:,} of '{key.name}'." if n_below else None,
    )


def _placed(value: Any, is_log: bool, place: Any) -> float:
    if value is MISSING or not _is_finite(value) or (is_log and value <= 0):
        return LANE
    return place(float(value))


def _of_categories(key: ColorKey, asked: AskedAxis, values: Sequence[Any]) -> Axis:
    there = {str(number): value for number, value in enumerate(values) if value is not MISSING}
    found: list[Category] = categories_of(there, _MOST_CATEGORIES)
    of_value = {number: place for place, one in enumerate(found) for number in one.ids}
    # The first value stands at the top, as in a list.
    places = [1 - (number + 0.5) / len(found) for number in range(len(found))]
    return Axis(
        key.name,
        _name(key, asked, False),
        False,
        False,
        False,
        False,
        tuple(places[of_value[str(n)]] if str(n) in of_value else LANE for n in range(len(values))),
        tuple(found[of_value[str(n)]].label if str(n) in of_value else NOTHING for n in range(len(values))),
        tuple(Tick(place, one.label) for place, one in zip(places, found, strict=True)),
    )


def _name(key: ColorKey, asked: AskedAxis, is_log: bool) -> str:
    """What tells it from other axes of the same chart."""
    said = [asked.y] if key.is_of_history and asked.y != "latest" else []
    said += ["log"] if is_log else []
    return f"{key.name} ({', '.join(said)})" if said else key.name


def _at(number: float, is_log: bool) -> float:
    return log10(number) if is_log else number


def _is_finite(value: Any) -> bool:
    try:
        return isfinite(value)
    except OverflowError:  # an integer of over 1024 bits
        return False

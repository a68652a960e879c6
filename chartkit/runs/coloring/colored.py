"""Runs by colour: takes the value of each run, gives a bucket or category, a colour and the legend that tells them."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, isfinite
from typing import Any, Literal, NamedTuple

from chartkit.runs.coloring.buckets import bucket_of, edges_between
from chartkit.runs.coloring.categories import categories_of
from chartkit.runs.coloring.keys import ColorKey
from chartkit.runs.coloring.labels import Unit, range_labels, text_of
from chartkit.runs.coloring.palettes import MISSING_COLOR, NOT_FINITE_COLOR, SEQUENTIAL, STANDARD, Palette
from chartkit.runs.coloring.values import YValue
from chartkit.runs.reading.fields import MISSING


class LegendEntry(NamedTuple):
    """What one colour stands for."""

    label: str
    color: str
    ids: tuple[str, ...]
    kind: Literal["bucket", "category", "others", "not_finite", "missing"]

    @property
    def n_runs(self) -> int:
        """How many runs have it."""
        return len(self.ids)


class RunColors(NamedTuple):
    """Runs by colour."""

    key: ColorKey
    y: YValue
    palette: Palette
    edges: tuple[float, ...]
    """Between the buckets, rising; none for categories, and where all values are equal."""
    value: dict[str, Any]
    """By run id; runs without the key are not in it."""
    bucket: dict[str, int | None]
    """The bucket or category, from 1; None for runs without a value, or with one that is not finite."""
    color: dict[str, str]
    """As `#rrggbb`."""
    legend: tuple[LegendEntry, ...]
    """Buckets or categories in their order; last, where there are such runs, no finite value and no value."""

    @property
    def is_numeric(self) -> bool:
        """True for buckets of numbers, False for categories."""
        return not self.legend or self.legend[0].kind not in ("category", "others")

    @property
    def counts(self) -> tuple[int, ...]:
        """How many runs each entry of the legend has."""
        return tuple(entry.n_runs for entry in self.legend)

    @property
    def labels(self) -> tuple[str, ...]:
        """What the legend says, in its order."""
        return tuple(entry.label for entry in self.legend)


class Asked(NamedTuple):
    """How runs are to be coloured, right in itself."""

    y: YValue
    n_buckets: int
    palette: Palette | None
    """For numbers."""
    categories: Palette | None
    """For all else."""


def colored(ids: Sequence[str], values: Sequence[Any], key: ColorKey, asked: Asked) -> RunColors:
    """The colours of runs with these values, `MISSING` for those without one."""
    there = {id: value for id, value in zip(ids, values, strict=True) if value is not MISSING}
    if all(_is_number(value) for value in there.values()):
        return _by_number(ids, there, key, asked)
    return _by_category(ids, there, key, asked)


def _by_number(ids: Sequence[str], there: dict[str, Any], key: ColorKey, asked: Asked) -> RunColors:
    finite = {id: value for id, value in there.items() if isfinite(_as_float(value))}
    edges = edges_between([*finite.values()], asked.n_buckets)
    labels = range_labels(edges, key.unit) if edges else _one_label(finite, key.unit)
    used = asked.palette or SEQUENTIAL
    shades = used.colors(len(labels))
    bucket = {id: bucket_of(value, edges) for id, value in finite.items()}
    members: list[list[str]] = [[] for _ in labels]
    for id, number in bucket.items():
        members[number - 1].append(id)
    parts = zip(labels, shades, members, strict=True)
    entries = [LegendEntry(label, shade, tuple(some), "bucket") for label, shade, some in parts]
    strays = tuple(id for id in there if id not in finite)
    if strays:
        entries.append(LegendEntry("Not finite (NaN, ∞)", NOT_FINITE_COLOR, strays, "not_finite"))
    return _made(ids, there, key, asked.y, used, edges, bucket, entries)


def _by_category(ids: Sequence[str], there: dict[str, Any], key: ColorKey, asked: Asked) -> RunColors:
    used = asked.categories or STANDARD
    categories = categories_of(there, used.most)
    shades = used.colors(len(categories))
    entries = [
        LegendEntry(one.label, shade, one.ids, "others" if one.is_rest else "category")
        for one, shade in zip(categories, shades, strict=True)
    ]
    bucket = {id: number for number, one in enumerate(categories, 1) for id in one.ids}
    return _made(ids, there, key, asked.y, used, (), bucket, entries)


def _made(
    ids: Sequence[str],
    there: dict[str, Any],
    key: ColorKey,
    y: YValue,
    used: Palette,
    edges: tuple[float, ...],
    bucket: dict[str, int],
    entries: list[LegendEntry],
) -> RunColors:
    missing = tuple(id for id in ids if id not in there)
    if missing:
        entries.append(LegendEntry("No value", MISSING_COLOR, missing, "missing"))
    color = {id: entry.color for entry in entries for id in entry.ids}
    in_order = {id: color[id] for id in ids}
    return RunColors(key, y, used, edges, there, {id: bucket.get(id) for id in ids}, in_order, tuple(entries))


def _one_label(finite: dict[str, Any], unit: Unit) -> list[str]:
    return [text_of(next(iter(finite.values())), unit)] if finite else []


def _is_number(value: object) -> bool:
    return type(value) in (int, float)


def _as_float(value: float) -> float:
    try:
        return float(value)
    except OverflowError:  # an integer of over 1024 bits
        return inf

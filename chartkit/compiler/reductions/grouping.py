"""What the encodings of one view do to its rows, in the form that keeps the encodings as they are.

Takes the fields that group and those that are aggregated, gives one row per group whose values Vega-Lite maps to the
same groups again: the midpoint of a bin, a time of a unit, a value itself. Null is a group like any other.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, NamedTuple

from chartkit.compiler.reductions.aggregates import Measure, place_for
from chartkit.compiler.reductions.binned_counts import binned_counts
from chartkit.compiler.reductions.binning import Bins, bin_params
from chartkit.compiler.reductions.bins import bin_index, bin_midpoint
from chartkit.compiler.reductions.calendar_parts import unit_keys
from chartkit.compiler.reductions.grouped import Key, grouped
from chartkit.compiler.reductions.reduction import NotReducible
from chartkit.compiler.reductions.time_units import TimeUnit, time_unit_of
from chartkit.data.frame import Frame, FrameKind

__all__ = ["Dimension", "Grouping", "Measure", "compared_columns", "extents", "value_keys"]

Extent = tuple[float, float]


class Dimension(NamedTuple):
    """A field that groups, shown as the column `name_out`; `bin` holds the words of `bin_options`."""

    field: str
    name_out: str
    bin: Mapping[str, Any] | None = None
    unit: str | Mapping[str, Any] | None = None

    def __str__(self) -> str:
        return f"bins of {self.field}" if self.bin else f"{self.unit} of {self.field}" if self.unit else self.field


class Grouping(NamedTuple):
    """One row per group of `dimensions`, with `measures`; `extents` are those of binned fields without their own."""

    dimensions: tuple[Dimension, ...]
    measures: tuple[Measure, ...] = ()
    extents: Mapping[str, Extent] = {}

    @property
    def reads(self) -> frozenset[str]:
        return frozenset(d.field for d in self.dimensions).union(*(m.reads for m in self.measures))

    @property
    def is_shrinking(self) -> bool:
        return True

    @property
    def is_new_table(self) -> bool:
        return True

    def with_extents(self, extents: Mapping[str, Extent]) -> Grouping:
        """The grouping with the extents of binned fields, by field; raises `NotReducible` for infinite ones."""
        for field, (low, high) in extents.items():
            if not abs(low) + abs(high) < float("inf"):
                raise NotReducible(f"the bins of '{field}' would reach to infinity")
        return self._replace(extents={**self.extents, **extents})

    def apply(self, frame: Frame) -> Frame:
        """One row per group in order of first appearance; sorted by the dimensions where the engine has no order.

        Runs at once where text groups: only its groups tell whether null and "null" are to fall together; and where
        the rows of bins are counted, see `binned_counts`.
        Raises `NotReducible` for what cannot be grouped exactly.
        """
        frame = place_for(frame, self.measures)
        if self._is_histogram(frame):
            return self._counted(frame, self.dimensions[0])
        texts = [d.name_out for d in self.dimensions if frame.kinds.get(d.field) == "text"]
        if not texts:
            return grouped(frame, self._keys(frame), self.measures)
        apart = grouped(frame, self._keys(frame, are_apart=True), self.measures)
        rows = apart.collect()
        if any(rows[name].null_count() and (rows[name] == "null").any() for name in texts):
            return grouped(frame, self._keys(frame), self.measures)
        return frame.holding(rows, apart.kinds)

    def explain(self) -> str:
        measures = ", ".join(map(str, self.measures)) or "the groups"
        return f"{measures} by {', '.join(map(str, self.dimensions))}" if self.dimensions else f"{measures} of all rows"

    def _is_histogram(self, frame: Frame) -> bool:
        """Whether nothing but the rows of one column's bins is counted, whose numbers and extent Polars holds."""
        if frame.engine != "polars" or len(self.dimensions) != 1 or any(m.op != "count" for m in self.measures):
            return False
        [one] = self.dimensions
        has_bins = one.bin is not None and not {"binned", "extent"} & one.bin.keys()
        return has_bins and one.field in self.extents and frame.kinds.get(one.field) == "number"

    def _counted(self, frame: Frame, dimension: Dimension) -> Frame:
        bins, extent = self._bins(dimension, "number"), self.extents[dimension.field]
        names = [measure.name_out for measure in self.measures]
        return binned_counts(frame, dimension.field, bins, extent, dimension.name_out, names)

    def _keys(self, frame: Frame, are_apart: bool = False) -> list[Key]:
        return [self._key(dimension, index, frame, are_apart) for index, dimension in enumerate(self.dimensions)]

    def _key(self, dimension: Dimension, index: int, frame: Frame, are_apart: bool) -> Key:
        kind = frame.kinds.get(dimension.field)
        if kind is None:
            raise NotReducible(f"the column '{dimension.field}' is not of one kind")
        if dimension.bin is not None and not dimension.bin.get("binned"):
            return self._bin_key(dimension, index, kind)
        unit = time_unit_of(dimension.unit) if dimension.unit is not None else None
        if unit is not None and not unit.is_binned:
            return _unit_key(dimension, unit, index, frame)
        return value_key(frame, dimension.field, dimension.name_out, index, are_apart)

    def _bin_key(self, dimension: Dimension, index: int, kind: FrameKind) -> Key:
        import narwhals as nw

        bins = self._bins(dimension, kind)
        known = self.extents.get(dimension.field) if "extent" not in (dimension.bin or {}) else None
        name = f"__k{index}"
        value = bin_index(nw.col(dimension.field).cast(nw.Float64), bins, known or (-math.inf, math.inf))
        return Key(dimension.name_out, "number", {name: value}, {}, partial(_midpoint, name, bins))

    def _bins(self, dimension: Dimension, kind: FrameKind) -> Bins:
        options = dimension.bin or {}
        extent = options.get("extent") or (self.extents.get(dimension.field) if "extent" not in options else None)
        if kind != "number" or extent is None:
            reason = f"has no extent of '{dimension.field}'" if kind == "number" else f"is over {kind}"
            raise NotReducible(f"the bin {reason}")
        bins = bin_params(extent, **options)
        if not bins.is_exact():
            raise NotReducible(f"doubles cannot tell the bins of '{dimension.field}' apart")
        return bins


def extents(frame: Frame, fields: Iterable[str]) -> dict[str, Extent | None]:
    """The least and greatest number of each field, None for a field without any; one pass over the rows.

    Raises `NotReducible` for fields that hold no numbers.
    """
    import narwhals as nw

    fields = list(fields)
    for field in fields:
        if frame.kinds.get(field) != "number":
            raise NotReducible(f"the bin is over {frame.kinds.get(field) or 'values of several kinds'}")
    if not fields:
        return {}
    made: dict[str, Any] = {}
    for index, field in enumerate(fields):
        value = nw.col(field).cast(nw.Float64)
        if frame.engine != "polars":  # which leaves NaN out by itself
            value = nw.when(~value.is_nan()).then(value)
        made |= {f"min{index}": value.min(), f"max{index}": value.max()}
    kinds: dict[str, FrameKind] = dict.fromkeys(made, "number")
    row = frame.over(frame.lazy.select(**made), kinds).collect().row(0)
    pairs = zip(fields, row[::2], row[1::2], strict=True)
    return {field: None if low is None or low != low else (low, high) for field, low, high in pairs}


def value_key(frame: Frame, field: str, name: str, index: int, are_apart: bool = False) -> Key:
    """Groups of equal values, as JavaScript has them: null and the text "null" fall together, the first is shown.

    `are_apart` keeps these two apart, which takes a fourth less time.
    """
    import narwhals as nw

    kind, column, key = frame.kinds[field], nw.col(field), f"__k{index}"
    if kind == "text" and not are_apart:
        return Key(name, kind, {key: column.fill_null("null")}, {}, partial(_text, key), column.is_null(), 2)
    return Key(name, kind, {key: column}, {}, partial(_column, key))


def value_keys(frame: Frame, fields: Iterable[str]) -> list[Key]:
    """`value_key` of each field, under its own name."""
    return [value_key(frame, field, field, index) for index, field in enumerate(fields)]


def compared_columns(frame: Frame, fields: Iterable[str]) -> dict[str, Any]:
    """Columns that are equal for rows of one group; of one constant where nothing groups."""
    import narwhals as nw

    columns = {name: column for key in value_keys(frame, fields) for name, column in key.columns.items()}
    return columns or {"__k": nw.lit(1)}


def _column(name: str, _mark: Any) -> Any:
    import narwhals as nw

    return nw.col(name)


def _midpoint(name: str, bins: Bins, _mark: Any) -> Any:
    import narwhals as nw

    return bin_midpoint(nw.col(name), bins)


def _text(key: str, is_null: Any) -> Any:
    import narwhals as nw

    return nw.when(is_null == 0).then(nw.col(key))


def _unit_key(dimension: Dimension, unit: TimeUnit, index: int, frame: Frame) -> Key:
    import narwhals as nw

    if frame.kinds[dimension.field] != "time":
        raise NotReducible(f"the times of '{dimension.field}' are read by the browser")
    if "milliseconds" in unit.parts:
        raise NotReducible("Vega groups milliseconds by whole seconds")
    time, least = nw.col(dimension.field), f"__t{index}"
    keys = {f"__k{index}_{i}": key for i, key in enumerate(unit_keys(time, unit, frame.engine))}
    return Key(dimension.name_out, "time", keys, {least: time.min()}, partial(_column, least))

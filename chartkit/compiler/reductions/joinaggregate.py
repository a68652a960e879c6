"""The joinaggregate transform: each row gets the aggregates of its group; rows and their order stay.

As in Vega, a row also gets the group's own values: where null and the text "null" fall together, the first of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.compiler.reductions.aggregate import explained, measures_of
from chartkit.compiler.reductions.aggregates import Measure, kind_of_measure, place_for
from chartkit.compiler.reductions.grouped import grouped
from chartkit.compiler.reductions.grouping import compared_columns, value_keys
from chartkit.data.frame import ROW

if TYPE_CHECKING:
    import polars as pl

    from chartkit.data.frame import Frame, FrameKind

_EMPTY = {"number": 0.0, "boolean": False, "time": datetime(1970, 1, 1)}


class Joinaggregate(NamedTuple):
    """`measures` of the groups that the columns `groupby` make, joined to the rows."""

    measures: tuple[Measure, ...]
    groupby: tuple[str, ...]
    makes: Mapping[str, FrameKind]
    is_shrinking: bool = False
    is_new_table: bool = False

    @property
    def reads(self) -> frozenset[str]:
        return frozenset(self.groupby).union(*(measure.reads for measure in self.measures))

    def apply(self, frame: Frame) -> Frame:
        """The same rows with the measures; two passes over the rows.

        Nothing runs before it is collected, but measures of all rows, and those of rows that are in memory, which are
        then held: numbering the groups costs a third of a join.
        """
        frame = place_for(frame, self.measures)
        if frame.engine == "polars" and not self.groupby:
            return self._of_all(frame)
        if frame.engine == "polars" and frame.is_in_memory:
            return self._numbered(frame)
        groups = grouped(frame, value_keys(frame, self.groupby), self.measures)
        columns = compared_columns(frame, self.groupby)
        numbers = groups.lazy.with_columns(**columns)
        rows = frame.lazy.with_columns(**columns)
        kinds: dict[str, FrameKind] = {**frame.kinds, **self.makes}
        names = [*kinds, *([ROW] if ROW in frame.lazy.collect_schema().names() else [])]
        rows = rows.drop(*(name for name in groups.kinds if name in frame.kinds))
        joined = (_joined if frame.engine == "polars" else self._joined_in_engine)(rows, numbers, list(columns), frame)
        return frame.over(joined.select(*names), kinds)

    def explain(self) -> str:
        return f"{explained(self.measures, self.groupby)}, joined to the rows"

    def _of_all(self, frame: Frame) -> Frame:
        """Measures of all rows, which are one number each."""
        import narwhals as nw
        import polars as pl

        found = grouped(frame, (), self.measures).collect()
        values = {name: pl.lit(found[name].first(), found.schema[name]) for name in found.columns}
        kinds: dict[str, FrameKind] = {**frame.kinds, **self.makes}
        return frame.over(nw.from_native(frame.lazy.to_native().with_columns(**values)), kinds)

    def _numbered(self, frame: Frame) -> Frame:
        """Each row takes what its group has, by the group's number."""
        import narwhals as nw

        kinds: dict[str, FrameKind] = {**frame.kinds, **self.makes}
        is_numbered = ROW in frame.lazy.collect_schema().names()
        rows = frame.numbered().lazy.to_native().collect()
        held = frame.over(nw.from_native(rows.lazy()))
        groups = grouped(held, value_keys(held, self.groupby), self.measures).collect()
        numbers = _numbers_of_groups(rows, compared_columns(held, self.groupby))
        made = rows.with_columns(column.gather(numbers) for column in groups)
        if is_numbered:
            return frame.over(nw.from_native(made.select(*kinds, ROW).lazy()), kinds)
        return frame.holding(made.select(*kinds), kinds)

    def _joined_in_engine(self, rows: Any, groups: Any, columns: list[str], frame: Frame) -> Any:
        """A join that null takes part in: databases hold no two nulls equal."""
        import narwhals as nw

        kinds = [frame.kinds[name] for name in self.groupby]
        made: dict[str, Any] = {}
        for column, kind in zip(columns, kinds, strict=False):
            if kind != "text":
                made |= {f"{column}_null": nw.col(column).is_null(), column: nw.col(column).fill_null(_EMPTY[kind])}
        if not made:
            return rows.join(groups, on=columns, how="inner")
        on = list(dict.fromkeys([*columns, *made]))
        return rows.with_columns(**made).join(groups.with_columns(**made), on=on, how="inner")


def joinaggregate_of(transform: Mapping[str, Any], kinds: Mapping[str, FrameKind]) -> Joinaggregate:
    """The reduction of a joinaggregate transform. Raises `NotReducible`."""
    measures, groupby = measures_of(transform, "joinaggregate", kinds)
    return Joinaggregate(measures, groupby, {measure.name_out: kind_of_measure(measure, kinds) for measure in measures})


def _numbers_of_groups(rows: pl.DataFrame, columns: Mapping[str, Any]) -> pl.Series:
    """The number of each row's group; groups are numbered in order of first appearance, as `grouped` gives them."""
    import narwhals as nw
    import numpy as np
    import polars as pl

    keyed: pl.LazyFrame = nw.from_native(rows.lazy()).select(ROW, **columns).to_native()
    places = keyed.group_by(*columns).agg(pl.col(ROW)).select(ROW).collect()
    places = places.sort(pl.col(ROW).list.first())[ROW]
    numbers = np.empty(rows.height, dtype=np.uint32)
    numbers[places.explode().to_numpy()] = np.repeat(np.arange(len(places), dtype=np.uint32), places.list.len())
    return pl.Series(numbers)


def _joined(rows: Any, groups: Any, columns: list[str], frame: Frame) -> Any:
    import narwhals as nw

    joined = rows.to_native().join(groups.to_native(), on=columns, how="left", nulls_equal=True, maintain_order="left")
    return nw.from_native(joined)

"""Rows that stay where they are: takes a lazy frame of any engine, gives named columns to compute with.

What reductions work on. A frame's columns are clean: numbers without NaN and infinities, naive UTC times, text,
booleans; a missing value is null. Nothing runs before `collect`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    import polars as pl

FrameKind = Literal["number", "text", "boolean", "time"]
"""What a column of a frame holds."""

Engine = Literal["polars", "duckdb", "pyspark", "dask", "ibis"]

ROW = "__chartkit_row"
"""The hidden column that numbers the rows of a numbered frame, from 0, in the table's order."""

CASE_BLIND: frozenset[Engine] = frozenset({"duckdb", "pyspark", "ibis"})
"""Engines for which two names are one when they differ in the case of letters alone."""


def folded_pair(names: Iterable[str]) -> tuple[str, str] | None:
    """The first two names that differ in the case of letters alone."""
    seen: dict[str, str] = {}
    for name in names:
        first = seen.setdefault(name.casefold(), name)
        if first != name:
            return first, name
    return None


class Frame(NamedTuple):
    """n rows in an engine: `lazy` is a narwhals LazyFrame, `kinds` its visible columns in order.

    `is_ordered` says that the engine keeps the table's order of rows; databases and clusters do not. `notes` tell what
    had to leave its engine, and why. `held` are the rows where they are in memory already, so that none runs twice;
    `is_in_memory` says that the rows it is made of are, so that holding what becomes of them costs no more of it.
    """

    lazy: Any
    kinds: Mapping[str, FrameKind]
    engine: Engine = "polars"
    is_ordered: bool = True
    notes: tuple[str, ...] = ()
    held: pl.DataFrame | None = None
    is_in_memory: bool = False

    def over(self, lazy: Any, kinds: Mapping[str, FrameKind] | None = None) -> Frame:
        """The frame of other rows in the same engine; with the same columns unless `kinds` names others."""
        return self._replace(lazy=lazy, kinds=self.kinds if kinds is None else kinds, held=None)

    def numbered(self) -> Frame:
        """The frame with the hidden column `ROW`; itself where the engine keeps no order, or it is there already."""
        if not self.is_ordered or ROW in self.lazy.collect_schema().names():
            return self
        import narwhals as nw

        return self.over(nw.from_native(self.lazy.to_native().with_row_index(ROW)))

    def with_columns(self, made: Mapping[str, tuple[Any, FrameKind]]) -> Frame:
        """The frame with more columns, each a narwhals expression and its kind; one of the same name is replaced."""
        frame = self.telling_apart(made)
        lazy = frame.lazy.with_columns(**{name: expression for name, (expression, _) in made.items()})
        return frame.over(lazy, {**self.kinds, **{name: kind for name, (_, kind) in made.items()}})

    def telling_apart(self, names: Iterable[str]) -> Frame:
        """The frame where columns of these names can stand beside its own.

        SQL engines take `Loss` and `loss` for one column and answer with the wrong one; such a frame moves to Polars.
        """
        if self.engine not in CASE_BLIND:
            return self
        pair = folded_pair([*self.kinds, *names])
        if pair is None:
            return self
        from chartkit.data.engines.failures import engine_word

        return self.in_polars(f"{engine_word(self.engine)} takes the columns {pair[0]!r} and {pair[1]!r} for one")

    def filter(self, predicate: Any) -> Frame:
        """The rows for which the narwhals expression `predicate` is true; null counts as false."""
        return self.over(self.lazy.filter(predicate))

    def select(self, names: Iterable[str]) -> Frame:
        """The named columns alone, and `ROW` where it is there."""
        kept: dict[str, FrameKind] = {name: self.kinds[name] for name in names}
        hidden = [ROW] if ROW in self.lazy.collect_schema().names() else []
        return self.over(self.lazy.select(*kept, *hidden), kept)

    def in_polars(self, why: str) -> Frame:
        """The same rows collected into Polars, for what the engine cannot do; `why` joins the notes. O(rows)."""
        if self.engine == "polars":
            return self
        return self.holding(self.collect(), self.kinds, why)

    def holding(self, rows: pl.DataFrame, kinds: Mapping[str, FrameKind], *notes: str) -> Frame:
        """The few rows that are left of the frame, in memory, with its notes and further ones."""
        import narwhals as nw

        lazy: Any = nw.from_native(rows.lazy())
        return Frame(lazy, kinds, "polars", True, (*self.notes, *notes), rows, True)

    def collect(self, is_streamed: bool = True) -> pl.DataFrame:
        """The visible columns as a Polars frame; Polars streams the rows through unless told not to.

        Raises `DataError` with the engine's own sentence when it stops in the middle.
        """
        if self.held is not None:
            return self.held
        from chartkit.data.engines.lazy_tables import collected

        return collected(self.lazy.select(*self.kinds), self.engine, is_streamed)

"""The fold transform: some columns of a row become rows of a key and a value.

Takes {"fold": […], "as": […]}; n rows become n × k, row by row and within a row field by field.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.compiler.reductions.partitions import required
from chartkit.compiler.reductions.reduction import NotReducible
from chartkit.data.frame import ROW

if TYPE_CHECKING:
    from chartkit.data.frame import Frame, FrameKind


class Fold(NamedTuple):
    """`fields`, all of the kind `kind`, under the names `key` and `value`."""

    fields: tuple[str, ...]
    key: str
    value: str
    kind: FrameKind
    is_shrinking: bool = False
    is_new_table: bool = False

    @property
    def reads(self) -> frozenset[str]:
        return frozenset(self.fields)

    @property
    def makes(self) -> Mapping[str, FrameKind]:
        return {self.key: "text", self.value: self.kind}

    def apply(self, frame: Frame) -> Frame:
        """n × k rows with all columns; in Polars in Vega's order, elsewhere in none."""
        kinds: dict[str, FrameKind] = {**frame.kinds, **self.makes}
        lazy = self._in_polars(frame) if frame.engine == "polars" else self._in_engine(frame)
        return frame.over(lazy.select(*kinds), kinds)

    def _in_polars(self, frame: Frame) -> Any:
        import narwhals as nw
        import polars as pl

        values = [self._same(pl.col(name), pl.Float64()) for name in self.fields]
        rows: pl.LazyFrame = frame.lazy.to_native()
        if ROW in rows.collect_schema():
            rows = rows.drop(ROW)
        pairs = pl.concat_list(
            pl.struct(pl.lit(name).alias("k"), value.alias("v")) for name, value in self._named(values)
        )
        rows = rows.with_columns(pairs.alias("__pair")).explode("__pair")
        pair = pl.col("__pair").struct
        return nw.from_native(rows.with_columns(pair.field("k").alias(self.key), pair.field("v").alias(self.value)))

    def _in_engine(self, frame: Frame) -> Any:
        import narwhals as nw

        values = [self._same(nw.col(name), nw.Float64()) for name in self.fields]
        kept = [name for name in frame.kinds if name not in (self.key, self.value)]
        parts = [
            frame.lazy.select(*kept, nw.lit(name).alias(self.key), value.alias(self.value))
            for name, value in self._named(values)
        ]
        return nw.concat(parts, how="vertical")

    def _named(self, values: list[Any]) -> list[tuple[str, Any]]:
        return list(zip(self.fields, values, strict=True))

    def _same(self, column: Any, number: Any) -> Any:
        """Columns of one kind can be of several types, which one column cannot hold."""
        return column.cast(number) if self.kind == "number" else column

    def explain(self) -> str:
        return f"fold {', '.join(self.fields)} into {self.key} and {self.value}"


def fold_of(transform: Mapping[str, Any], kinds: Mapping[str, FrameKind]) -> Fold:
    """The fold transform read.

    Raises: NotReducible.
    **Source**: Vega 6, vega-transforms Fold.
    """
    fields = tuple(map(str, transform["fold"]))
    required(fields, kinds)
    if not fields:
        raise NotReducible("nothing is folded")
    if len({kinds[name] for name in fields}) > 1:
        raise NotReducible("the folded columns are of several kinds")
    key, value = map(str, transform.get("as") or ("key", "value"))
    if key == value:
        raise NotReducible("the key and the value have one name")
    return Fold(fields, key, value, kinds[fields[0]])

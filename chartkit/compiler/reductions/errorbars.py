"""Error bars and bands: takes the summed field and the fields that group, gives a few rows per group.

The mark stays as it is: Vega-Lite computes from these rows the same centre and the same extent. Two rows stand for a
mean with its deviation or standard error, five for the quartiles. A group of one value keeps it alone.

**Source**: Vega-Lite 6.4, errorbar and errorband over raw rows.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.compiler.reductions.aggregates import Measure
from chartkit.compiler.reductions.grouped import grouped
from chartkit.compiler.reductions.grouping import value_keys
from chartkit.compiler.reductions.reduction import NotReducible
from chartkit.data.frame import Frame, FrameKind

if TYPE_CHECKING:
    import polars as pl

_CENTERS = {"stdev": "mean", "stderr": "mean", "iqr": "median"}
_HALF_WIDTHS = {"stdev": math.sqrt(0.5), "stderr": 1.0}
"""How far two rows stand from their mean, for a spread of 1."""


class Errorbars(NamedTuple):
    """The rows that stand for `extent` ("stdev", "stderr" or "iqr") of `field` in each group of `keys`."""

    field: str
    keys: tuple[str, ...]
    extent: str

    @property
    def reads(self) -> frozenset[str]:
        return frozenset([self.field, *self.keys])

    @property
    def is_shrinking(self) -> bool:
        return True

    @property
    def is_new_table(self) -> bool:
        return True

    def apply(self, frame: Frame) -> Frame:
        """One, two or five rows per group, groups in order of first appearance; runs at once."""
        names = [f"__stat{i}" for i in range(3)]
        ops = ["q1", "median", "q3"] if self.extent == "iqr" else ["mean", self.extent, "valid"]
        measures = [Measure(op, self.field, name) for op, name in zip(ops, names, strict=True)]
        rows = grouped(frame, value_keys(frame, self.keys), measures).collect()
        made = self._quartiles(rows) if self.extent == "iqr" else self._pairs(rows)
        kinds: dict[str, FrameKind] = {**{key: frame.kinds[key] for key in self.keys}, self.field: "number"}
        return frame.holding(made.select(*kinds), kinds)

    def explain(self) -> str:
        return (
            f"{self.extent} of {self.field} by {', '.join(self.keys)}"
            if self.keys
            else f"{self.extent} of {self.field}"
        )

    def _pairs(self, rows: pl.DataFrame) -> pl.DataFrame:
        import polars as pl

        mean, spread = pl.col("__stat0"), pl.col("__stat1") * _HALF_WIDTHS[self.extent]
        below = rows.with_columns((mean - spread.fill_null(0)).alias(self.field))
        above = rows.filter(pl.col("__stat2") > 1).with_columns((mean + spread).alias(self.field))
        return pl.concat([below, above])

    def _quartiles(self, rows: pl.DataFrame) -> pl.DataFrame:
        import polars as pl

        parts = ("__stat0", "__stat0", "__stat1", "__stat2", "__stat2")
        return pl.concat([rows.with_columns(pl.col(part).alias(self.field)) for part in parts])


def errorbars_of(field: str, keys: tuple[str, ...], mark: Mapping[str, Any]) -> Errorbars:
    """The reduction for the words of an errorbar or errorband `mark`.

    Raises `NotReducible` for confidence intervals, which are drawn by chance, and for a centre of another kind than
    the extent.
    """
    extent, center = mark.get("extent"), mark.get("center")
    extent = extent or ("iqr" if center == "median" else "stderr")
    if extent == "ci":
        raise NotReducible("the confidence interval is drawn by chance")
    if extent not in _CENTERS:
        raise NotReducible(f"the extent '{extent}' is computed in the browser")
    if center and center != _CENTERS[extent]:
        raise NotReducible(f"the {extent} is drawn around the {center}")
    return Errorbars(field, keys, extent)

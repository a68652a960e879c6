"""The quantile transform: the value below which each share of a group's values lies.

Takes {"quantile": …, "probs": …, "step": …, "groupby": …, "as": …} and gives a new table: for each group, in order of
first appearance, a row per probability. It runs in Polars, on the sorted values.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.compiler.reductions.partitions import given_back, numbered_rows, partition_keys, required, with_groups
from chartkit.compiler.reductions.reduction import NotReducible
from chartkit.data.frame import ROW

if TYPE_CHECKING:
    import polars as pl

    from chartkit.data.frame import Frame, FrameKind


_VALUES, _SHARE = "__values", "__share"


class Quantile(NamedTuple):
    """The quantiles of `field` at `probabilities`, in the columns `prob` and `value`, with the columns `groupby`."""

    field: str
    probabilities: tuple[float, ...]
    groupby: tuple[str, ...]
    prob: str
    value: str
    makes: Mapping[str, FrameKind]
    is_shrinking: bool = True
    is_new_table: bool = True

    @property
    def reads(self) -> frozenset[str]:
        return frozenset((self.field, *self.groupby))

    def apply(self, frame: Frame) -> Frame:
        """groups × probabilities rows."""
        import polars as pl

        frame, rows = numbered_rows(frame, "quantiles run in Polars")
        rows, groups = with_groups(rows, partition_keys(self.groupby, frame.kinds, "array"))
        values = pl.col(self.field).cast(pl.Float64).fill_nan(None).drop_nulls().sort()
        grouped = rows.group_by(groups, maintain_order=True).agg(
            *(pl.col(name).first().alias(f"__first_{name}") for name in self.groupby), values.alias(_VALUES)
        )
        found = grouped.join(pl.LazyFrame({_SHARE: self.probabilities}), how="cross", maintain_order="left_right")
        kept = [pl.col(f"__first_{name}").alias(name) for name in self.groupby]
        made = found.select(*kept, pl.col(_SHARE).cast(pl.Float64).alias(self.prob), _at_share().alias(self.value))
        return given_back(frame.over(frame.lazy.drop(ROW)), made, self.makes)

    def explain(self) -> str:
        by = f" by {', '.join(self.groupby)}" if self.groupby else ""
        return f"{len(self.probabilities)} quantiles of {self.field}{by}"


def quantile_of(transform: Mapping[str, Any], kinds: Mapping[str, FrameKind]) -> Quantile:
    """The quantile transform read.

    Raises: NotReducible.
    **Source**: Vega 6, vega-transforms Quantile: R-7 of the values that are numbers.
    """
    field = str(transform["quantile"])
    groupby = tuple(map(str, transform.get("groupby") or ()))
    required((field, *groupby), kinds)
    if kinds[field] != "number":
        raise NotReducible(f"{field!r} holds no numbers")
    prob, value = map(str, transform.get("as") or ("prob", "value"))
    if len({prob, value, *groupby}) < len(groupby) + 2:
        raise NotReducible("two columns of the result have one name")
    makes: dict[str, FrameKind] = {**{name: kinds[name] for name in groupby}, prob: "number", value: "number"}
    return Quantile(field, _probabilities(transform), groupby, prob, value, makes)


def _probabilities(transform: Mapping[str, Any]) -> tuple[float, ...]:
    if (given := transform.get("probs")) is not None:
        return tuple(map(float, given))
    step = float(transform.get("step") or 0.01)
    n = max(0, math.ceil((1 - 1e-14 - step / 2) / step))
    return tuple(step / 2 + index * step for index in range(n))


def _at_share() -> pl.Expr:
    """R-7, in Vega's order of operations."""
    import polars as pl

    ordered, n = pl.col(_VALUES).list, pl.col(_VALUES).list.len().cast(pl.Float64)
    place = (n - 1) * pl.col(_SHARE).clip(0.0, 1.0)
    low, high = (ordered.get(at.cast(pl.Int64), null_on_oob=True) for at in (place.floor(), place.ceil()))
    return pl.when(n > 0).then(low + (high - low) * (place - place.floor()))

"""The impute transform: rows for the keys that a group lacks.

Takes {"impute": …, "key": …, "keyvals": …, "groupby": …, "method": …, "value": …, "frame": …}. The new rows follow the
old ones, group by group in order of first appearance, and hold the group's fields, the key and the value; all else is
null.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.compiler.reductions.ordering import in_total_order
from chartkit.compiler.reductions.partitions import given_back, partition_keys, required, with_groups
from chartkit.compiler.reductions.reduction import NotReducible
from chartkit.compiler.reductions.window import Window, window_of
from chartkit.data.frame import ROW

if TYPE_CHECKING:
    import polars as pl

    from chartkit.data.frame import Frame, FrameKind

_METHODS = frozenset(("mean", "median", "min", "max"))


class Impute(NamedTuple):
    """`field` for every key of `keyvals` and of the table; `filling` computes it where it is no constant."""

    field: str
    key: str
    keyvals: tuple[Any, ...]
    groupby: tuple[str, ...]
    value: float | str | None
    filling: Window | None
    kind: FrameKind
    is_shrinking: bool = False
    is_new_table: bool = False

    @property
    def reads(self) -> frozenset[str]:
        return frozenset((self.field, self.key, *self.groupby))

    @property
    def makes(self) -> Mapping[str, FrameKind]:
        return {self.field: self.kind}

    def apply(self, frame: Frame) -> Frame:
        """The rows, and after them the new ones.

        Raises: NotReducible for rows without an order.
        """
        import polars as pl

        frame, rows = in_total_order(frame, self.groupby, (), "array", "imputing runs in Polars")
        both = pl.concat([rows.drop(ROW), self._new_rows(frame, rows)], how="diagonal_relaxed")
        found = given_back(frame.over(frame.lazy.drop(ROW)), both, frame.kinds)
        if self.filling is None:
            return found
        found = self.filling.apply(found)
        (made,) = self.filling.makes
        filled = pl.coalesce(self.field, made).alias(self.field)
        return given_back(found, found.lazy.to_native().with_columns(filled), frame.kinds)

    def _new_rows(self, frame: Frame, rows: pl.LazyFrame) -> pl.LazyFrame:
        import polars as pl

        rows, groups = with_groups(rows, partition_keys(self.groupby, frame.kinds, "array"))
        dtype = rows.collect_schema()[self.key]
        key = _as_text(pl.col(self.key), frame.kinds[self.key]).alias("__key")
        seen = rows.select(self.key).unique(maintain_order=True, keep="first")
        given = pl.LazyFrame({self.key: pl.Series(self.keyvals, dtype=dtype)})
        keys = pl.concat([given, seen]).with_columns(key).unique("__key", maintain_order=True, keep="first")
        first_rows = rows.unique(groups, maintain_order=True, keep="first").select(*self.groupby, *groups)
        pairs = first_rows.join(keys, how="cross", maintain_order="left_right")
        there = rows.select(*groups, key)
        missing = pairs.join(there, on=[*groups, "__key"], how="anti", nulls_equal=True, maintain_order="left")
        value = pl.lit(self.value, dtype=rows.collect_schema()[self.field])
        return missing.select(*self.groupby, self.key, value.alias(self.field))

    def explain(self) -> str:
        return f"impute {self.field} for every {self.key}"


def impute_of(transform: Mapping[str, Any], kinds: Mapping[str, FrameKind]) -> Impute:
    """The impute transform read.

    Raises: NotReducible.
    **Source**: Vega 6, vega-transforms Impute; Vega-Lite 6.4, impute transform.
    """
    field, key = str(transform["impute"]), str(transform["key"])
    groupby = tuple(map(str, transform.get("groupby") or ()))
    required((field, key, *groupby), kinds)
    if len({field, key, *groupby}) < len(groupby) + 2:
        raise NotReducible("one column is imputed and key or group at once")
    method = transform.get("method") or "value"
    keyvals = _keyvals_of(transform.get("keyvals"), kinds[key])
    if method == "value":
        value = _value_of(transform.get("value", 0), kinds[field])
        return Impute(field, key, keyvals, groupby, value, None, kinds[field])
    if method not in _METHODS:
        raise NotReducible(f"impute does not know the method {method!r}")
    frame = transform.get("frame") or [None, None]
    window = {"window": [{"op": method, "field": field, "as": "__imputed"}], "groupby": groupby, "frame": frame}
    return Impute(field, key, keyvals, groupby, None, window_of(window, kinds), kinds[field])


def _keyvals_of(keyvals: Sequence[Any] | Mapping[str, Any] | None, kind: FrameKind) -> tuple[Any, ...]:
    if keyvals is None:
        return ()
    if isinstance(keyvals, Mapping):
        given = keyvals
        keyvals = _sequence(given.get("start") or 0, given["stop"], given.get("step") or 1)
    wanted = {"number": (int, float), "text": (str,), "boolean": (bool,)}.get(kind, ())
    if any(not isinstance(value, wanted) or (kind == "number" and isinstance(value, bool)) for value in keyvals):
        raise NotReducible(f"keyvals are of another kind than the key, {kind}")
    if len(set(keyvals)) < len(keyvals):
        raise NotReducible("keyvals hold a value twice")
    return tuple(float(value) for value in keyvals) if kind == "number" else tuple(keyvals)


def _sequence(start: float, stop: float, step: float) -> Sequence[float]:
    """The numbers of Vega's `sequence`."""
    import math

    return [start + index * step for index in range(max(0, math.ceil((stop - start) / step)))]


def _value_of(value: Any, kind: FrameKind) -> float | str | None:
    if value is None:
        return None
    is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
    if (kind == "number" and is_number) or (kind == "text" and isinstance(value, str)):
        return float(value) if is_number else value
    raise NotReducible(f"the imputed value {value!r} is of another kind than the column, {kind}")


def _as_text(key: pl.Expr, kind: FrameKind) -> pl.Expr:
    """Keys that are one text to Vega are one key."""
    return key.fill_null("null") if kind == "text" else key

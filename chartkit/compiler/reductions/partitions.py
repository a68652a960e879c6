"""Rows parted and sorted as Vega does it: takes column names and kinds, gives Polars keys.

The transforms of Vega key their groups by text, each in its own way: two rows stand in one group when these texts are
the same. Sorting puts null first, then NaN, then the values; text by UTF-16 units.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from chartkit.compiler.reductions.reduction import NotReducible
from chartkit.data.frame import ROW, Frame

if TYPE_CHECKING:
    import polars as pl

    from chartkit.data.frame import FrameKind

KeyText = Literal["string", "array"]
"""How a transform writes its group's key: `String(a) + '|' + b` (window), or `[a, b] + ''` (the others)."""

_NULL = {"string": "null", "array": ""}
_JOINT = {"string": "|", "array": ","}


class SortField(NamedTuple):
    """A column to sort by, and the way."""

    name: str
    is_descending: bool = False


def sort_fields_of(sort: Sequence[Mapping[str, Any]]) -> tuple[SortField, ...]:
    """The sort fields of a transform; null as an order counts as ascending, as in Vega."""
    return tuple(SortField(str(s["field"]), s.get("order") == "descending") for s in sort)


def required(names: Sequence[str], kinds: Mapping[str, FrameKind]) -> None:
    """Refuses a transform that reads what the frame does not have.

    Raises: NotReducible.
    """
    for name in names:
        if name not in kinds:
            raise NotReducible(f"{name!r} is no plain column of the table")


def partition_keys(names: Sequence[str], kinds: Mapping[str, FrameKind], text: KeyText) -> list[pl.Expr]:
    """Polars expressions that are equal where Vega sees one group; texts side by side are joined as Vega joins them."""
    import polars as pl

    keys: list[pl.Expr] = []
    run: list[pl.Expr] = []
    for name in (*names, None):
        if name is not None and kinds[name] == "text":
            run.append(pl.col(name).fill_null(_NULL[text]))
            continue
        if run:
            keys.append(pl.concat_str(run, separator=_JOINT[text]) if len(run) > 1 else run[0])
            run = []
        if name is not None:
            keys.append(pl.col(name))
    return keys


def with_groups(rows: pl.LazyFrame, keys: Sequence[pl.Expr]) -> tuple[pl.LazyFrame, list[str]]:
    """The rows with the hidden columns that part them, and the names of these; without keys all rows are one group."""
    import polars as pl

    named = {f"__group{number}": key for number, key in enumerate(keys or [pl.lit(0)])}
    return rows.with_columns(**named), [*named]


def sort_keys(sort: Sequence[SortField], kinds: Mapping[str, FrameKind]) -> tuple[list[pl.Expr], list[bool]]:
    """Polars expressions to sort by, and which of them descend; nulls go last where one descends."""
    import polars as pl

    keys: list[pl.Expr] = []
    descending: list[bool] = []
    for name, is_descending in sort:
        found = [pl.col(name)]
        if kinds[name] == "number":
            found = [pl.col(name).cast(pl.Float64).is_not_nan(), pl.col(name)]
        elif kinds[name] == "text":
            found = [in_utf16_order(pl.col(name))]
        keys += found
        descending += [is_descending] * len(found)
    return keys, descending


def in_utf16_order(text: pl.Expr) -> pl.Expr:
    """Text whose order by code points is the order of `text` by UTF-16 units: U+E000 to U+FFFF come after the rest."""
    return text.str.replace_all("([\ue000-\uffff])", "\U0010ffff${1}")


def numbered_rows(frame: Frame, why: str) -> tuple[Frame, pl.LazyFrame]:
    """The frame in Polars with `ROW`, and its native lazy frame."""
    import narwhals as nw

    moved = frame.in_polars(why)
    rows: pl.LazyFrame = moved.lazy.to_native()
    if ROW not in rows.collect_schema():
        rows = rows.with_row_index(ROW)
    lazy: Any = nw.from_native(rows)
    return moved.over(lazy), rows


def given_back(frame: Frame, rows: pl.LazyFrame, kinds: Mapping[str, FrameKind]) -> Frame:
    """`frame` with the columns `kinds` of `rows`, in the order of `rows`."""
    import narwhals as nw

    hidden = [ROW] if ROW in frame.lazy.collect_schema().names() else []
    lazy: Any = nw.from_native(rows.select(*kinds, *hidden))
    return frame.over(lazy, dict(kinds))

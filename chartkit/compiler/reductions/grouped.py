"""One group-by: takes a frame, key columns and measures, gives one row per group in order of first appearance.

What `aggregate`, the encodings of a view and composite marks have in common. Engines without an order of rows give the
groups sorted by their keys.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from chartkit.compiler.reductions.aggregates import QUANTILES, Aggregated, Measure, aggregated, check_measure, place_for
from chartkit.data.frame import ROW, Frame, FrameKind

_CODE = "__code"
_ONE = "__one"


class Key(NamedTuple):
    """One thing that rows are grouped by, shown as the column `name` of `kind`.

    `columns` are compared; `parts` are aggregates that `result` needs beside them. `mark` is a number below `n_marks`
    that the first row of a group hands on: which of several values that fall together it holds. `result` takes that
    column of marks.
    """

    name: str
    kind: FrameKind
    columns: Mapping[str, Any]
    parts: Mapping[str, Any]
    result: Any
    mark: Any = None
    n_marks: int = 1


def grouped(frame: Frame, keys: Sequence[Key], measures: Sequence[Measure]) -> Frame:
    """One row per group with the columns of `keys` and `measures`; no row where the frame has none.

    Raises `NotReducible` for measures that cannot be computed exactly. Nothing runs before `collect`, but quantiles in
    Polars and where `place_for` moves the rows.
    """
    for measure in measures:
        check_measure(measure, frame.kinds)
    frame = place_for(frame, measures)
    if not _is_sorted_out_in_memory(frame, measures):
        return _grouped(frame.numbered(), keys, measures)
    held = frame.holding(frame.collect(), frame.kinds)
    found = _grouped(held.numbered(), keys, measures)
    return found.holding(found.collect(is_streamed=False), found.kinds)


def _is_sorted_out_in_memory(frame: Frame, measures: Sequence[Measure]) -> bool:
    """Whether Polars' other engine groups: it holds the values of quantiles once, where the streaming one does twice.

    That engine fails at comparisons with a column of text that is all null, so that it is left to numbers.
    """
    has_quantile = any(measure.op in QUANTILES for measure in measures)
    is_text = any(frame.kinds[name] == "text" for measure in measures for name in measure.reads)
    return frame.engine == "polars" and has_quantile and not is_text


def _grouped(frame: Frame, keys: Sequence[Key], measures: Sequence[Measure]) -> Frame:
    import narwhals as nw

    order = [ROW] if frame.is_ordered else []
    found = {measure.name_out: aggregated(measure, frame.kinds, frame.engine, order) for measure in measures}
    columns = {name: value for key in keys for name, value in key.columns.items()} or {_ONE: nw.lit(1)}
    code = _code(keys, order)
    inputs = {name: value for one in found.values() for name, value in one.inputs.items()}
    parts = {name: value for one in (*keys, *found.values()) for name, value in one.parts.items()}
    if code is not None:
        inputs, parts = {**inputs, _CODE: code}, {**parts, _CODE: nw.col(_CODE).min()}
    prepared = frame.lazy.with_columns(**columns, **inputs)
    rows = prepared.group_by(*columns).agg(**parts)
    rows = _with_products(rows, prepared, list(columns), found)
    shown = {key.name: key.result(_mark(keys, index)) for index, key in enumerate(keys)}
    made = {name: one.result for name, one in found.items()}
    columns = {**shown, **made}
    if order:
        rows = rows.sort(_CODE).select(**columns)
    else:
        rows = rows.select(**columns).sort(*(list(shown) or list(made)), nulls_last=False)
    kinds: dict[str, FrameKind] = {
        **{key.name: key.kind for key in keys},
        **{name: one.kind for name, one in found.items()},
    }
    return frame.over(rows, kinds)


def _code(keys: Sequence[Key], order: Sequence[str]) -> Any:
    """Row number and marks in one whole number, so that one minimum finds the first row and what it holds."""
    import narwhals as nw

    code: Any = nw.col(ROW) if order else None
    for key in keys:
        if key.mark is not None:
            mark = key.mark.cast(nw.Int64)
            code = mark if code is None else code.cast(nw.Int64) * key.n_marks + mark
    return code


def _mark(keys: Sequence[Key], index: int) -> Any:
    """The mark of the key numbered `index`, taken out of the code."""
    import narwhals as nw

    below = 1
    for key in keys[index + 1 :]:
        below *= key.n_marks
    rest = nw.col(_CODE).cast(nw.Int64) // below if below > 1 else nw.col(_CODE).cast(nw.Int64)
    return rest % keys[index].n_marks


def _with_products(rows: Any, prepared: Any, columns: list[str], found: Mapping[str, Aggregated]) -> Any:
    """The rows joined with what is multiplied; `prepared` is in Polars where there is something to multiply."""
    products = {part: column for one in found.values() for part, column in one.products.items()}
    if not products:
        return rows
    import narwhals as nw
    import polars as pl

    made = [pl.col(column).product().alias(part) for part, column in products.items()]
    multiplied = prepared.to_native().group_by(columns).agg(made)
    return nw.from_native(rows.to_native().join(multiplied, on=columns, how="left", nulls_equal=True))

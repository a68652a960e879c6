"""Vega's aggregates as narwhals expressions: takes an op and a column, gives what to prepare, group and finish.

Null and "" are missing, NaN is neither missing nor valid; what has no valid value gives null; `distinct` counts null
as a value; quantiles are linear between neighbours (R-7). Booleans count as 0 and 1, times as milliseconds. One value
has no spread, not even in a population.

**Source**: Vega 6.2, package vega-transforms (AggregateOps, TupleStore); later versions give 0 for the spread of one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from chartkit.compiler.reductions.calendar_parts import milliseconds
from chartkit.compiler.reductions.reduction import NotReducible
from chartkit.data.frame import Engine, Frame, FrameKind

if TYPE_CHECKING:
    from collections.abc import Sequence

COUNTS = frozenset(["count", "valid", "missing", "distinct"])
SPREADS = frozenset(["variance", "variancep", "stdev", "stdevp", "stderr"])
NUMERIC = frozenset(["sum", "product", "mean", "average", "median", "q1", "q3"]) | SPREADS
EXTREMES = frozenset(["min", "max"])
CARRIERS = frozenset(["argmin", "argmax"])

_REFUSED = {
    "ci0": "the confidence interval is drawn by chance",
    "ci1": "the confidence interval is drawn by chance",
    "values": "'values' keeps every row",
    "exponential": "an exponential mean depends on the order of all rows",
    "exponentialb": "an exponential mean depends on the order of all rows",
}
_QUANTILES = {"q1": 0.25, "q3": 0.75}
_BY_PRODUCT = "products run in Polars"
_BY_ORDER = "argmin and argmax run in Polars"


class Measure(NamedTuple):
    """`op` of `field` as the column `name_out`; the field is None for `count`.

    With argmin and argmax it is the value of `field` in the first row where `by` is least or greatest.
    """

    op: str
    field: str | None
    name_out: str
    by: str | None = None

    @property
    def reads(self) -> frozenset[str]:
        return frozenset(name for name in (self.field, self.by) if name is not None)

    def __str__(self) -> str:
        return f"{self.op} of {self.field}" if self.field else self.op


class Aggregated(NamedTuple):
    """A measure in three steps: columns made of rows, aggregates of these, and the result made of the aggregates.

    `products` are aggregates by multiplication, part → column, which only Polars has.
    """

    inputs: Mapping[str, Any]
    parts: Mapping[str, Any]
    result: Any
    kind: FrameKind
    products: Mapping[str, str] = {}


def place_for(frame: Frame, measures: Sequence[Measure]) -> Frame:
    """The frame where all `measures` can be computed: itself, or in Polars what its engine cannot."""
    ops = {measure.op for measure in measures}
    if "product" in ops:
        frame = frame.in_polars(_BY_PRODUCT)
    if CARRIERS & ops and frame.engine not in ("polars", "duckdb"):
        frame = frame.in_polars(_BY_ORDER)
    return frame


def check_measure(measure: Measure, kinds: Mapping[str, FrameKind]) -> None:
    """Raises `NotReducible` for a measure that cannot be computed as Vega does."""
    op, field = measure.op, measure.field
    if op in _REFUSED:
        raise NotReducible(_REFUSED[op])
    if op not in COUNTS | NUMERIC | EXTREMES | CARRIERS:
        raise NotReducible(f"the aggregate '{op}' is computed in the browser")
    if op == "count":
        return
    for name in (field, *([measure.by] if op in CARRIERS else [])):
        if name is None or name not in kinds:
            raise NotReducible(f"'{op}' takes the column '{name}', which is not of one kind")
    kind = kinds[str(measure.by if op in CARRIERS else field)]
    if kind == "text" and op not in COUNTS:
        raise NotReducible(f"the {op} of text depends on how JavaScript reads and orders it")
    if kind == "time" and op == "product":
        raise NotReducible("the product of times is no time")


def kind_of_measure(measure: Measure, kinds: Mapping[str, FrameKind]) -> FrameKind:
    """What the column of a measure holds."""
    if measure.field is not None and measure.op in EXTREMES | CARRIERS:
        return kinds[measure.field]
    return "number"


def aggregated(measure: Measure, kinds: Mapping[str, FrameKind], engine: Engine, order: Sequence[str]) -> Aggregated:
    """The three steps of `measure`, which `check_measure` let pass; `order` names the column of row numbers, if any."""
    import narwhals as nw

    name = f"__m_{measure.name_out}"
    if measure.op == "count" or measure.field is None:
        return Aggregated({}, {name: nw.len()}, nw.col(name), "number")
    kind = kinds[measure.field]
    if measure.op in COUNTS:
        return _counted(measure.op, measure.field, kind, name)
    if measure.op in CARRIERS:
        return _carried(measure, kinds, engine, order, name)
    if kind == "time" and measure.op in EXTREMES:
        return Aggregated({}, {name: getattr(nw.col(measure.field), measure.op)()}, nw.col(name), "time")
    column, value = _number(measure.field, kind, engine)
    found = _of_numbers(measure.op, column, name)
    kind = "boolean" if kind == "boolean" and measure.op in EXTREMES else "number"
    result = found.result > 0.5 if kind == "boolean" else found.result
    return found._replace(inputs={column: value}, result=result, kind=kind)


def _number(field: str, kind: FrameKind, engine: Engine) -> tuple[str, Any]:
    """A column of doubles without NaN, and its name."""
    import narwhals as nw

    if kind == "time":
        return f"__ms_{field}", milliseconds(nw.col(field), engine)
    value = nw.col(field).cast(nw.Float64)
    return f"__n_{field}", value if kind == "boolean" else nw.when(~value.is_nan()).then(value)


def _counted(op: str, field: str, kind: FrameKind, name: str) -> Aggregated:
    import narwhals as nw

    column = f"__c_{kind}_{field}" if op != "distinct" else f"__d_{field}"
    value = nw.col(field)
    if op == "distinct":
        value = value.fill_null("null") if kind == "text" else value
        return Aggregated({column: value}, {name: nw.col(column).n_unique()}, nw.col(name), "number")
    if kind == "text":
        value = nw.when(value != "").then(value)
    elif op == "valid" and kind == "number":
        column, value = _number(field, kind, "polars")
    parts = {name: nw.col(column).count(), f"{name}_n": nw.len()}
    if op == "valid":
        parts.pop(f"{name}_n")
    result = nw.col(name) if op == "valid" else nw.col(f"{name}_n") - nw.col(name)
    return Aggregated({column: value}, parts, result, "number")


def _of_numbers(op: str, column: str, name: str) -> Aggregated:
    import narwhals as nw

    value, part, number = nw.col(column), nw.col(name), nw.col(f"{name}_n")
    counted = {f"{name}_n": value.count()}
    if op in ("sum", "product"):
        parts = counted if op == "product" else {name: value.sum(), **counted}
        products = {name: column} if op == "product" else {}
        return Aggregated({}, parts, nw.when(number > 0).then(part), "number", products)
    if op in SPREADS:
        spread = value.var if op.startswith("variance") else value.std
        parts = {name: spread(ddof=0 if op.endswith("p") else 1), **counted}
        result = part / number.cast(nw.Float64).sqrt() if op == "stderr" else part
        return Aggregated({}, parts, nw.when(number > 1).then(result), "number")
    if op in _QUANTILES:
        return Aggregated({}, {name: value.quantile(_QUANTILES[op], "linear")}, part, "number")
    found = value.mean() if op in ("mean", "average") else getattr(value, op)()
    return Aggregated({}, {name: found}, part, "number")


def _carried(
    measure: Measure, kinds: Mapping[str, FrameKind], engine: Engine, order: Sequence[str], name: str
) -> Aggregated:
    """The value in the winning row: rows without a valid `by` come last, and lose it where no row has one."""
    import narwhals as nw

    by = str(measure.by)
    column, value = _number(by, kinds[by], engine)
    signed = value if measure.op == "argmin" else -value
    inputs = {column: value, f"{column}_none": value.is_null().cast(nw.Int8), f"{column}_{measure.op}": signed}
    first = nw.col(str(measure.field)).first(order_by=[f"{column}_none", f"{column}_{measure.op}", *order])
    parts = {name: first, f"{name}_n": nw.col(column).count()}
    result = nw.when(nw.col(f"{name}_n") > 0).then(nw.col(name))
    return Aggregated(inputs, parts, result, kinds[str(measure.field)])

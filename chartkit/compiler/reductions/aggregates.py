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
from chartkit.data.engines.capabilities import lacks
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
_N_ROWS = "__n_rows"
QUANTILES = {"q1": 0.25, "median": 0.5, "q3": 0.75}
_LACKED = {
    "product": (None, "products run in Polars"),
    "argmin": ("group first by", "argmin and argmax run in Polars"),
    "median": ("group quantile", "medians and quartiles run in Polars"),
    "distinct": ("group n_unique", "distinct values are counted in Polars"),
}
"""By op what an engine may lack, and the note that says so; no narwhals engine multiplies.

Dask has medians, but not beside a count of rows.
"""


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
    for measure in measures:
        op = "median" if measure.op in QUANTILES else "argmin" if measure.op in CARRIERS else measure.op
        operation, why = _LACKED.get(op, (None, ""))
        if op == "product" or (operation is not None and lacks(frame.engine, operation)):
            frame = frame.in_polars(why)
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
    """The three steps of `measure`, which `check_measure` let pass; `order` names the column of row numbers, if any.

    Measures that need the same column or part name it alike.
    """
    import narwhals as nw

    if measure.op == "count" or measure.field is None:
        return Aggregated({}, {_N_ROWS: nw.len()}, nw.col(_N_ROWS), "number")
    kind = kinds[measure.field]
    if measure.op in COUNTS:
        return _counted(measure.op, measure.field, kind)
    if measure.op in CARRIERS:
        return _carried(measure, kinds, engine, order)
    if kind == "time" and measure.op in EXTREMES:
        parts, [found] = _parts(measure.field, measure.op)
        return Aggregated({}, parts, found, "time")
    column, value = _number(measure.field, kind, engine)
    found = _of_numbers(measure.op, column)
    kind = "boolean" if kind == "boolean" and measure.op in EXTREMES else "number"
    result = found.result > 0.5 if kind == "boolean" else found.result
    return found._replace(inputs={column: value}, result=result, kind=kind)


def _parts(column: str, *ops: str) -> tuple[dict[str, Any], list[Any]]:
    """Aggregates of a column by name, and these names as expressions."""
    import narwhals as nw

    parts: dict[str, Any] = {}
    for op in ops:
        name, _, freedom = op.partition(" ")
        value = nw.col(column)
        if name in QUANTILES and name != "median":
            part = value.quantile(QUANTILES[name], "linear")
        else:
            part = getattr(value, name)(**({"ddof": int(freedom)} if freedom else {}))
        parts[f"__{name}{freedom}_{column}"] = part
    return parts, [nw.col(name) for name in parts]


def _number(field: str, kind: FrameKind, engine: Engine) -> tuple[str, Any]:
    """A column of doubles without NaN, and its name."""
    import narwhals as nw

    if kind == "time":
        return f"__ms_{field}", milliseconds(nw.col(field), engine)
    value = nw.col(field).cast(nw.Float64)
    return f"__n_{field}", value if kind == "boolean" else nw.when(~value.is_nan()).then(value)


def _counted(op: str, field: str, kind: FrameKind) -> Aggregated:
    import narwhals as nw

    column, value = f"__c_{field}", nw.col(field)
    if op == "distinct":
        column, value = f"__d_{field}", value.fill_null("null") if kind == "text" else value
        parts, [found] = _parts(column, "n_unique")
        return Aggregated({column: value}, parts, found, "number")
    if kind == "text":
        value = nw.when(value != "").then(value)
    elif op == "valid" and kind == "number":
        column, value = _number(field, kind, "polars")
    parts, [found] = _parts(column, "count")
    if op == "valid":
        return Aggregated({column: value}, parts, found, "number")
    return Aggregated({column: value}, {**parts, _N_ROWS: nw.len()}, nw.col(_N_ROWS) - found, "number")


def _of_numbers(op: str, column: str) -> Aggregated:
    import narwhals as nw

    if op == "product":
        product = f"__product_{column}"
        parts, [number] = _parts(column, "count")
        return Aggregated({}, parts, nw.when(number > 0).then(nw.col(product)), "number", {product: column})
    if op == "sum":
        parts, [total, number] = _parts(column, "sum", "count")
        return Aggregated({}, parts, nw.when(number > 0).then(total), "number")
    if op in SPREADS:
        spread = f"{'var' if op.startswith('variance') else 'std'} {0 if op.endswith('p') else 1}"
        parts, [found, number] = _parts(column, spread, "count")
        result = found / number.cast(nw.Float64).sqrt() if op == "stderr" else found
        return Aggregated({}, parts, nw.when(number > 1).then(result), "number")
    parts, [found] = _parts(column, "mean" if op == "average" else op)
    return Aggregated({}, parts, found, "number")


def _carried(measure: Measure, kinds: Mapping[str, FrameKind], engine: Engine, order: Sequence[str]) -> Aggregated:
    """The value in the winning row: rows without a valid `by` come last, and lose it where no row has one."""
    import narwhals as nw

    by, field = str(measure.by), str(measure.field)
    column, value = _number(by, kinds[by], engine)
    none, signed, name = f"{column}_none", f"{column}_{measure.op}", f"__{measure.op}_{by}_{field}"
    inputs = {column: value, none: value.is_null().cast(nw.Int8), signed: value if measure.op == "argmin" else -value}
    parts, [number] = _parts(column, "count")
    first = nw.col(field).first(order_by=[none, signed, *order])
    return Aggregated(inputs, {**parts, name: first}, nw.when(number > 0).then(nw.col(name)), kinds[field])

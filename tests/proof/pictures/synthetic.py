"""Charts made by chance: takes a source of chance, gives a case of a mark, its encoding, and a table full of traps.

The source is a `random.Random`: a seeded one for counts, or hypothesis's own, which finds the smallest failing case.
"""

from __future__ import annotations

import json
from math import isfinite
from random import Random
from typing import Any

from pictures.corpus import Case
from pictures.synthetic_tables import Row, rows_by

Spec = dict[str, Any]

_MARKS = ("bar", "bar", "bar", "line", "line", "area", "point", "circle", "square", "tick", "rect", "rule", "trail")
_COMPOSITES = ("boxplot", "errorbar", "errorband")
_UNITS = (
    "year quarter month week day date dayofyear hours minutes yearquarter yearmonth yearweek yearmonthdate "
    "yearmonthdatehours yearmonthdatehoursminutes monthdate monthdatehours hoursminutes dayhours yeardayofyear"
).split()
_OPS = "mean mean sum sum median min max q1 q3 average product stdev stdevp variance variancep stderr".split()
_COUNTS = ("count", "count", "valid", "missing", "distinct")
_STEP, _MOST_BINS = {"step": 0.5}, 200
_BINS: tuple[Any, ...] = (
    True,
    True,
    {"maxbins": 5},
    {"maxbins": 30},
    _STEP,
    {"nice": False},
    {"anchor": 0.25},
    {"extent": [-1, 3]},
    {"base": 2},
    {"minstep": 1},
)
_FILTERS: tuple[Any, ...] = (
    "datum.q > 0",
    "datum.q <= datum.p && datum.c !== 'a'",
    "isValid(datum.c)",
    "!datum.b",
    {"field": "q", "range": [-1, 10]},
    {"field": "c", "oneOf": ["a", "b", "null"]},
    {"not": {"field": "b", "equal": True}},
    {"field": "q", "valid": True},
    {"or": [{"field": "p", "lt": 1}, {"field": "c", "equal": "a"}]},
    {"field": "t", "timeUnit": "utcmonth", "equal": 2},
)
_FORMULAS = (
    ("datum.q * 2", "q"),
    ("datum.q + datum.p", "m"),
    ("datum.q > 1 ? 'more' : 'less'", "m"),
    ("abs(datum.q) % 3", "m"),
    ("if(datum.b, datum.q, datum.p)", "m"),
    ("utcmonth(datum.t)", "m"),
    ("round(datum.q)", "m"),
    ("isValid(datum.c) ? length(datum.c) : 0", "m"),
)


def case_by(chance: Random) -> Case:
    """A case over one table, `table`."""
    spec, rows = _Author(chance).spec(), rows_by(chance)
    return Case("synthetic", _with_few_bins(spec, rows), {"table": rows})


def _with_few_bins(spec: Spec, rows: list[Row]) -> Spec:
    """`spec` with wider bins where numbers are spread so far that Vega would draw a tick for each of 400,000 bins."""
    spreads = [
        max(found) - min(found)
        for column in ("q", "p", "n")
        if (found := [row[column] for row in rows if row[column] is not None and isfinite(row[column])])
    ]
    widest = max(spreads, default=0.0)
    if widest <= _MOST_BINS * _STEP["step"]:
        return spec
    return json.loads(json.dumps(spec).replace(json.dumps(_STEP), json.dumps({"step": widest / _MOST_BINS})))


def case_of_seed(seed: int) -> Case:
    """The same case for the same seed."""
    return case_by(Random(seed))._replace(name=f"synthetic {seed}")


class _Author:
    """Writes one spec; every choice is taken of its `chance`."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.columns = ["q", "p", "n"]

    def spec(self) -> Spec:
        """A whole spec: transforms, then one view, or layers, or views side by side."""
        head: Spec = {"data": {"name": "table"}}
        if self.maybe(0.35):
            head["transform"] = [self.transform() for _ in range(self.one_of((1, 1, 2)))]
        if self.maybe(0.08):
            head["config"] = {"mark": {"invalid": self.invalid()}}
        shape = self.chance.random()
        if shape < 0.72:
            return {**head, **self.unit()}
        if shape < 0.87:
            return {**head, **self.layers()}
        if shape < 0.93:
            return {**head, "hconcat": [self.unit(), self.unit()]}
        if shape < 0.97:
            return {**head, "facet": {"row": {"field": self.word()}}, "spec": self.unit(is_facetable=False)}
        return {**head, **self.repeat()}

    def one_of(self, items: Any) -> Any:
        return self.chance.choice(items)

    def maybe(self, share: float) -> bool:
        return self.chance.random() < share

    def number(self) -> str:
        return self.one_of(self.columns)

    def word(self) -> str:
        return self.one_of(("c", "c", "d", "b", "n"))

    def invalid(self) -> str:
        return self.one_of(("filter", "break-paths-show-domains", "break-paths-filter-domains", "show"))

    def unit(self, is_facetable: bool = True) -> Spec:
        """One view; its measure stands on y, or on x when it lies on its side."""
        if self.maybe(0.06):
            return self.composite()
        if self.maybe(0.05):
            return {"mark": "arc", "encoding": {"theta": self.measure(), "color": self.dimension("c")}}
        mark = self.mark()
        across, up = ("x", "y") if self.maybe(0.75) else ("y", "x")
        encoding = {across: self.position(), up: self.length() if self.maybe(0.8) else self.position()}
        encoding |= self.extras(mark, is_facetable)
        if mark == "rect" and self.maybe(0.7):
            encoding |= {up: self.position(), "color": self.measure()}
        self.sort(encoding, across, up)
        return {"mark": self.styled(mark), "encoding": encoding}

    def mark(self) -> str:
        return self.one_of(_MARKS)

    def styled(self, mark: str) -> Any:
        if self.maybe(0.1):
            return {"type": mark, "invalid": self.invalid()}
        if mark in ("line", "area") and self.maybe(0.15):
            return {"type": mark, "point": True}
        return {"type": mark, "tooltip": True} if self.maybe(0.05) else mark

    def composite(self) -> Spec:
        mark = self.one_of(_COMPOSITES)
        extents = {
            "boxplot": (1.5, 1.5, 0.5, "min-max"),
            "errorbar": ("stdev", "stderr", "iqr"),
            "errorband": ("stdev", "stderr", "iqr"),
        }
        group = self.one_of(({"field": "c"}, {"field": "d", "type": "nominal"}, {"field": "n", "type": "ordinal"}))
        encoding = {"x": group, "y": {"field": self.number(), "type": "quantitative"}}
        return {"mark": {"type": mark, "extent": self.one_of(extents[mark])}, "encoding": encoding}

    def layers(self) -> Spec:
        """Two marks over one shared dimension, or each with its own."""
        shared: Spec = {"x": self.position()}
        marks: list[Spec] = [{"mark": self.mark(), "encoding": {"y": self.length()}} for _ in range(2)]
        if self.maybe(0.3):
            marks[1]["mark"] = "rule"
        if self.maybe(0.2):
            marks[1]["transform"] = [self.transform()]
        if self.maybe(0.7):
            return {"encoding": shared, "layer": marks}
        return {"layer": [{**mark, "encoding": {**mark["encoding"], "x": self.position()}} for mark in marks]}

    def repeat(self) -> Spec:
        by = {"repeat": "repeat"}
        encoding = {"x": {"field": by, "bin": True}, "y": {"aggregate": "count"}}
        if self.maybe(0.5):
            encoding = {"x": self.dimension("c"), "y": {"field": by, "aggregate": self.one_of(_OPS)}}
        return {"repeat": ["q", "p"], "spec": {"mark": self.one_of(("bar", "point")), "encoding": encoding}}

    def position(self) -> Spec:
        """What an axis groups by, or at times a plain column."""
        kind = self.chance.random()
        if kind < 0.3:
            return {"field": self.number(), "bin": self.one_of(_BINS)}
        if kind < 0.55:
            return self.time()
        if kind < 0.85:
            return self.dimension(self.word())
        if kind < 0.92:
            return {"field": "t", "type": "temporal"}
        return {"field": self.number(), "type": "quantitative"}

    def time(self) -> Spec:
        found: Spec = {"field": "t", "timeUnit": f"utc{self.one_of(_UNITS)}"}
        return {**found, "type": "ordinal"} if self.maybe(0.25) else found

    def dimension(self, field: str) -> Spec:
        return {"field": field, "type": self.one_of(("nominal", "ordinal"))}

    def length(self) -> Spec:
        """The measure of an axis, stacked in some way at times."""
        found = self.measure()
        if self.maybe(0.08):
            found["scale"] = {"zero": False}
        return {**found, "stack": self.one_of(("zero", "normalize", "center", None))} if self.maybe(0.12) else found

    def measure(self) -> Spec:
        """An aggregate with what may stand beside it."""
        op = self.one_of(_COUNTS) if self.maybe(0.35) else self.one_of(_OPS)
        found: Spec = {"aggregate": op}
        if op != "count":
            found |= {"field": self.number() if self.maybe(0.98) else "c", "type": "quantitative"}
        return {**found, "title": "Measure"} if self.maybe(0.05) else found

    def extras(self, mark: str, is_facetable: bool) -> Spec:
        """Colour, size, detail, facets and tooltips, some of the time."""
        found: Spec = {}
        if self.maybe(0.4):
            found["color"] = self.one_of((self.dimension("c"), self.dimension("d"), self.measure(), self.position()))
        if mark in ("point", "circle", "square") and self.maybe(0.35):
            found["size"] = self.measure()
        if self.maybe(0.12):
            found["detail"] = [{"field": self.word(), "type": "nominal"}]
        if self.maybe(0.1):
            found["opacity"] = self.one_of((self.dimension("d"), self.measure()))
        if self.maybe(0.08):
            found["tooltip"] = [self.measure(), {"field": self.word(), "type": "nominal"}]
        if is_facetable and self.maybe(0.12):
            found[self.one_of(("row", "column", "facet"))] = {"field": self.word(), "type": "nominal"}
        if mark == "bar" and self.maybe(0.08):
            found["xOffset"] = {"field": "d", "type": "nominal"}
        if self.maybe(0.06):
            found["order"] = self.one_of(({"aggregate": "count"}, {"field": "c"}, {"aggregate": "mean", "field": "p"}))
        return found

    def sort(self, encoding: Spec, across: str, up: str) -> None:
        """Some order for the dimension, where it is discrete."""
        if not self.maybe(0.3) or "bin" in encoding[across] or "timeUnit" in encoding[across]:
            return
        orders: list[Any] = ["ascending", "descending", None, up, f"-{up}", ["b", "a"]]
        orders += [{"field": self.number(), "op": self.one_of(("mean", "sum", "max"))}, {"encoding": up}]
        orders += [{"op": "count", "order": "descending"}, {"field": "p", "op": "min", "order": "descending"}]
        encoding[across]["sort"] = self.one_of(orders)

    def transform(self) -> Spec:
        kind = self.chance.random()
        if kind < 0.35:
            return {"filter": self.one_of(_FILTERS)}
        if kind < 0.65:
            expression, name = self.one_of(_FORMULAS)
            if name not in self.columns and "more" not in expression:
                self.columns.append(name)
            return {"calculate": expression, "as": name}
        if kind < 0.75:
            sums = [{"op": self.one_of(("mean", "sum", "count", "max")), "field": "q", "as": "m"}]
            self.columns.append("m")
            return {"joinaggregate": sums, "groupby": self.one_of((["c"], ["d", "b"], []))}
        if kind < 0.85:
            return {"bin": self.one_of(_BINS), "field": "q", "as": ["q_bin", "q_bin_end"]}
        if kind < 0.93:
            return {"timeUnit": f"utc{self.one_of(_UNITS)}", "field": "t", "as": "t"}
        return {"window": [{"op": "row_number", "as": "m"}], "sort": [{"field": "p"}], "groupby": ["c"]}

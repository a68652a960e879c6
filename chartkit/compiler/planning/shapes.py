"""What the encoding of one view does to its rows: takes its field definitions, gives the grouping and the new words.

The *keep* rewrite: one row per group, whose values Vega-Lite maps to the same groups and numbers by the author's own
words. Only counts, numbers that are no fixed point of their own aggregate, and a field in two roles change words.

| in the author's words | in the table | words now |
|---|---|---|
| `bin` | the bin's midpoint | the same, with the raw `extent` |
| `timeUnit` | a time of the group | the same |
| sum, mean, median, min … | the number, under the field's own name | the same |
| count, valid, missing, distinct | the number | `sum`, with the same title |
| stdev, variance, stderr … | the number | `mean`, with the same title |
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from chartkit.compiler.planning.dropped import dropped
from chartkit.compiler.planning.names import COUNT, Names
from chartkit.compiler.planning.roles import Place, Role, roles_of
from chartkit.compiler.planning.sorting import SortQuery, sort_query
from chartkit.compiler.reductions.aggregates import COUNTS, SPREADS
from chartkit.compiler.reductions.binning import bin_options
from chartkit.compiler.reductions.grouping import Dimension, Grouping, Measure
from chartkit.compiler.reductions.reduction import NotReducible

if TYPE_CHECKING:
    from chartkit.data.frame import FrameKind

FIXED_POINTS = frozenset(["sum", "mean", "average", "min", "max", "median", "q1", "q3", "product"])
"""Aggregates that give back the one value they are given."""

_SCALED = frozenset(
    """x y xOffset yOffset theta radius color fill stroke opacity fillOpacity strokeOpacity strokeWidth size angle
    shape strokeDash""".split()
)
"""Channels that have a scale, by which Vega-Lite filters invalid values."""


class Change(NamedTuple):
    """What becomes of the definition at `place`: new `words`, a pinned extent of `bin`, a list for `sort`."""

    place: Place
    words: Mapping[str, Any]
    bin: str | None = None
    sort: SortQuery | None = None

    @property
    def is_new(self) -> bool:
        return bool(self.words or self.bin or self.sort)


class Shape(NamedTuple):
    """The grouping of one view, and what its definitions become; `facet_changes` are those of a facet around it.

    `at_risk` are columns of fields on several scales: Vega-Lite keeps one filter of invalid values for each field's
    name, so that a missing value of theirs is drawn in the raw chart and would not be in the reduced one, whose names
    differ.
    """

    grouping: Grouping
    changes: tuple[Change, ...]
    facet_changes: tuple[Change, ...] = ()
    at_risk: tuple[str, ...] = ()


def shape_of(
    encoding: Mapping[str, Any], mark: str, kinds: Mapping[str, FrameKind], facet: Mapping[str, Any]
) -> Shape | None:
    """The shape of a unit view, None where it draws every row; `facet` holds the channels of a facet around it.

    Raises `NotReducible` when it aggregates in a way that cannot be done before.
    """
    if not any(role.op for role in roles_of(encoding)):
        return None
    return _Shaper(encoding, mark, kinds).shape(facet)


class _Shaper:
    def __init__(self, encoding: Mapping[str, Any], mark: str, kinds: Mapping[str, FrameKind]) -> None:
        self.encoding, self.mark, self.kinds = encoding, mark, kinds
        self.names = Names(kinds)
        self.dimensions: dict[str, Dimension] = {}
        self.measures: dict[str, Measure] = {}
        self.risky: list[str] = []

    def shape(self, facet: Mapping[str, Any]) -> Shape:
        for reason in dropped(self.encoding, self.mark).values():
            raise NotReducible(reason)
        facets, roles = roles_of(facet), roles_of(self.encoding)
        around = tuple(map(self.dimension, facets))
        keys, values = [role for role in roles if not role.op], [role for role in roles if role.op]
        inside = (*map(self.dimension, keys), *map(self.measure, values))
        grouping = Grouping(tuple(self.dimensions.values()), tuple(self.measures.values()))
        return Shape(grouping, inside, around, self.at_risk(zip((*keys, *values), inside, strict=True)))

    def dimension(self, role: Role) -> Change:
        field = self.known(role.field)
        bin, unit = self.bin(role, field), role.unit
        is_temporal = unit is not None or role.definition.get("type") == "temporal"
        if is_temporal and self.kinds[field] != "time":
            raise NotReducible(f"the times of {field!r} are read by the browser")
        name = self.names.of(("dimension", field, repr(bin), repr(unit)), field, f"{field}_{_word(bin, unit)}")
        self.dimensions[name] = Dimension(field, name, bin, unit)
        pinned = name if bin is not None and "extent" not in bin else None
        words = {} if name == field else {"field": name}
        return Change(role.place, words, pinned, sort_query(role, self.encoding, self.mark))

    def bin(self, role: Role, field: str) -> Mapping[str, Any] | None:
        if role.bin is None:
            return None
        if self.kinds[field] != "number":
            raise NotReducible(f"the bin of {field!r} is over values that are no numbers")
        options = bin_options(role.bin, role.channel)
        if "anchor" in options:
            raise NotReducible(f"the bins of {field!r} are anchored, so that some of its values lie outside of them")
        if any(isinstance(value, dict) for value in options.values()):
            raise NotReducible(f"the bin of {field!r} waits for a param")
        return options

    def measure(self, role: Role) -> Change:
        op = role.op
        if isinstance(op, str) and op in COUNTS and self.mark == "area" and role.channel in _SCALED - {"x", "y"}:
            raise NotReducible(f"{role.channel} counts rows where a stacked area has gaps")
        if isinstance(op, dict):
            return self.extreme(role, cast("dict[str, str]", op))
        if op not in FIXED_POINTS | COUNTS | SPREADS:
            raise NotReducible(f"the aggregate {op!r} is not computed here")
        if cast("Mapping[str, Any]", role.definition.get("scale") or {}).get("domain") == "unaggregated":
            raise NotReducible(f"the domain of {role.channel} is that of all rows")
        if op == "count":
            name = self.names.apart(("measure", "count"), COUNT)
            self.measures[name] = Measure("count", None, name)
            return Change(role.place, {"aggregate": "sum", "field": name})
        field = self.known(role.field)
        self.check_kind(role, field)
        if op in FIXED_POINTS:
            name = self.names.of(("measure", op, field), field, f"{field}_{op}")
            words = {} if name == field else {"field": name}
        else:
            name = self.names.apart(("measure", str(op), field), f"{field}_{op}")
            words = {"aggregate": "sum" if op in COUNTS else "mean", "field": name}
        self.measures[name] = Measure(str(op), field, name)
        return Change(role.place, words)

    def extreme(self, role: Role, op: Mapping[str, str]) -> Change:
        """`{"argmax": by}`: the row of the largest `by`; one row a group, so it is its own extreme."""
        which, by = next(iter(op.items()))
        field, by = self.known(role.field), self.known(by)
        if by != field:
            self.carried(which, by, by)
        self.carried(which, by, field)
        return Change(role.place, {})

    def carried(self, which: str, by: str, field: str) -> None:
        """The value of `field` in the extreme row, under its own name, as the words cannot name another."""
        name = self.names.of(("measure", which, by, field), field, f"{field}_{which}")
        if name != field:
            raise NotReducible(f"{which} carries the field {field!r}, which another channel uses differently")
        self.measures[name] = Measure(which, field, name, by)

    def check_kind(self, role: Role, field: str) -> None:
        """Raises `NotReducible` for numbers made of what is none: JavaScript has its own rules for them."""
        kind, op = self.kinds[field], str(role.op)
        is_time = kind == "time" and role.definition.get("type") == "temporal" and op in FIXED_POINTS
        if op not in COUNTS and kind != "number" and not is_time:
            raise NotReducible(f"the {op} of {field!r} is over values that are no numbers")

    def known(self, field: str | None) -> str:
        """The field, when it is a column of the frame."""
        if field is None:
            raise NotReducible("a channel aggregates without a field")
        if field not in self.kinds:
            raise NotReducible(f"the field {field!r} lies inside of other values, or is not of one kind")
        return field

    def at_risk(self, changes: Iterable[tuple[Role, Change]]) -> tuple[str, ...]:
        """The columns of fields that stand on several continuous scales.

        Raises `NotReducible` for bins that leave values of such a field outside.
        """
        columns: dict[str, set[str]] = {}
        for role, change in changes:
            if role.field is not None and role.channel in _SCALED and role.type in ("quantitative", "temporal"):
                columns.setdefault(role.field, set()).add(str(change.words.get("field", role.field)))
        shared = {field: names for field, names in columns.items() if len(names) > 1}
        for dimension in self.dimensions.values():
            if dimension.field in shared and dimension.bin is not None and "extent" in dimension.bin:
                outside = f"values of {dimension.field!r} may lie outside of its bins"
                raise NotReducible(f"{outside}, and it has another role")
        return tuple(name for names in shared.values() for name in sorted(names))


def _word(bin: object, unit: object) -> str:
    return "bin" if bin is not None else "unit" if unit is not None else "value"

"""What a filter says of its fields: takes a predicate or expression, gives the alternatives that it lets through.

Parts that tell nothing certain (selections, functions, comparisons of two fields) are left out; an alternative says so.
Source: https://vega.github.io/vega-lite/docs/predicate.html (Vega-Lite 6); ECMA-262 for comparisons.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from chartkit.check.charts.constants import constant_of
from chartkit.check.charts.ranges import Range, kind_of
from chartkit.check.rows.javascript import UNDEFINED, truth
from chartkit.expressions import Expression, ExpressionError, parse
from chartkit.expressions.reading import field_of
from chartkit.expressions.syntax import Binary, Logical
from chartkit.schema.json_types import is_list, is_object

_MOST = 16
"""More alternatives than these are not followed."""
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "===": "==="}
_KEYS = {"lt": "<", "lte": "<=", "gt": ">", "gte": ">=", "equal": "==="}


class Alternative(NamedTuple):
    """One way through a filter: the ranges of its fields; `is_whole` where the filter asks for nothing else."""

    ranges: Mapping[str, Range]
    is_whole: bool = True

    def met(self, other: Alternative) -> Alternative:
        """Both at once."""
        ranges = dict(self.ranges)
        for field, own in other.ranges.items():
            ranges[field] = ranges[field].met(own) if field in ranges else own
        return Alternative(ranges, self.is_whole and other.is_whole)

    @property
    def empty(self) -> str | None:
        """The first field that can have no value here."""
        return next((field for field, own in self.ranges.items() if own.is_empty), None)


ANY = Alternative({})
UNKNOWN = Alternative({}, is_whole=False)


def alternatives_of(predicate: Any) -> tuple[Alternative, ...]:
    """The ways through a filter; none where it is false by itself. A row takes at least one, or is filtered out."""
    if isinstance(predicate, str):
        try:
            return _of_tree(parse(predicate))
        except ExpressionError:
            return (UNKNOWN,)
    if not is_object(predicate):
        return (UNKNOWN,)
    if is_list(predicate.get("and")):
        found: tuple[Alternative, ...] = (ANY,)
        for part in predicate["and"]:
            found = _both(found, alternatives_of(part))
        return found
    if is_list(predicate.get("or")):
        return _some([way for part in predicate["or"] for way in alternatives_of(part)])
    if "field" in predicate and isinstance(predicate["field"], str):
        return (_of_field(predicate),)
    return (UNKNOWN,)


def _of_field(predicate: Mapping[str, Any]) -> Alternative:
    field = predicate["field"]
    if "timeUnit" in predicate:
        unit = predicate["timeUnit"]
        field = f"{unit if isinstance(unit, str) else sorted(unit.items())} of {field}"
    if is_list(predicate.get("oneOf")):
        return _listed(field, predicate["oneOf"])
    if is_list(bounds := predicate.get("range")) and len(bounds) == 2:
        low, high = (
            Alternative({}) if end is None else _compared(field, sign, end)
            for sign, end in zip((">=", "<="), bounds, strict=True)
        )
        return low.met(high)
    found = ANY
    keys = [key for key in _KEYS if key in predicate]
    for key in keys:
        found = found.met(_compared(field, _KEYS[key], predicate[key]))
    return found if keys else UNKNOWN


def _of_tree(tree: Expression) -> tuple[Alternative, ...]:
    constant = constant_of(tree)
    if constant is not UNDEFINED:
        return (ANY,) if truth(constant) else ()
    if isinstance(tree, Logical):
        left, right = _of_tree(tree.left), _of_tree(tree.right)
        return _both(left, right) if tree.operator == "&&" else _some([*left, *right])
    if isinstance(tree, Binary) and tree.operator in _MIRRORED:
        for field, value, operator in (
            (field_of(tree.left), tree.right, tree.operator),
            (field_of(tree.right), tree.left, _MIRRORED[tree.operator]),
        ):
            bound = constant_of(value)
            if field is not None and bound is not UNDEFINED:
                return (_compared(field, operator, bound),)
    return (UNKNOWN,)


def _compared(field: str, operator: str, value: Any) -> Alternative:
    kind = kind_of(value)
    if operator in ("==", "==="):
        is_exact = bool(kind) and (operator == "===" or kind == "text")
        return _listed(field, [value]) if is_exact or kind == "number" else UNKNOWN
    if kind not in ("number", "text"):
        return UNKNOWN
    is_open = operator in ("<", ">")
    if operator[0] == ">":
        return Alternative({field: Range(low=value, is_low_open=is_open)})
    return Alternative({field: Range(high=value, is_high_open=is_open)})


def _listed(field: str, values: list[Any]) -> Alternative:
    if not all(map(kind_of, values)):
        return UNKNOWN
    return Alternative({field: Range(values=frozenset((kind_of(value), value) for value in values))})


def _both(left: tuple[Alternative, ...], right: tuple[Alternative, ...]) -> tuple[Alternative, ...]:
    if len(left) * len(right) > _MOST:
        return (UNKNOWN,)
    return tuple(met for one in left for other in right if (met := one.met(other)).empty is None)


def _some(ways: list[Alternative]) -> tuple[Alternative, ...]:
    return tuple(ways) if len(ways) <= _MOST else (UNKNOWN,)

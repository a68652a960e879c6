"""Whether a filter of Vega-Lite keeps a row: takes the predicate as it is written, gives a test of rows.

Source: https://vega.github.io/vega-lite/docs/predicate.html (Vega-Lite 6)
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from chartkit.check.rows.evaluation import Names, Row, evaluate
from chartkit.check.rows.javascript import (
    UNDEFINED,
    CannotTell,
    Moment,
    is_less,
    is_same,
    is_valid,
    number,
    truth,
)
from chartkit.expressions import ExpressionError, parse
from chartkit.schema.json_types import is_list, is_object

Test = Callable[[Row], bool]


def test_of(predicate: Any, names: Names) -> Test:
    """The test. Raises `CannotTell`, here or at a row, for what the reader chooses and for times."""
    if isinstance(predicate, str):
        return _expression_test(predicate, names)
    if not is_object(predicate):
        raise CannotTell
    for operation, combined in (("and", all), ("or", any)):
        if operation in predicate:
            tests = [test_of(part, names) for part in predicate[operation]]
            return lambda row: combined(test(row) for test in tests)
    if "not" in predicate:
        test = test_of(predicate["not"], names)
        return lambda row: not test(row)
    if "field" not in predicate or "timeUnit" in predicate:
        raise CannotTell
    return _field_test(predicate)


def _expression_test(predicate: str, names: Names) -> Test:
    try:
        tree = parse(predicate)
    except ExpressionError:
        raise CannotTell from None
    return lambda row: truth(evaluate(tree, row, names))


def _field_test(predicate: Mapping[str, Any]) -> Test:
    field = predicate["field"]
    if not isinstance(field, str):
        raise CannotTell
    for key, compare in _COMPARISONS.items():
        if key in predicate:
            wanted = _constant(predicate[key])
            return lambda row: compare(_alike(_value(row, field), wanted), wanted)
    if "oneOf" in predicate:
        choices = [_constant(choice) for choice in predicate["oneOf"]]
        return lambda row: any(is_same(_alike(_value(row, field), choice), choice) for choice in choices)
    if "valid" in predicate:
        return lambda row: _is_plottable(_value(row, field)) == bool(predicate["valid"])
    return _range_test(field, predicate.get("range"))


def _range_test(field: str, bounds: Any) -> Test:
    if not is_list(bounds) or len(bounds) != 2:
        raise CannotTell
    low, high = (None if bound is None else _constant(bound) for bound in bounds)

    def test(row: Row) -> bool:
        value = _alike(_value(row, field), high if low is None else low)
        above = low is None or is_less(low, value, True)
        return above and (high is None or is_less(value, high, True))

    return test


def _constant(value: Any) -> Any:
    if isinstance(value, str | int | float | bool) or value is None:
        return value
    raise CannotTell


def _value(row: Row, field: str) -> Any:
    if field not in row and any(sign in field for sign in ".[\\"):
        raise CannotTell
    return row.get(field, UNDEFINED)


def _alike(value: Any, wanted: Any) -> Any:
    """The value, which Vega-Lite first reads as what it is compared with. Raises `CannotTell` where that changes it."""
    if is_valid(value) and wanted is not None and isinstance(value, str) != isinstance(wanted, str):
        raise CannotTell
    return value


def _is_plottable(value: Any) -> bool:
    return is_valid(value) and (isinstance(value, Moment) or math.isfinite(number(value)))


_COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "equal": is_same,
    "lt": lambda value, bound: is_less(value, bound, False),
    "lte": lambda value, bound: is_less(value, bound, True),
    "gt": lambda value, bound: is_less(bound, value, False),
    "gte": lambda value, bound: is_less(bound, value, True),
}

"""Vega-Lite's predicates as Vega's expressions: takes a predicate object, gives the text that Vega-Lite makes of it.

Source: https://vega.github.io/vega-lite/docs/predicate.html (Vega-Lite 6), whose compiled filters these are.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal, cast

from chartkit.compiler.reductions.javascript_dates import utc_milliseconds
from chartkit.compiler.reductions.reduction import NotReducible

if TYPE_CHECKING:
    from chartkit.data.frame import FrameKind

_SIGNS = {"equal": "===", "lt": "<", "lte": "<=", "gt": ">", "gte": ">="}
_SHOWN = {"equal": "=", "lt": "<", "lte": "≤", "gt": ">", "gte": "≥"}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME_KEYS = frozenset("year quarter month date hours minutes seconds milliseconds utc".split())


def predicate_expression(predicate: Any, kinds: Mapping[str, FrameKind]) -> str:
    """The expression that is true where the predicate holds, over columns of the given kinds.

    Raises `NotReducible` where Vega-Lite would first turn the column into another kind, for selections, and for what
    depends on the viewer's time zone.
    """
    if isinstance(predicate, str):
        return predicate
    for operation, sign in (("and", " && "), ("or", " || ")):
        if operation in predicate:
            parts = [f"({predicate_expression(part, kinds)})" for part in predicate[operation]]
            return sign.join(parts) or ("true" if operation == "and" else "false")
    if "not" in predicate:
        return f"!({predicate_expression(predicate['not'], kinds)})"
    if "param" in predicate:
        raise NotReducible(f"the selection {predicate['param']!r} filters it first")
    return _field_expression(predicate, kinds)


def read_as_text(predicate: Any) -> tuple[str, ...]:
    """The fields that Vega-Lite reads as text before it filters, in which "" becomes null."""
    return tuple(dict.fromkeys(part["field"] for part in _fields(predicate) if _read_as(part) == "text"))


def words(predicate: Any) -> str:
    """The predicate in one line, for people.

    >>> words({"not": {"field": "loss", "lt": 5}})
    'not (loss < 5)'
    """
    if isinstance(predicate, str):
        return predicate
    for operation in ("and", "or"):
        if operation in predicate:
            return f" {operation} ".join(f"({words(part)})" for part in predicate[operation])
    if "not" in predicate:
        return f"not ({words(predicate['not'])})"
    if "param" in predicate:
        return f"by the selection {predicate['param']}"
    for key, sign in _SHOWN.items():
        if key in predicate:
            return f"{predicate['field']} {sign} {_written(predicate[key])}"
    key = next(key for key in ("range", "oneOf", "valid") if key in predicate)
    return f"{predicate['field']} {'one of' if key == 'oneOf' else key} {_written(predicate[key])}"


def _field_expression(predicate: Mapping[str, Any], kinds: Mapping[str, FrameKind]) -> str:
    name: str = predicate["field"]
    if "timeUnit" in predicate:
        raise NotReducible("Vega-Lite compares time units in the viewer's time zone")
    if name not in kinds and any(sign in name for sign in ".[]\\"):
        raise NotReducible(f"it reads inside the values of {name!r}")
    _require_kind(name, kinds.get(name), _read_as(predicate))
    field = f"datum[{_literal(name)}]"
    for key, sign in _SIGNS.items():
        if key in predicate:
            return f"{field} {sign} {_literal(predicate[key])}"
    if "oneOf" in predicate:
        return f"indexof([{', '.join(map(_literal, predicate['oneOf']))}], {field}) !== -1"
    if "valid" in predicate:
        return _valid(field, kinds.get(name), bool(predicate["valid"]))
    return _range(field, predicate["range"])


def _require_kind(name: str, kind: FrameKind | None, read: str | None) -> None:
    """Refuses a column that Vega-Lite would read as another kind than it has: all that follows would change."""
    if kind is None or read is None or kind == read or (kind, read) == ("number", "time"):
        return
    raise NotReducible(f"Vega-Lite would turn the {kind} in {name!r} into {read} first")


def _read_as(predicate: Mapping[str, Any]) -> Literal["number", "text", "time"] | None:
    """What Vega-Lite reads the field as before it compares: told by the first comparand that JavaScript finds true."""
    values = [predicate[key] for key in ("equal", "lte", "lt", "gt", "gte") if key in predicate]
    if isinstance(predicate.get("range"), list):
        values = predicate["range"][:1]
    value = next(iter([*values, *predicate.get("oneOf", [])[:1]]), None)
    if isinstance(value, dict):
        return None if "expr" in value or "signal" in value else "time"
    if not value or isinstance(value, bool):
        return None
    return "text" if isinstance(value, str) else "number"


def _valid(field: str, kind: FrameKind | None, is_valid: bool) -> str:
    """`isValid(x) && isFinite(+x)`; a text is judged by the number it stands for."""
    if kind == "text":
        raise NotReducible("it asks which texts are numbers")
    test = {"number": f"isValid({field}) && isFinite(+{field})"}.get(str(kind), f"isValid({field})")
    return test if is_valid else f"!({test})"


def _range(field: str, bounds: Any) -> str:
    if not isinstance(bounds, list):
        raise NotReducible("the range waits for a param")
    low, high = cast("list[Any]", bounds)
    if low is not None and high is not None:
        return f"inrange({field}, [{_literal(low)}, {_literal(high)}])"
    parts = ([f"{field} >= {_literal(low)}"] if low is not None else []) + (
        [f"{field} <= {_literal(high)}"] if high is not None else []
    )
    return " && ".join(parts) or "true"


def _literal(value: Any) -> str:
    """A comparand as an expression; a time as its milliseconds."""
    if not isinstance(value, dict):
        return json.dumps(value)
    entries = cast("dict[str, Any]", value)
    if "expr" in entries or "signal" in entries:
        return f"({entries.get('expr', entries.get('signal'))})"
    return repr(_milliseconds(entries))


def _milliseconds(time: Mapping[str, Any]) -> float:
    if not time.get("utc"):
        raise NotReducible("a time without `utc: true` is of the viewer's time zone")
    if unknown := time.keys() - _TIME_KEYS:
        raise NotReducible(f"a time with {sorted(unknown)[0]!r} is worked out in the browser")
    clock = [time.get(key, 0) for key in ("hours", "minutes", "seconds", "milliseconds")]
    parts = [time.get("year", 2012), _month(time), time.get("date", 1), *clock]
    try:
        return utc_milliseconds([float(part) for part in parts])
    except (TypeError, ValueError):
        raise NotReducible("a time whose parts are not whole, or out of the years 1 to 9999") from None


def _month(time: Mapping[str, Any]) -> float:
    """The month, counted from 0."""
    month, quarter = time.get("month"), time.get("quarter")
    if isinstance(month, str):
        if month[:3].lower() not in _MONTHS:
            raise NotReducible(f"{month!r} is no month")
        return float(_MONTHS.index(month[:3].lower()))
    if month is not None:
        return float(month) - 1.0
    return (float(quarter) - 1.0) * 3.0 if quarter is not None else 0.0


def _fields(predicate: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(predicate, str):
        return
    for part in [
        *predicate.get("and", ()),
        *predicate.get("or", ()),
        *([predicate["not"]] if "not" in predicate else ()),
    ]:
        yield from _fields(part)
    if "field" in predicate:
        yield predicate


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)

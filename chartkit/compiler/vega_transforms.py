"""One transform of Vega as those of Vega-Lite that do the same: takes its definition, gives definitions, or a reason.

Only constants pass: what takes a signal, an expression for a parameter, or writes a signal, is the browser's.

Source: Vega 6, the pages of the transforms; Vega-Lite 6.4, "Transform", whose transforms compile to Vega's
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from chartkit.schema.json_types import is_list, is_object

Transform = dict[str, Any]

_UNITS = ("year", "quarter", "month", "week", "day", "dayofyear", "date", "hours", "minutes", "seconds", "milliseconds")
_OPS = frozenset(
    """count valid missing distinct sum product mean average variance variancep stdev stdevp stderr median q1 q3 ci0 ci1
    min max argmin argmax""".split()
)
_MAXBINS = 20


class NotVegaLite(Exception):
    """A transform that Vega-Lite has no words for; the text is the reason."""


def vega_lite_of(transform: Any) -> list[Transform]:
    """The same in Vega-Lite. Raises `NotVegaLite` with the reason.

    >>> vega_lite_of({"type": "aggregate", "groupby": ["a"], "ops": ["sum"], "fields": ["b"], "as": ["c"]})
    [{'aggregate': [{'op': 'sum', 'field': 'b', 'as': 'c'}], 'groupby': ['a']}]
    """
    kind = transform.get("type") if is_object(transform) else None
    if not isinstance(kind, str) or kind not in _READERS:
        raise NotVegaLite(f"Vega's {kind!r} has no counterpart among the reductions")
    keys, reader = _READERS[kind]
    rest = {key: value for key, value in transform.items() if key != "type"}
    for key, value in rest.items():
        if key not in keys:
            raise NotVegaLite(f"{key!r} of {kind} has no counterpart among the reductions")
        if _is_computed(value):
            raise NotVegaLite(f"{key!r} of {kind} is computed in the browser")
    return reader(rest)


def _is_computed(value: Any) -> bool:
    if is_object(value):
        return "signal" in value or "expr" in value or any(map(_is_computed, value.values()))
    return is_list(value) and any(map(_is_computed, value))


def _filter(given: Mapping[str, Any]) -> list[Transform]:
    return [{"filter": given["expr"]}]


def _formula(given: Mapping[str, Any]) -> list[Transform]:
    return [{"calculate": given["expr"], "as": given["as"]}]


def _aggregate(given: Mapping[str, Any]) -> list[Transform]:
    if given.get("cross"):
        raise NotVegaLite("'cross' of aggregate has no counterpart among the reductions")
    return [{"aggregate": _operations(given), "groupby": _fields(given.get("groupby", []))}]


def _joinaggregate(given: Mapping[str, Any]) -> list[Transform]:
    return [{"joinaggregate": _operations(given), "groupby": _fields(given.get("groupby", []))}]


def _operations(given: Mapping[str, Any]) -> list[Transform]:
    """The operations with their fields and names; without fields a count of rows."""
    fields = given.get("fields") or [None]
    ops = given.get("ops") or ["count"]
    if len(ops) != len(fields):
        raise NotVegaLite(f"{len(ops)} operations do not fit {len(fields)} fields")
    found: list[Transform] = []
    for op, field, name in zip(ops, fields, _padded(given.get("as", ()), len(ops)), strict=True):
        if op not in _OPS:
            raise NotVegaLite(f"the operation {op!r} has no counterpart among the reductions")
        read = None if field is None else _field(field)
        given_name = name or (f"{op}_{read}" if read is not None else op)
        found.append({"op": op, **({} if read is None else {"field": read}), "as": given_name})
    return found


def _window(given: Mapping[str, Any]) -> list[Transform]:
    ops = given["ops"]
    columns = (_padded(given.get(key, ()), len(ops)) for key in ("fields", "params", "as"))
    found: list[Transform] = []
    for op, field, param, name in zip(ops, *columns, strict=True):
        read = None if field is None else _field(field)
        values = {"field": read, "param": param, "as": name or (f"{op}_{read}" if read is not None else op)}
        found.append({"op": op, **{key: value for key, value in values.items() if value is not None}})
    kept = {key: given[key] for key in ("frame", "ignorePeers") if key in given}
    sort = {"sort": _sort(given["sort"])} if "sort" in given else {}
    return [{"window": found, **sort, "groupby": _fields(given.get("groupby", [])), **kept}]


def _bin(given: Mapping[str, Any]) -> list[Transform]:
    if "extent" not in given:
        raise NotVegaLite("a bin without an extent cannot be computed")
    if given.get("interval") is False:
        raise NotVegaLite("'interval' of bin has no counterpart among the reductions")
    of_rule = {key: value for key, value in given.items() if key not in ("field", "as", "interval")}
    rule = {"maxbins": _MAXBINS, **of_rule}
    return [{"bin": rule, "field": _field(given["field"]), "as": list(given.get("as", ("bin0", "bin1")))}]


def _timeunit(given: Mapping[str, Any]) -> list[Transform]:
    if given.get("timezone") != "utc":
        raise NotVegaLite("a timeunit in local time depends on who looks; write timezone: utc")
    units = given.get("units")
    if not units:
        raise NotVegaLite("a timeunit without units chooses them in the browser")
    unit = "utc" + "".join(name for name in _UNITS if name in units)
    start, *more = given.get("as", ("unit0", "unit1"))
    words: Any = {"unit": unit, "step": given["step"]} if given.get("step", 1) != 1 else unit
    found: list[Transform] = [{"timeUnit": words, "field": _field(given["field"]), "as": start}]
    end = more[0] if more and given.get("interval") is not False else None
    if end is not None and end != f"{start}_end":
        found.append({"calculate": f'datum["{start}_end"]', "as": end})
    return found


def _fold(given: Mapping[str, Any]) -> list[Transform]:
    return [{"fold": _fields(given["fields"]), "as": list(given.get("as", ("key", "value")))}]


def _stack(given: Mapping[str, Any]) -> list[Transform]:
    if "field" not in given:
        raise NotVegaLite("a stack without a field has no counterpart among the reductions")
    sort = {"sort": _sort(given["sort"])} if "sort" in given else {}
    return [
        {
            "stack": _field(given["field"]),
            "groupby": _fields(given.get("groupby", [])),
            **sort,
            "offset": given.get("offset", "zero"),
            "as": list(given.get("as", ("y0", "y1"))),
        }
    ]


def _flatten(given: Mapping[str, Any]) -> list[Transform]:
    return [{"flatten": _fields(given["fields"]), **({"as": given["as"]} if "as" in given else {})}]


def _pivot(given: Mapping[str, Any]) -> list[Transform]:
    kept = {key: given[key] for key in ("op", "limit") if key in given}
    groupby = _fields(given.get("groupby", []))
    return [{"pivot": _field(given["field"]), "value": _field(given["value"]), "groupby": groupby, **kept}]


def _quantile(given: Mapping[str, Any]) -> list[Transform]:
    kept = {key: given[key] for key in ("probs", "step") if key in given}
    names = list(given.get("as", ("prob", "value")))
    return [{"quantile": _field(given["field"]), "groupby": _fields(given.get("groupby", [])), **kept, "as": names}]


def _field(value: Any) -> str:
    """The name of a field, which Vega also takes as `{field: name}`."""
    name = value.get("field") if is_object(value) else value
    if not isinstance(name, str):
        raise NotVegaLite("a field that is no name has no counterpart among the reductions")
    return name


def _fields(values: Any) -> list[str]:
    return [_field(value) for value in values]


def _sort(sort: Any) -> list[Transform]:
    """A comparator of Vega, `{field, order}` of one field or lists, as a list of sort fields."""
    names = _fields(_listed(sort, "field"))
    ways = _padded(_listed(sort, "order"), len(names))
    return [{"field": name, "order": way or "ascending"} for name, way in zip(names, ways, strict=True)]


def _listed(given: Any, key: str) -> list[Any]:
    value: Any = given.get(key, ()) if is_object(given) else ()
    return [*value] if is_list(value) else [value]


def _padded(values: Collection[Any], n: int) -> list[Any]:
    """The first `n` values, None for those that are not there."""
    return [*values, *[None] * (n - len(values))][:n]


_READERS: dict[str, tuple[frozenset[str], Callable[[Mapping[str, Any]], list[Transform]]]] = {
    "filter": (frozenset(["expr"]), _filter),
    "formula": (frozenset(["expr", "as", "initonly"]), _formula),
    "aggregate": (frozenset(["groupby", "fields", "ops", "as", "cross", "drop"]), _aggregate),
    "joinaggregate": (frozenset(["groupby", "fields", "ops", "as"]), _joinaggregate),
    "window": (
        frozenset(["sort", "groupby", "ops", "fields", "params", "as", "frame", "ignorePeers"]),
        _window,
    ),
    "bin": (
        frozenset(
            """field extent maxbins base step steps minstep divide nice anchor as interval""".split(),
        ),
        _bin,
    ),
    "timeunit": (frozenset(["field", "units", "step", "timezone", "as", "interval"]), _timeunit),
    "fold": (frozenset(["fields", "as"]), _fold),
    "stack": (frozenset(["field", "groupby", "sort", "offset", "as"]), _stack),
    "flatten": (frozenset(["fields", "as"]), _flatten),
    "pivot": (frozenset(["field", "value", "groupby", "op", "limit"]), _pivot),
    "quantile": (frozenset(["field", "groupby", "probs", "step", "as"]), _quantile),
}
"""For each transform of Vega the keys that have a counterpart, and what writes it."""

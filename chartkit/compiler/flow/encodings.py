"""What a view's encoding, mark and selections read: takes a view, gives every field and row expression with its place.

A repeat's field counts once for each field that it repeats. Expressions of axes, legends and headers are not listed:
their `datum` is a tick or an entry, no row.
Source: Vega-Lite 6.4, the pages "Encoding", "Condition", "Sort" and "Selection".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from chartkit.compiler.views import View
from chartkit.diagnostics import JsonPath
from chartkit.expressions import Reads
from chartkit.presets.transforms import Use, reads_of_uses, uses_of_predicate
from chartkit.schema.json_types import is_list, is_object

Fields = Callable[[Any], tuple[str, ...]]
"""The fields that a `field` may name in a view."""


def reads_of_encoding(view: View) -> Reads:
    """What the view's own drawing reads of its rows, after all transforms. Raises `ExpressionError`.

    A tooltip with the content `data` reads the row as a whole.
    """
    uses = [use for _, use in (*uses_of_encoding(view), *uses_of_mark(view), *uses_of_selections(view))]
    found = reads_of_uses(uses)
    return found._replace(is_whole_row=True) if shows_rows(view) else found


def uses_of_encoding(view: View) -> Iterator[tuple[str, Use]]:
    """Each channel with a use of it; paths start at the spec's root."""
    for channel, (path, definition) in view.encoding.items():
        for use in uses_of_channel(definition, path, view.fields):
            yield channel, use
    facet = view.spec.get("facet") if view.kind == "facet" else None
    if is_object(facet):
        for use in uses_of_facet(facet, (*view.path, "facet"), view.fields):
            yield "facet", use


def uses_of_facet(facet: dict[str, Any], path: JsonPath, fields: Fields) -> Iterator[Use]:
    """What a facet operator splits and sorts by."""
    if "field" in facet:
        yield from uses_of_channel(facet, path, fields)
        return
    for key in ("row", "column"):
        yield from uses_of_channel(facet.get(key), (*path, key), fields)


def uses_of_channel(definition: Any, path: JsonPath, fields: Fields) -> Iterator[Use]:
    """What one channel reads: its field, what it sorts, ranges and aggregates by, its conditions and values."""
    if is_list(definition):
        for index, item in enumerate(definition):
            yield from uses_of_channel(item, (*path, index), fields)
        return
    if not is_object(definition):
        return
    yield from _named(definition, path, fields)
    aggregate = definition.get("aggregate")
    if is_object(aggregate):
        for op in ("argmin", "argmax"):
            if isinstance(aggregate.get(op), str):
                yield Use((*path, "aggregate", op), "field", aggregate[op])
    if is_object(sort := definition.get("sort")):
        yield from _named(sort, (*path, "sort"), fields)
    if is_object(scale := definition.get("scale")) and is_object(ranged := scale.get("range")):
        yield from _named(ranged, (*path, "scale", "range"), fields)
    yield from uses_of_values(definition.get("value"), (*path, "value"))
    yield from _conditions(definition.get("condition"), (*path, "condition"), fields)


def _named(entries: dict[str, Any], path: JsonPath, fields: Fields) -> Iterator[Use]:
    if "field" in entries:
        for field in fields(entries["field"]):
            if field not in ("", "*"):
                yield Use((*path, "field"), "field", field)


def _conditions(condition: Any, path: JsonPath, fields: Fields) -> Iterator[Use]:
    if is_list(condition):
        for index, item in enumerate(condition):
            yield from _conditions(item, (*path, index), fields)
    elif is_object(condition):
        yield from uses_of_predicate(condition.get("test"), (*path, "test"))
        yield from uses_of_channel(condition, path, fields)


def uses_of_mark(view: View) -> Iterator[tuple[str, Use]]:
    """The row expressions in the properties of a unit's mark."""
    mark = view.spec.get("mark")
    if is_object(mark):
        for use in uses_of_values(mark, (*view.path, "mark")):
            yield "mark", use


def uses_of_values(value: Any, path: JsonPath) -> Iterator[Use]:
    """Every `{expr: …}` at or below `value`, which is computed once for each row."""
    if is_list(value):
        for index, item in enumerate(value):
            yield from uses_of_values(item, (*path, index))
    elif is_object(value):
        for key, item in value.items():
            if isinstance(item, str):
                if key in ("expr", "signal"):
                    yield Use((*path, key), "expression", item)
            elif item.__class__ in (dict, list):
                yield from uses_of_values(item, (*path, key))


def uses_of_selections(view: View) -> Iterator[tuple[str, Use]]:
    """The fields by which the view's own selections tell rows apart; keys of their first values, too."""
    for index, param in enumerate(view.spec.get("params") or ()):
        select = param.get("select") if is_object(param) else None
        if not is_object(select):
            continue
        path = (*view.path, "params", index)
        fields: Any = select.get("fields")
        for place, field in enumerate(fields if is_list(fields) else ()):
            if isinstance(field, str):
                yield "params", Use((*path, "select", "fields", place), "field", field)


def shows_rows(view: View) -> bool:
    """Whether its tooltip shows rows whole, by its mark or by the spec's config."""
    root = view
    while root.parent is not None:
        root = root.parent
    config = root.spec.get("config")
    marks = [view.spec.get("mark"), *(config.values() if is_object(config) else ())]
    return any(is_object(mark) and _is_whole(mark.get("tooltip")) for mark in marks)


def _is_whole(tooltip: Any) -> bool:
    return is_object(tooltip) and tooltip.get("content") == "data"

"""The flow of a raw Vega spec: takes its datasets, scales and marks, gives a fault for every name nothing provides.

Scopes nest as group marks do: each sees the datasets and scales around it. Datasets that a signal changes, rows of a
url and items of other marks are open: nothing is claimed about their fields.
Source: Vega 6, the pages "Data", "Scales" and "Marks", and its parser's src/parsers.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from chartkit.compiler.flow.columns import Columns, columns_of_rows
from chartkit.compiler.flow.fault import FlowFault
from chartkit.compiler.flow.vega_lite import missing
from chartkit.diagnostics import JsonPath
from chartkit.presets.transforms import Use, columns_after, fields_at
from chartkit.presets.vega_transforms import makes_of_vega_transform, uses_of_vega_transform
from chartkit.schema import hint
from chartkit.schema.json_types import is_list, is_object

_LEGEND_SCALES = ("size", "shape", "fill", "stroke", "opacity", "strokeDash", "strokeWidth")


class Scope:
    """What a group of marks sees: datasets with their columns, scales, and the columns of the group's own row."""

    def __init__(self, outer: Scope | None = None, parent: Columns = frozenset()) -> None:
        self.data: dict[str, Columns] = dict(outer.data) if outer else {}
        self.scales: set[str] = set(outer.scales) if outer else set()
        self.parent = parent


def vega_faults(spec: dict[str, Any], tables: Mapping[str, Collection[str]]) -> list[FlowFault]:
    """A fault for every field, dataset and scale of a raw Vega spec that nothing provides. O(size of the spec)."""
    return list(dict.fromkeys(_group(spec, (), Scope(), tables)))


def _group(
    spec: dict[str, Any], path: JsonPath, scope: Scope, tables: Mapping[str, Collection[str]]
) -> Iterator[FlowFault]:
    for at, dataset in _objects(spec, path, "data"):
        yield from _dataset(dataset, at, scope, tables)
    for _, mark in _objects(spec, path, "marks"):
        if isinstance(mark.get("name"), str):
            scope.data.setdefault(mark["name"], None)
    for at, scale in _objects(spec, path, "scales"):
        scope.scales.add(str(scale.get("name")))
        for key in ("domain", "range"):
            yield from _scale_data(scale.get(key), (*at, key), scope)
    for key in ("axes", "legends"):
        for at, guide in _objects(spec, path, key):
            for name in ("scale",) if key == "axes" else _LEGEND_SCALES:
                yield from _scale_name(guide.get(name), (*at, name), scope)
    for at, mark in _objects(spec, path, "marks"):
        yield from _mark(mark, at, scope, tables)


def _objects(spec: dict[str, Any], path: JsonPath, key: str) -> Iterator[tuple[JsonPath, dict[str, Any]]]:
    items = spec.get(key)
    for index, item in enumerate(items if is_list(items) else ()):
        if is_object(item):
            yield (*path, key, index), item


def _dataset(
    dataset: dict[str, Any], path: JsonPath, scope: Scope, tables: Mapping[str, Collection[str]]
) -> Iterator[FlowFault]:
    """The faults of one dataset; its scope knows its columns afterwards."""
    source = dataset.get("source")
    names = [source] if isinstance(source, str) else source if is_list(source) else []
    for index, name in enumerate(names):
        place = (*path, "source") if isinstance(source, str) else (*path, "source", index)
        yield from _dataset_name(name, place, scope)
    columns = _start(dataset, names, scope, tables)
    for at, transform in _objects(dataset, path, "transform"):
        yield from _faults(uses_of_vega_transform(transform), at, columns)
        yield from _looked_up(transform, at, scope)
        columns = columns_after(makes_of_vega_transform(transform), columns)
    scope.data[str(dataset.get("name"))] = columns


def _start(dataset: dict[str, Any], names: list[Any], scope: Scope, tables: Mapping[str, Collection[str]]) -> Columns:
    """The columns of a dataset before its transforms."""
    name, format = str(dataset.get("name")), dataset.get("format")
    if "on" in dataset or "url" in dataset:
        return None
    if names:
        known = [scope.data.get(name) for name in names]
        return None if None in known else frozenset[str]().union(*(columns for columns in known if columns))
    if "values" in dataset:
        is_document = is_object(format) and bool(format.get("property") or format.get("feature"))
        return None if is_document else columns_of_rows(dataset["values"])
    return frozenset(tables[name]) if name in tables else None


def _looked_up(transform: dict[str, Any], path: JsonPath, scope: Scope) -> Iterator[FlowFault]:
    """The dataset, key and values of a lookup's second source."""
    if transform.get("type") != "lookup":
        return
    source = transform.get("from")
    yield from _dataset_name(source, (*path, "from"), scope)
    columns = scope.data.get(source) if isinstance(source, str) else None
    for place in (("key",), ("values", "*")):
        yield from _faults(fields_at(transform, place), path, columns)


def _scale_data(value: Any, path: JsonPath, scope: Scope) -> Iterator[FlowFault]:
    """The datasets and fields that a scale's domain or range comes from."""
    if not is_object(value):
        return
    yield from _dataset_name(value.get("data"), (*path, "data"), scope)
    columns = scope.data.get(value["data"]) if isinstance(value.get("data"), str) else None
    for place in (("field",), ("fields", "*")):
        yield from _faults(fields_at(value, place), path, columns)
    for at, part in _objects(value, path, "fields"):
        yield from _scale_data(part, at, scope)


def _mark(
    mark: dict[str, Any], path: JsonPath, scope: Scope, tables: Mapping[str, Collection[str]]
) -> Iterator[FlowFault]:
    source = mark.get("from")
    rows: Columns = frozenset()
    inner = Scope(scope)
    if is_object(source):
        yield from _dataset_name(source.get("data"), (*path, "from", "data"), scope)
        rows = scope.data.get(str(source.get("data")))
        if is_object(facet := source.get("facet")):
            yield from _dataset_name(facet.get("data"), (*path, "from", "facet", "data"), scope)
            columns = scope.data.get(str(facet.get("data")))
            yield from _faults(_facet_uses(facet), (*path, "from", "facet"), columns)
            inner.data[str(facet.get("name"))] = None if "field" in facet else columns
            rows = columns if "field" in facet else rows if "data" in source else _facet_row(facet)
    rows = None if "on" in mark else rows
    inner.parent = rows
    yield from _encoded(mark.get("encode"), (*path, "encode"), scope, rows)
    if mark.get("type") == "group":
        yield from _group(mark, path, inner, tables)


def _facet_uses(facet: dict[str, Any]) -> Iterator[Use]:
    for place in (("field",), ("groupby",), ("groupby", "*"), ("aggregate", "fields", "*")):
        yield from fields_at(facet, place)


def _facet_row(facet: dict[str, Any]) -> Columns:
    """The row of each group: what it groups by, and its aggregates."""
    aggregate = facet.get("aggregate")
    entries: dict[str, Any] = aggregate if is_object(aggregate) else {}
    return columns_after(
        makes_of_vega_transform({**entries, "type": "aggregate", "groupby": facet.get("groupby")}), frozenset()
    )


def _encoded(value: Any, path: JsonPath, scope: Scope, rows: Columns) -> Iterator[FlowFault]:
    """The faults of an encode block: its fields of the row and of the group's row, row expressions, and scales."""
    if is_list(value):
        for index, item in enumerate(value):
            yield from _encoded(item, (*path, index), scope, rows)
    elif is_object(value):
        for key, item in value.items():
            at = (*path, key)
            if key == "field":
                yield from _encoded_field(item, at, scope, rows)
            elif key == "scale" and isinstance(item, str):
                yield from _scale_name(item, at, scope)
            elif key in ("signal", "test") and isinstance(item, str):
                yield from _faults([Use((), "expression", item)], at, rows)
            elif key != "value":
                yield from _encoded(item, at, scope, rows)


def _encoded_field(field: Any, path: JsonPath, scope: Scope, rows: Columns) -> Iterator[FlowFault]:
    """The field of an entry: of the row, by `datum` of the row, by `parent` of the group's row; any other is open."""
    if is_object(field):
        yield from _faults(fields_at(field, ("datum",)), path, rows)
        if field.get("level", 1) == 1:
            yield from _faults(fields_at(field, ("parent",)), path, scope.parent)
    else:
        yield from _faults(fields_at(field, ()), path, rows)


def _faults(uses: Any, path: JsonPath, columns: Columns) -> Iterator[FlowFault]:
    if columns is None:
        return
    for use in uses:
        for field in missing(use, columns):
            message = f"nothing provides the field {field!r}: neither the data nor a transform before it."
            help = hint(field, sorted(columns), "fields") or "there are no fields here"
            yield FlowFault("CK311", (*path, *use.path), message, help, name=field)


def _dataset_name(name: Any, path: JsonPath, scope: Scope) -> Iterator[FlowFault]:
    if isinstance(name, str) and name not in scope.data:
        yield FlowFault("CK315", path, f"no dataset is called {name!r} here.", hint(name, scope.data, "datasets"))


def _scale_name(name: Any, path: JsonPath, scope: Scope) -> Iterator[FlowFault]:
    if isinstance(name, str) and name not in scope.scales:
        yield FlowFault("CK316", path, f"no scale is called {name!r} here.", hint(name, scope.scales, "scales"))

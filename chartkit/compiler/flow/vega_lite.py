"""The flow of a Vega-Lite spec: takes its views and the tables' columns, gives a fault for each field nothing provides.

Columns are followed from each view's source through the chain of transforms; what Vega-Lite itself makes of an encoding
counts as provided. Where the data decides what columns there are, nothing is claimed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, cast

from chartkit.compiler.flow.columns import Columns, columns_of_source, provides, roots
from chartkit.compiler.flow.encodings import uses_of_encoding, uses_of_mark, uses_of_selections
from chartkit.compiler.flow.fault import FlowFault
from chartkit.compiler.flow.made_names import made_names
from chartkit.compiler.flow.optional import optional_fields
from chartkit.compiler.views import View, views_of
from chartkit.diagnostics import JsonPath
from chartkit.expressions import ExpressionError, reads
from chartkit.presets.transforms import Use, columns_after, makes_of_transform, uses_of_transform, word_of
from chartkit.schema import hint
from chartkit.schema.json_types import is_list, is_object

Tables = Mapping[str, Collection[str]]
Chain = tuple[tuple[JsonPath, dict[str, Any]], ...]


def field_faults(spec: dict[str, Any], tables: Tables) -> list[FlowFault]:
    """A fault for every use of a field that neither a table nor a transform before it provides. O(size of the spec)."""
    views = views_of(spec)
    stream = _Stream(views, tables, _named_sources(spec, views))
    found: dict[tuple[JsonPath, str], FlowFault] = {}
    for view in views:
        for fault in (*stream.transform_faults(view), *stream.view_faults(view)):
            found.setdefault((fault.path, fault.message), fault)
    return list(found.values())


def _named_sources(spec: dict[str, Any], views: tuple[View, ...]) -> dict[str, dict[str, Any]]:
    """The data objects that give a name its rows: those under `datasets`, and those with a name beside their rows."""
    datasets = spec.get("datasets")
    named = {name: {"values": rows} for name, rows in datasets.items()} if is_object(datasets) else {}
    for view in views:
        if view.source and view.data is None and isinstance(view.source.get("name"), str):
            named.setdefault(view.source["name"], view.source)
    return named


class _Stream:
    """The columns at the end of each view's chain, by the view's path."""

    def __init__(self, views: tuple[View, ...], tables: Tables, named: dict[str, dict[str, Any]]) -> None:
        self.views = views
        self.tables = tables
        self.named = named
        self.ends: dict[JsonPath, Columns] = {}

    def start(self, view: View) -> Columns:
        if view.parent is not None and "data" not in view.spec:
            return self.ends[view.parent.path]
        return None if view.source is None else columns_of_source(view.source, self.tables, self.named)

    def transform_faults(self, view: View) -> Iterator[FlowFault]:
        """The faults of the view's own transforms; `ends` knows its columns afterwards."""
        columns = self.start(view)
        own = len(view.path) + 2
        for path, transform in view.transforms:
            if len(path) != own or path[: len(view.path)] != view.path:
                continue
            for use in uses_of_transform(transform):
                for field in missing(use, columns):
                    if not provides(made_names(view.parent), field) and not self.is_binned_before(view, field):
                        yield self.fault((*path, *use.path), field, columns, view)
            yield from self.lookup_faults(path, transform)
            columns = columns_after(makes_of_transform(transform), columns)
        self.ends[view.path] = columns

    def is_binned_before(self, view: View, field: str) -> bool:
        """Whether Vega-Lite makes the field before the transforms: bins of a unit in a layer are."""
        return view.parent is not None and view.parent.kind == "layer" and provides(made_names(view), field)

    def lookup_faults(self, path: JsonPath, transform: Mapping[str, Any]) -> Iterator[FlowFault]:
        """The key and fields that a lookup takes from its second source."""
        source = transform.get("from") if "lookup" in transform else None
        data = source.get("data") if is_object(source) else None
        if not is_object(source) or not is_object(data):
            return
        columns = columns_of_source(data, self.tables, self.named)
        fields: Any = source.get("fields")
        taken = [(("key",), source.get("key"))]
        taken += [(("fields", index), field) for index, field in enumerate(fields if is_list(fields) else ())]
        for place, field in taken:
            if columns is not None and isinstance(field, str) and not provides(columns, field):
                message = f"the data that this lookup searches has no field {field!r}."
                yield FlowFault("CK311", (*path, "from", *place), message, hint(field, sorted(columns), "its fields"))

    def view_faults(self, view: View) -> Iterator[FlowFault]:
        """The faults of the view's encoding, mark and selections."""
        columns = self.ends[view.path]
        if columns is None or view.kind == "layer":
            return
        for part, use in (*uses_of_encoding(view), *uses_of_mark(view), *uses_of_selections(view)):
            for field in missing(use, columns):
                if provides(made_names(view), field) or (view.kind != "unit" and part == "params"):
                    continue
                path = origin(view, part, use.path)
                if path[: len(view.path)] == view.path or not self.is_provided_elsewhere(part, path, field):
                    yield self.fault(path, field, columns, view)

    def is_provided_elsewhere(self, channel: str, path: JsonPath, field: str) -> bool:
        """Whether one of the views that share this part of their encoding has the field."""
        for view in self.views:
            columns = self.ends.get(view.path, frozenset())
            for part, use in uses_of_encoding(view) if view.kind == "unit" else ():
                is_same = part == channel and origin(view, part, use.path) == path
                if is_same and (columns is None or provides(columns, field) or provides(made_names(view), field)):
                    return True
        return False

    def fault(self, path: JsonPath, field: str, columns: Columns, view: View) -> FlowFault:
        before, after = _split(view, path)
        for place, transform in after:
            if provides(makes_of_transform(transform).names, field):
                message = f"the field {field!r} is used before it is made: {_words(place, transform)} below makes it."
                help = "move that transform above this place"
                return FlowFault("CK312", path, message, help, name=field)
        help = hint(roots(field)[0], sorted(columns or ()), "fields") or "there are no fields here"
        for place, transform in self.dropping(view, before, field):
            message = f"{_words(place, transform)} drops the field {field!r}: it leaves what it makes and groups by."
            return FlowFault("CK311", path, message, help, name=field)
        message = f"nothing provides the field {field!r}: neither the data nor a transform before it."
        return FlowFault("CK311", path, message, help, name=field)

    def dropping(self, view: View, chain: Chain, field: str) -> Iterator[tuple[JsonPath, Mapping[str, Any]]]:
        """The transforms of the chain that had the field before them and not after."""
        columns = None if view.source is None else columns_of_source(view.source, self.tables, self.named)
        for place, transform in chain:
            after = columns_after(makes_of_transform(transform), columns)
            if columns is not None and after is not None and provides(columns, field) and not provides(after, field):
                yield place, transform
            columns = after


def _split(view: View, path: JsonPath) -> tuple[Chain, Chain]:
    """The view's transforms before the place of a use, and those after it; one in an encoding comes after all."""
    for index, (place, _) in enumerate(view.transforms):
        if place == path[: len(place)]:
            return view.transforms[:index], view.transforms[index + 1 :]
    return view.transforms, ()


def _words(place: JsonPath, transform: Mapping[str, Any]) -> str:
    """A transform in a sentence: its number in its list, from 1, and its kind."""
    return f"transform {int(place[-1]) + 1} ({word_of(transform)})"


def missing(use: Use, columns: Columns) -> Iterator[str]:
    """The fields of a use that are none of the columns, but for those an expression itself asks about.

    An expression that does not parse is told elsewhere.
    """
    if columns is None:
        return
    if use.kind == "field":
        if not provides(columns, use.text):
            yield use.text
        return
    unknown = [field for field in sorted(fields_of_expression(use.text)) if not provides(columns, field)]
    if unknown:
        optional = optional_fields(use.text, columns)
        yield from (field for field in unknown if field not in optional)


def fields_of_expression(text: str) -> Collection[str]:
    """The fields that a row expression reads by name; nothing for one that does not parse, a fault by itself."""
    try:
        return reads(text).fields
    except ExpressionError:
        return ()


def origin(view: View, part: str, path: JsonPath) -> JsonPath:
    """Where a use of a merged encoding is written: in the view itself, or in the layer whose encoding it shares."""
    at = view.encoding[part][0] if part in view.encoding else path
    rest = path[len(at) :]
    if part not in view.encoding or path[: len(at)] != at or not rest:
        return path
    owner: View | None = view
    while owner is not None:
        encoding = owner.spec.get("encoding")
        own = encoding.get(part) if is_object(encoding) else None
        written = (*owner.path, "encoding", part)
        if len(written) <= len(at) and holds(own, rest):
            return (*written, *rest)
        owner = owner.parent if owner.parent and owner.parent.kind == "layer" else None
    return path


def holds(value: Any, path: JsonPath) -> bool:
    """Whether `path` leads to something in `value`."""
    for step in path:
        is_key = is_object(value) and step in value
        if not is_key and not (is_list(value) and isinstance(step, int) and step < len(value)):
            return False
        value = cast(Any, value)[step]
    return True

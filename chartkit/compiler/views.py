"""The views of a Vega-Lite spec: takes a filled, plain spec, gives every view with what reaches it from around.

A view inherits the data of its nearest ancestor that has some, the transforms between the two, and, in layers, the
shared encoding. Flow and planner read views, never the nested spec.
Source: Vega-Lite 6.4, the pages "Layer", "Facet", "Repeat" and "Concat"; how a layer's encoding joins its children's is
`mergeEncoding` of its normalizer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from chartkit.diagnostics import JsonPath
from chartkit.schema.json_types import is_list, is_object

ViewKind = Literal["unit", "layer", "facet", "concat", "repeat"]

Encoding = Mapping[str, tuple[JsonPath, Any]]
"""For each channel the path of its innermost definition, and that definition with what it inherits."""

_SOURCES = ("values", "url", "sequence", "sphere", "graticule")
_CONCATS = ("hconcat", "vconcat", "concat")
_NOTHING: Mapping[str, Any] = MappingProxyType({})
_NO_DATA: dict[str, Any] = {"values": []}
"""What `data: null` means."""


class View(NamedTuple):
    """One view: `spec` is its own object at `path`.

    `source` is the data object it draws from, at `data_path`, and `data` the name in it when the rows come from outside
    of the spec; all three are None where no view around it has data. `transforms` is the whole chain from that source,
    outermost first, the view's own included. `repeaters` are the fields of the repeats around it: by `repeat`, `row`,
    `column` or `layer`. `params` are those written here and around it; `width` and `height` are as written.
    """

    path: JsonPath
    kind: ViewKind
    spec: dict[str, Any]
    parent: View | None
    data: str | None
    data_path: JsonPath | None
    transforms: tuple[tuple[JsonPath, dict[str, Any]], ...]
    encoding: Encoding
    repeaters: Mapping[str, tuple[str, ...]]
    params: tuple[tuple[JsonPath, dict[str, Any]], ...]
    width: Any
    height: Any
    source: dict[str, Any] | None

    @property
    def mark(self) -> str | None:
        """The type of a unit's mark; None for every other view."""
        mark = self.spec.get("mark")
        return mark.get("type") if is_object(mark) else mark

    @property
    def definitions(self) -> dict[str, Any]:
        """The encoding without its paths: each channel's definition with what it inherits."""
        return {channel: definition for channel, (_, definition) in self.encoding.items()}

    def fields(self, reference: Any) -> tuple[str, ...]:
        """The fields that a `field` may name here: the text itself, or all of a repeat's, or none."""
        if isinstance(reference, str):
            return (reference,)
        return self.repeaters.get(str(reference.get("repeat")), ()) if is_object(reference) else ()


def views_of(spec: dict[str, Any]) -> tuple[View, ...]:
    """Every view of a Vega-Lite spec in document order, a view before those in it. O(size of the spec)."""
    return tuple(_views(spec, (), None))


def frame_of(view: View) -> View:
    """The view whose frame `view` is drawn in: the outermost of the layers around it, else itself."""
    while view.parent is not None and view.parent.kind == "layer":
        view = view.parent
    return view


def _views(spec: dict[str, Any], path: JsonPath, parent: View | None) -> Iterator[View]:
    view = _view(spec, path, parent)
    yield view
    for step, child in _children(spec):
        yield from _views(child, (*path, *step), view)


def _view(spec: dict[str, Any], path: JsonPath, parent: View | None) -> View:
    is_source = "data" in spec
    source: dict[str, Any] | None = (spec["data"] or _NO_DATA) if is_source else parent.source if parent else None
    above = parent.transforms if parent and not is_source else ()
    return View(
        path,
        _kind(spec),
        spec,
        parent,
        _outside_name(source),
        (*path, "data") if is_source else parent.data_path if parent else None,
        (*above, *_objects(spec, path, "transform")),
        _encoding(spec, path, parent),
        _repeaters(spec, parent),
        (*(parent.params if parent else ()), *_objects(spec, path, "params")),
        spec.get("width"),
        spec.get("height"),
        source,
    )


def _kind(spec: dict[str, Any]) -> ViewKind:
    if "layer" in spec:
        return "layer"
    if "repeat" in spec:
        return "repeat"
    if "facet" in spec:
        return "facet"
    return "concat" if any(key in spec for key in _CONCATS) else "unit"


def _children(spec: dict[str, Any]) -> Iterator[tuple[JsonPath, dict[str, Any]]]:
    for key in ("layer", *_CONCATS):
        yield from _objects(spec, (), key)
    if is_object(inner := spec.get("spec")):
        yield ("spec",), inner


def _objects(spec: dict[str, Any], path: JsonPath, key: str) -> tuple[tuple[JsonPath, dict[str, Any]], ...]:
    """The objects in the list under `key`, with their paths."""
    items = spec.get(key)
    if not is_list(items):
        return ()
    return tuple(((*path, key, index), item) for index, item in enumerate(items) if is_object(item))


def _outside_name(source: dict[str, Any] | None) -> str | None:
    """The name of a data object that has no rows of its own."""
    if not source or any(key in source for key in _SOURCES):
        return None
    name = source.get("name")
    return name if isinstance(name, str) else None


def _repeaters(spec: dict[str, Any], parent: View | None) -> Mapping[str, tuple[str, ...]]:
    above = parent.repeaters if parent else _NOTHING
    repeat = spec.get("repeat")
    if repeat is None:
        return above
    own = repeat if is_object(repeat) else {"repeat": repeat}
    return {**above, **{key: tuple(fields) for key, fields in own.items()}}


def _encoding(spec: dict[str, Any], path: JsonPath, parent: View | None) -> Encoding:
    """The view's channels, merged with those of the layers around it."""
    written: dict[str, Any] = spec.get("encoding") or {}
    own = {channel: ((*path, "encoding", channel), definition) for channel, definition in written.items()}
    shared = parent.encoding if parent and parent.kind == "layer" else _NOTHING
    if not shared:
        return own
    is_layer = "layer" in spec
    merged: dict[str, tuple[JsonPath, Any]] = {}
    for channel in {**shared, **own}:
        above = shared.get(channel)
        if channel in own:
            at, definition = own[channel]
            merged[channel] = (at, _merged(above[1], definition) if above else definition)
        elif above and (is_layer or _is_inherited(above[1])):
            merged[channel] = above
    return merged


def _merged(above: Any, definition: Any) -> Any:
    if not is_object(definition) or not is_object(above):
        return definition
    if _is_field_or_datum(definition):
        return {**above, **definition}
    condition = definition.get("condition")
    if is_object(condition) and _is_field_or_datum(condition):
        return {**definition, "condition": {**above, **condition}}
    return definition


def _is_field_or_datum(definition: dict[str, Any]) -> bool:
    return "field" in definition or "datum" in definition or definition.get("aggregate") == "count"


def _is_inherited(definition: Any) -> bool:
    """Whether a unit without this channel takes it from its layer; a mere scale or axis waits for a channel to join."""
    if not is_object(definition):
        return isinstance(definition, list)
    return _is_field_or_datum(definition) or "value" in definition or "signal" in definition

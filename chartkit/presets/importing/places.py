"""Where a spec names columns of its table: takes a spec, gives each place with the names in it.

Source: the Vega-Lite 6.4 and Vega 6 schemas: the properties whose values are fields, and expressions over a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from chartkit.diagnostics import JsonPath
from chartkit.expressions.tokens import member_keys, tokenize
from chartkit.presets.importing.detaching import TABLE
from chartkit.presets.transforms import uses_of_transform
from chartkit.schema.json_types import is_list, is_object

_APART = ("data", "datasets", "usermeta", "config", "axis", "legend", "header", "axes", "legends")
"""Keys below which nothing names a column: a guide's `datum` is a tick."""

_EXPRESSIONS = ("test", "expr", "filter", "calculate", "signal", "update", "init")
_ESCAPED = re.compile(r"\\([.\[\]])")
"""A character that Vega would read as the begin of a path into a value, but for the backslash before it."""

_UNTYPED = ("x2", "y2", "theta2", "radius2", "longitude2", "latitude2", "xError", "xError2", "yError", "yError2")
"""Channels that take no type of their own, which a slot would give them."""

_VEGA_TRANSFORMS = frozenset(
    """filter formula aggregate bin timeunit joinaggregate window fold stack extent collect flatten""".split()
)
"""The transforms of Vega whose fields all stand under `field`, `fields`, `groupby` and in expressions."""


class Place(NamedTuple):
    """A field or an expression at `path` that reads `names`; `channel` is the path of the channel that it is of.

    `type` is what the channel draws it as, None where nothing says.
    """

    path: JsonPath
    kind: Literal["field", "expression"]
    text: str
    names: tuple[str, ...]
    channel: JsonPath | None = None
    type: str | None = None


def places_in(spec: dict[str, Any], is_vega: bool) -> tuple[list[Place], set[str]]:
    """The places in document order, and the names that something else is keyed by, or that other data has."""
    finder = _Finder(spec)
    if is_vega:
        for index, dataset in enumerate(spec["data"] if is_list(spec.get("data")) else []):
            if is_object(dataset):
                finder.node(dataset.get("transform"), ("data", index, "transform"))
                finder.rows(dataset.get("values"))
    finder.node(spec, ())
    return finder.places, finder.foreign


class _Finder:
    """One walk; `foreign` are names that do not, or not only, mean columns of the table."""

    def __init__(self, spec: dict[str, Any]) -> None:
        self.spec = spec
        self.places: list[Place] = []
        self.foreign: set[str] = set()

    def node(self, value: Any, path: JsonPath) -> None:
        if is_list(value):
            for index, child in enumerate(value):
                self.item(child, (*path, index))
        elif is_object(value):
            if path and is_object(data := value.get("data")) and data != {"name": TABLE}:
                self.others(value)
                return
            for key, child in value.items():
                if key not in _APART:
                    self.entry(key, child, value, (*path, key))

    def item(self, child: Any, path: JsonPath) -> None:
        is_transform = len(path) >= 2 and path[-2] == "transform" and is_object(child)
        if is_transform and "type" not in child:
            self.transform(child, path)
        elif is_transform and child["type"] not in _VEGA_TRANSFORMS:
            self.others(child)
        else:
            self.node(child, path)

    def entry(self, key: str, child: Any, owner: dict[str, Any], path: JsonPath) -> None:
        if key in _UNTYPED:
            self.others(child)
        elif key in ("field", "groupby") and isinstance(child, str):
            self.field(child, path, type_of_channel(self.shared(path[:-1]) | owner, path[:-1]))
        elif key in ("fields", "groupby") and is_list(child):
            for index, name in enumerate(child):
                if isinstance(name, str):
                    self.field(name, (*path, index))
                else:
                    self.node(name, (*path, index))
        elif key == "key" and isinstance(child, str):
            self.others(child)
        elif key in _EXPRESSIONS and isinstance(child, str):
            self.expression(child, path)
        elif key == "repeat":
            self.others(child)
        elif key in ("value", "bind") and path[-3:-2] == ("params",):
            self.keys(child)
        else:
            self.node(child, path)

    def field(self, name: str, path: JsonPath, type_: str | None = None) -> None:
        """A field; the parts of a path into a value stay as they are, wherever they stand."""
        column = _ESCAPED.sub(r"\1", name)
        if set(_ESCAPED.sub("", name)) & set(".[\\"):
            self.others(name)
            return
        channel = path[:-1] if path[-1] == "field" else None
        self.places.append(Place(path, "field", name, (column,), channel, type_))

    def shared(self, path: JsonPath) -> dict[str, Any]:
        """What the views around give the channel at `path`: the layers of one share its encoding."""
        view: Any = self.spec
        found: dict[str, Any] = {}
        for step in path[:-1]:
            found |= _own_channel(view, str(path[-1]))
            view = view[step]
        return found

    def keys(self, value: Any) -> None:
        """A param's value and inputs are keyed by fields, which no slot can stand for."""
        if is_object(value):
            self.foreign |= value.keys()
        for child in value if is_list(value) else value.values() if is_object(value) else ():
            self.keys(child)

    def transform(self, transform: dict[str, Any], path: JsonPath) -> None:
        if "lookup" in transform:
            self.others(transform.get("from"))
        for use in uses_of_transform(transform):
            if use.is_key:
                self.foreign.add(use.text)
            elif use.kind == "field":
                self.field(use.text, (*path, *use.path))
            else:
                self.expression(use.text, (*path, *use.path))

    def expression(self, text: str, path: JsonPath) -> None:
        """An expression, with the members of `datum` in it; other names and members in it mean something else."""
        tokens = tokenize(text)
        members = member_keys(tokens)
        names: list[str] = []
        before: list[str] = []
        for index, token in enumerate(tokens):
            name = token.text[1:-1] if token.kind == "string" else token.text
            if index in members and is_of_datum(before):
                names.append(name)
            elif token.kind == "name" or index in members:
                self.foreign.add(name)
            if token.kind != "space":
                before.append(token.text)
        if names:
            self.places.append(Place(path, "expression", text, tuple(names)))

    def others(self, value: Any) -> None:
        """What names columns of other data, or columns in a way that no slot can take."""
        self.foreign.update(_texts(value))

    def rows(self, values: Any) -> None:
        for row in values if is_list(values) else ():
            self.foreign.update(row if is_object(row) else ())


def _own_channel(view: Any, name: str) -> dict[str, Any]:
    encoding = view.get("encoding") if is_object(view) else None
    channel = encoding.get(name) if is_object(encoding) else None
    return channel if is_object(channel) else {}


def is_of_datum(before: list[str]) -> bool:
    """Whether a member that follows these tokens, spaces left out, is one of the row itself."""
    return before[-2:-1] == ["datum"] and before[-3:-2] != ["."]


def type_of_channel(channel: dict[str, Any], path: JsonPath) -> str | None:
    """What a channel draws its column as: None where it takes any, as a count does, or is no channel.

    Source: Vega-Lite 6.4, "Type", the default types.
    """
    if channel.get("aggregate") in ("count", "valid", "missing", "distinct"):
        return None
    if "timeUnit" in channel:
        return "temporal"
    if channel.get("bin") or "aggregate" in channel:
        return "quantitative"
    type_ = channel.get("type")
    if isinstance(type_, str):
        return type_ if type_ in ("quantitative", "temporal", "nominal", "ordinal") else None
    name = path[-2] if path and isinstance(path[-1], int) else path[-1] if path else None
    return _default_type(str(name), channel) if is_channel(path) else None


def is_channel(path: JsonPath) -> bool:
    """Whether a channel of an encoding stands at `path`, or one of a list of them."""
    return "encoding" in (path[-2:-1] or ("",)) or (path[-3:-2] == ("encoding",) and isinstance(path[-1], int))


def _default_type(name: str, channel: dict[str, Any]) -> str:
    if name in ("latitude", "longitude"):
        return "quantitative"
    if name in ("row", "column", "facet", "shape", "strokeDash"):
        return "nominal"
    if name == "order" or is_list(channel.get("sort")):
        return "ordinal"
    scale = channel.get("scale")
    kind = scale.get("type") if is_object(scale) else None
    if kind in ("time", "utc"):
        return "temporal"
    return "nominal" if kind in (None, "ordinal", "band", "point") else "quantitative"


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        yield from (token.text.strip("'\"") for token in tokenize(value))
    elif is_object(value):
        for key, child in value.items():
            yield key
            yield from _texts(child)
    elif is_list(value):
        for child in value:
            yield from _texts(child)

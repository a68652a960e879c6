"""Channels of a view: takes its encoding, gives each definition that is drawn, and the type Vega-Lite takes it for.

Source: Vega-Lite 6.4, the pages "Type" and "Encoding"; `defaultType` in its src/channeldef.ts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from chartkit.compiler.flow.vega_lite import origin
from chartkit.compiler.views import View
from chartkit.diagnostics import JsonPath
from chartkit.schema.json_types import is_list, is_object, json_type

COLORS = ("color", "fill", "stroke")
DISCRETE = ("nominal", "ordinal")

_NUMERIC_SCALES = ("linear", "log", "pow", "sqrt", "symlog", "quantile", "quantize", "threshold", "bin-ordinal")
_NOMINAL_CHANNELS = ("row", "column", "facet", "shape", "strokeDash")


class Channel(NamedTuple):
    """One definition of a channel in a view, with what it inherits; `path` is where its innermost part is written."""

    view: View
    name: str
    path: JsonPath
    definition: dict[str, Any]

    @property
    def type(self) -> str:
        """The type it is drawn as: its own, else the one that Vega-Lite infers."""
        return _type(self.name, self.definition)

    @property
    def has_field(self) -> bool:
        """Whether rows decide its values."""
        return "field" in self.definition or "aggregate" in self.definition

    def place(self, *steps: str | int) -> JsonPath:
        """Where a part of it is written: here, or in the layer around that it inherits from."""
        return origin(self.view, self.name, (*self.path, *steps))

    def part(self, key: str) -> dict[str, Any]:
        """Its scale, axis, legend or the like; {} where it has none."""
        value = self.definition.get(key)
        return value if is_object(value) else {}


def channels_of(view: View) -> Iterator[Channel]:
    """Every definition of the view's channels in their order, each item of a list, and those inside of conditions."""
    for name, (path, definition) in view.encoding.items():
        for steps, single in _singles(definition):
            yield Channel(view, name, (*path, *steps), single)


def conditions_of(definition: dict[str, Any]) -> Iterator[tuple[JsonPath, dict[str, Any]]]:
    """What a channel says instead where a test or a selection holds, and the steps to each."""
    condition = definition.get("condition")
    if is_object(condition):
        yield ("condition",), condition
    for index, item in enumerate(condition if is_list(condition) else ()):
        if is_object(item):
            yield ("condition", index), item


def field_places(channel: Channel) -> Iterator[JsonPath]:
    """Where the fields of a channel are written: in it, or in the list of the repeat that it takes them from."""
    field = channel.definition.get("field")
    key = field.get("repeat") if is_object(field) else None
    view = channel.view
    while key is not None and view.parent is not None:
        view = view.parent
        listed = view.spec.get("repeat") if view.kind == "repeat" else None
        own = listed.get(key) if is_object(listed) else listed if key == "repeat" else None
        if is_list(own):
            steps = ("repeat", key) if is_object(listed) else ("repeat",)
            yield from ((*view.path, *steps, index) for index in range(len(own)))
            return
    if isinstance(field, str):
        yield channel.place("field")


def unit_channels(views: Iterable[View], *names: str) -> Iterator[Channel]:
    """The channels of all views with a mark, of these names where some are given."""
    for view in views:
        if view.kind == "unit":
            yield from (channel for channel in channels_of(view) if not names or channel.name in names)


def _singles(definition: Any) -> Iterator[tuple[JsonPath, dict[str, Any]]]:
    if is_list(definition):
        for index, item in enumerate(definition):
            yield from (((index, *steps), single) for steps, single in _singles(item))
    elif is_object(definition):
        yield (), definition
        for steps, condition in conditions_of(definition):
            if "field" in condition or "aggregate" in condition:
                yield steps, condition


def _type(channel: str, definition: dict[str, Any]) -> str:
    own = definition.get("type")
    if isinstance(own, str):
        return own
    if channel in ("latitude", "longitude"):
        return "quantitative"
    if "datum" in definition:
        return _type_of_datum(definition["datum"])
    if channel in _NOMINAL_CHANNELS:
        return "nominal"
    if channel == "order" or is_list(definition.get("sort")):
        return "ordinal"
    if definition.get("timeUnit"):
        return "temporal"
    aggregate = definition.get("aggregate")
    if definition.get("bin") or (aggregate and not is_object(aggregate)):
        return "quantitative"
    scale = definition.get("scale")
    return _type_of_scale(scale.get("type")) if is_object(scale) else "nominal"


def _type_of_datum(datum: Any) -> str:
    if json_type(datum) == "number":
        return "quantitative"
    return "temporal" if is_object(datum) and not datum.keys() & {"expr", "signal"} else "nominal"


def _type_of_scale(type_: Any) -> str:
    if type_ in _NUMERIC_SCALES:
        return "quantitative"
    return "temporal" if type_ in ("time", "utc") else "nominal"

"""Where a chart says how numbers and times are written: takes a subject, gives each format with its place.

Source: Vega-Lite 6.4, the page "Format": a format is one of times for `formatType: time`, and where there is none for a
temporal type or a `timeUnit`; else it is one of numbers, of whatever type the channel is.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from chartkit.check.charts.channels import Channel, unit_channels
from chartkit.check.subject import Subject
from chartkit.compiler.flow.expression_places import gathered, path_of
from chartkit.diagnostics import JsonPath
from chartkit.expressions import ExpressionError, parse
from chartkit.expressions.syntax import Call, Identifier, walk
from chartkit.expressions.syntax import Literal as Constant
from chartkit.schema.json_types import is_object

Kind = Literal["number", "time"]

_GUIDES = ("axis", "legend", "header")
_FUNCTIONS: dict[str, Kind] = {
    "format": "number",
    **dict.fromkeys(("timeFormat", "utcFormat", "timeParse", "utcParse"), "time"),
}


class Format(NamedTuple):
    """One format as it is written at `path`; `is_expression` where that is the expression it stands in."""

    path: JsonPath
    text: str
    kind: Kind
    is_expression: bool = False


def formats_of(subject: Subject) -> Iterator[Format]:
    """Every constant format: of channels, of facets, of the config, and in expressions. None of custom types."""
    for channel in unit_channels(subject.views):
        for steps, text, kind in _of_definition(channel):
            yield Format(channel.place(*steps), text, kind)
    yield from _of_facets(subject)
    yield from _of_config(subject.plain.get("config"))
    yield from _of_expressions(subject)


def _of_definition(channel: Channel) -> Iterator[tuple[JsonPath, str, Kind]]:
    for owner in (*_GUIDES, None):
        holder = channel.part(owner) if owner else channel.definition
        text, own = holder.get("format"), holder.get("formatType")
        if isinstance(text, str) and own in (None, "number", "time"):
            is_time = channel.type == "temporal" or bool(channel.definition.get("timeUnit"))
            kind: Kind = own or ("time" if is_time else "number")
            yield ((owner, "format") if owner else ("format",)), text, kind


def _of_facets(subject: Subject) -> Iterator[Format]:
    """Those of the headers of facets that stand around a view."""
    for view in subject.views:
        facet = view.spec.get("facet") if view.kind == "facet" else None
        if not is_object(facet):
            continue
        named = [(("row",), facet.get("row")), (("column",), facet.get("column"))]
        for steps, definition in [((), facet)] if "field" in facet else named:
            if is_object(definition):
                channel = Channel(view, "facet", (*view.path, "facet", *steps), definition)
                for below, text, kind in _of_definition(channel):
                    yield Format((*channel.path, *below), text, kind)


def _of_config(config: Any) -> Iterator[Format]:
    if not is_object(config) or config.get("customFormatTypes"):
        return
    kinds: dict[str, Kind] = {"numberFormat": "number", "normalizedNumberFormat": "number", "timeFormat": "time"}
    for key, kind in kinds.items():
        if isinstance(config.get(key), str):
            yield Format(("config", key), config[key], kind)


def _of_expressions(subject: Subject) -> Iterator[Format]:
    """The constant second arguments of `format`, `timeFormat` and the like."""
    for link, text, is_name in gathered(subject.plain, subject.preset.dialect == "vega").places:
        if is_name or not any(f"{name}(" in text for name in _FUNCTIONS):
            continue
        for name, format in _calls(text):
            yield Format(path_of(link), format, _FUNCTIONS[name], is_expression=True)


def _calls(text: str) -> Iterator[tuple[str, str]]:
    try:
        tree = parse(text)
    except ExpressionError:  # which is a finding of its own
        return
    for node in walk(tree):
        if isinstance(node, Call) and isinstance(node.callee, Identifier) and node.callee.name in _FUNCTIONS:
            format = node.arguments[1] if len(node.arguments) > 1 else None
            if isinstance(format, Constant) and isinstance(format.value, str):
                yield node.callee.name, format.value

"""A mean, sum or other figure is taken of a column of names.

## Why
Names have no mean: Vega turns them into numbers that are none, and the chart stays empty without a word. And a figure
that is drawn as `nominal` or `ordinal` makes each of its values a category of its own, in an order that says nothing.

## Failing
```yaml
fields:
  model: {type: nominal}
  dataset: {type: nominal}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: bar
  encoding:
    x: {field: "${field:model}", type: nominal}
    y: {aggregate: mean, field: "${field:dataset}"}
```

## Passing
```yaml
fields:
  model: {type: nominal}
  accuracy: {type: quantitative}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: bar
  encoding:
    x: {field: "${field:model}", type: nominal}
    y: {aggregate: mean, field: "${field:accuracy}"}
```

## Source
[Aggregation](https://vega.github.io/vega-lite/docs/aggregate.html) in Vega-Lite 6: `count`, `distinct`, `valid`,
`missing`, `min`, `max`, `argmin` and `argmax` take names, too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chartkit.check.charts.aggregates import OF_NUMBERS, operations_of
from chartkit.check.charts.channels import DISCRETE, Channel, channels_of, field_places
from chartkit.check.charts.slotted import field_slot_at
from chartkit.check.rule import Rule
from chartkit.check.subject import Subject
from chartkit.compiler.views import View
from chartkit.diagnostics import Diagnostic, JsonPath


def aggregate_of_names(subject: Subject) -> Iterable[Diagnostic]:
    """A warning at each figure of a slot that takes names, and at each figure that is drawn as names."""
    for view in subject.views:
        channels = list(_figured(view))
        for path, operation, of_field in (*_in_transforms(view), *_in_channels(channels)):
            slot = field_slot_at(subject, of_field)
            if slot and set(slot.types) <= set(DISCRETE):
                yield _of_slot(subject, path, operation, slot.name, slot.types)
        for path, operation, type_ in _drawn_as_names(channels):
            message = f"the {operation} is a number, and type: {type_} draws each number as a name of its own."
            help = "leave the type out, or write type: quantitative; names are counted by count and distinct"
            yield Diagnostic("CK820", message, "warning", subject.locate(path), help)


def _of_slot(subject: Subject, path: JsonPath, operation: str, slot: str, types: tuple[str, ...]) -> Diagnostic:
    message = f"the {operation} needs numbers; the slot {slot!r} takes a {' or '.join(types)} column."
    help = f"declare {slot!r} as quantitative, or count its names: aggregate: count, or distinct"
    return Diagnostic("CK820", message, "warning", subject.locate(path), help)


def _figured(view: View) -> Iterator[Channel]:
    """The channels that take a figure of their field, or are sorted by one."""
    for channel in channels_of(view) if view.kind in ("unit", "facet") else ():
        if "aggregate" in channel.definition or "sort" in channel.definition:
            yield channel


def _in_channels(channels: list[Channel]) -> Iterator[tuple[JsonPath, str, JsonPath]]:
    """The place of each operation over numbers in the encoding, its name, and the place of its field."""
    for channel in channels:
        operation = channel.definition.get("aggregate")
        if operation in OF_NUMBERS:
            yield from ((channel.place("aggregate"), str(operation), place) for place in field_places(channel))
        sort = channel.part("sort")
        if sort.get("op") in OF_NUMBERS:
            yield channel.place("sort", "op"), str(sort["op"]), channel.place("sort", "field")


def _in_transforms(view: View) -> Iterator[tuple[JsonPath, str, JsonPath]]:
    own = (*view.path, "transform")
    for path, transform in view.transforms:
        for steps, item in operations_of(transform) if path[:-1] == own else ():
            if item.get("op") in OF_NUMBERS:
                yield (*path, *steps, "op"), str(item["op"]), (*path, *steps, "field")


def _drawn_as_names(channels: list[Channel]) -> Iterator[tuple[JsonPath, str, str]]:
    for channel in channels:
        operation, type_ = channel.definition.get("aggregate"), channel.definition.get("type")
        if channel.name in ("x", "y") and operation in OF_NUMBERS and type_ in DISCRETE:
            yield channel.place("type"), str(operation), str(type_)


RULE = Rule("CK820", "aggregate-of-names", "warning", "charts", aggregate_of_names)

"""Layers share one axis although they are made for two.

## Why
Layers share their scales. A count beside a mean, or a layer that asks for a log axis beside one that asks for a linear
one, then stand on the same numbers: one of the two is flat, or simply wrong, and Vega-Lite says nothing. `resolve`
gives each its own axis. Two views beside each other say it more plainly still.

## Failing
```yaml
fields:
  day: {type: temporal}
  price: {type: quantitative}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  encoding:
    x: {field: "${field:day}", type: temporal, timeUnit: yearmonth}
  layer:
    - mark: bar
      encoding:
        y: {aggregate: count}
    - mark: line
      encoding:
        y: {aggregate: mean, field: "${field:price}"}
```

## Passing
```yaml
fields:
  day: {type: temporal}
  price: {type: quantitative}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  encoding:
    x: {field: "${field:day}", type: temporal, timeUnit: yearmonth}
  layer:
    - mark: bar
      encoding:
        y: {aggregate: count}
    - mark: line
      encoding:
        y: {aggregate: mean, field: "${field:price}"}
  resolve: {scale: {y: independent}}
```

## Source
[Resolve](https://vega.github.io/vega-lite/docs/resolve.html) in Vega-Lite 6. P. Isenberg and others, "A Study on
Dual-Scale Data Charts", 2011, https://doi.org/10.1109/TVCG.2011.160
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from chartkit.check.charts.channels import DISCRETE, Channel
from chartkit.check.charts.scales import POSITIONS, Scale
from chartkit.check.charts.slotted import is_of_string_slot
from chartkit.check.rule import Rule
from chartkit.check.subject import Subject
from chartkit.diagnostics import Diagnostic, JsonPath
from chartkit.schema.json_types import is_object

_COUNTS = ("count", "distinct", "valid", "missing")
_FAR_SIDES = {"x": "top", "y": "right"}
_HELP = (
    "resolve: {{scale: {{{channel}: independent}}}} gives each layer its own axis; two views side by side are plainer"
)


def dual_axes(subject: Subject) -> Iterable[Diagnostic]:
    """A warning for each scale of layers that its layers cannot share, at the layer that differs from the first."""
    for scale in subject.scales:
        is_shared = scale.channel in POSITIONS and len(scale.channels) > 1
        found = next(_faults(scale), None) if is_shared else None
        if found and not is_of_string_slot(subject, found[0]):
            path, message = found
            help = _HELP.format(channel=scale.channel)
            yield Diagnostic("CK823", message, "warning", subject.locate(path), help)


def _faults(scale: Scale) -> Iterator[tuple[JsonPath, str]]:
    """What one axis cannot give to both of two layers."""
    for first, other in _pairs(scale):
        yield from _of_types(scale, first, other)
        if _measure(first) != _measure(other):
            yield from _of_measures(scale, first, other)
            yield from _of_sides(scale, first, other)
            yield from _of_titles(scale, first, other)


def _pairs(scale: Scale) -> Iterator[tuple[Channel, Channel]]:
    """The first channel with each other that shares a frame with it; lines at a constant belong to any."""
    drawn = [channel for channel in scale.channels if channel.has_field]
    for other in drawn[1:]:
        if _is_layered(drawn[0], other):
            yield drawn[0], other


def _is_layered(first: Channel, other: Channel) -> bool:
    """Whether two views are layers of one frame, not cells beside each other."""
    parent = first.view.parent
    while parent is not None and other.view.path[: len(parent.path)] != parent.path:
        parent = parent.parent
    return parent is not None and parent.kind == "layer"


def _of_types(scale: Scale, first: Channel, other: Channel) -> Iterator[tuple[JsonPath, str]]:
    """Two types of scale, of which Vega-Lite takes one."""
    own, its = (channel.part("scale").get("type") for channel in (first, other))
    if own and its and own != its:
        path = other.place("scale", "type")
        yield (
            path,
            f"this layer asks for a {its} {scale.channel} axis and the first for a {own} one; they share one axis.",
        )
    elif not own and not its and (first.type in DISCRETE) != (other.type in DISCRETE) and not _is_cut(first, other):
        message = (
            f"this layer has {_kind(other)} on its {scale.channel} axis and the first {_kind(first)}; they share one."
        )
        yield other.place("field" if "field" in other.definition else "aggregate"), message


def _of_measures(scale: Scale, first: Channel, other: Channel) -> Iterator[tuple[JsonPath, str]]:
    """A count of rows beside a figure of a column: two units, whatever the column is."""
    counts = [channel.definition.get("aggregate") in _COUNTS for channel in (first, other)]
    figures = [bool(channel.definition.get("field")) for channel in (first, other)]
    if counts[0] != counts[1] and figures[counts.index(False)]:
        message = f"this layer draws {_measure_words(other)} and the first {_measure_words(first)}, on one"
        yield other.place("aggregate" if counts[1] else "field"), f"{message} {scale.channel} axis."


def _of_sides(scale: Scale, first: Channel, other: Channel) -> Iterator[tuple[JsonPath, str]]:
    """An axis that is put on the far side while another layer has its own on the near one."""
    far = _FAR_SIDES[scale.channel]
    sides = [_side(channel) for channel in (first, other)]
    if None not in sides and (sides[0] == far) != (sides[1] == far):
        placed = other if sides[1] == far else first
        message = f"this layer puts its axis on the {far}, yet all layers share one {scale.channel} axis."
        yield placed.place("axis", "orient"), message


def _of_titles(scale: Scale, first: Channel, other: Channel) -> Iterator[tuple[JsonPath, str]]:
    """Two titles for one axis, which get joined by a comma."""
    own, its = _title(first), _title(other)
    if own and its and own[1] != its[1]:
        message = f"this layer calls its {scale.channel} axis {its[1]!r} and the first {own[1]!r}; they share one axis."
        yield other.place(*its[0]), message


def _title(channel: Channel) -> tuple[JsonPath, str] | None:
    """The title that a layer gives its axis, and its place in the channel."""
    for steps, title in (
        (("axis", "title"), channel.part("axis").get("title")),
        (("title",), channel.definition.get("title")),
    ):
        if isinstance(title, str) and title:
            return steps, title
    return None


def _side(channel: Channel) -> Any:
    """Where a layer has its axis: as it says, "near" where it says nothing, None without one."""
    axis = channel.definition.get("axis", {})
    return axis.get("orient", "near") if is_object(axis) else None


def _measure(channel: Channel) -> tuple[str, ...]:
    return tuple(str(channel.definition.get(key)) for key in ("field", "aggregate", "bin", "timeUnit"))


def _measure_words(channel: Channel) -> str:
    field, aggregate = channel.definition.get("field"), channel.definition.get("aggregate")
    if aggregate in _COUNTS:
        return "a count of rows" if aggregate == "count" else f"a count ({aggregate})"
    return f"the {aggregate} of {field!r}" if isinstance(aggregate, str) else f"{field!r}"


def _is_cut(first: Channel, other: Channel) -> bool:
    """Whether one of them is binned or cut to units of time, and draws on either kind of axis."""
    return any(channel.definition.get(key) for channel in (first, other) for key in ("bin", "timeUnit"))


def _kind(channel: Channel) -> str:
    return "names" if channel.type in DISCRETE else "times" if channel.type == "temporal" else "numbers"


RULE = Rule("CK823", "dual-axes", "warning", "charts", dual_axes)

"""Bars or areas do not stand on zero.

## Why
The eye compares the lengths of bars and the heights of areas. On an axis that begins at 90, a bar of 95 looks half as
long as one of 100. A log axis has no zero at all: its bars begin wherever the axis does. Points and lines are compared
by their place and may do without a zero.

## Failing
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
    y: {field: "${field:accuracy}", type: quantitative, scale: {domain: [0.9, 1]}}
```

## Passing
```yaml
fields:
  model: {type: nominal}
  accuracy: {type: quantitative}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: point
  encoding:
    x: {field: "${field:model}", type: nominal}
    y: {field: "${field:accuracy}", type: quantitative, scale: {domain: [0.9, 1]}}
```

## Source
W. S. Cleveland and R. McGill, "Graphical Perception", 1984, https://doi.org/10.1080/01621459.1984.10478080
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from chartkit.check.charts.channels import Channel
from chartkit.check.charts.measure_channel import measure_channel
from chartkit.check.charts.scales import POSITIONS, Scale, numbers_in
from chartkit.check.charts.slotted import is_of_string_slot
from chartkit.check.rule import Rule
from chartkit.check.subject import Subject
from chartkit.diagnostics import Diagnostic, JsonPath
from chartkit.schema.json_types import is_object

_WORDS = {
    "bar": ("bars", "lengths", "let the axis begin at 0, or draw points, which are read by their place"),
    "area": ("areas", "heights", "let the axis begin at 0, or draw a line, which is read by its place"),
}


def missing_zero(subject: Subject) -> Iterable[Diagnostic]:
    """A warning for each scale of bars or areas, at the setting that keeps zero out of it."""
    for scale in subject.scales:
        marks = [
            channel.view.mark
            for channel in scale.channels
            if scale.channel in POSITIONS
            and channel.view.mark in _WORDS
            and _is_read(channel)
            and measure_channel(channel.view) == channel.name
        ]
        fault = _fault(scale) if marks else None
        if fault and not is_of_string_slot(subject, fault[0]):
            path, reason = fault
            what, measure, help = _WORDS[str(marks[0])]
            message = f"these {what} do not stand on 0, for {reason}: their {measure} cannot be compared."
            yield Diagnostic("CK822", message, "warning", subject.locate(path), help)


def _is_read(channel: Channel) -> bool:
    """Whether an axis gives the numbers; an area without one shows a course and no heights."""
    axis = channel.definition.get("axis", {})
    return channel.view.mark == "bar" or (is_object(axis) and axis.get("labels") is not False)


def _fault(scale: Scale) -> tuple[JsonPath, str] | None:
    """The setting that keeps zero out, and what it does; the user's own zoom is none."""
    domain, zero, type_ = scale.setting("domain"), scale.setting("zero"), scale.setting("type")
    numbers: Sequence[float] = numbers_in(domain[1]) if domain and isinstance(domain[1], list) else []
    if type_ and type_[1] == "log":
        return type_[0], "a log axis has none"
    if domain and numbers:
        return (domain[0], f"the axis goes from {numbers[0]:g} to {numbers[-1]:g}") if _is_off(numbers) else None
    for key, words, is_off in (("domainMin", "begins", _is_above), ("domainMax", "ends", _is_below)):
        bound = scale.setting(key)
        if bound and is_off(bound[1]):
            return bound[0], f"the axis {words} at {bound[1]:g}"
    if zero and zero[1] is False and not domain:
        return zero[0], "zero: false lets the axis begin near the least value"
    return None


def _is_off(numbers: Sequence[float]) -> bool:
    return min(numbers) > 0 or max(numbers) < 0


def _is_above(bound: Any) -> bool:
    return isinstance(bound, (int, float)) and bound > 0


def _is_below(bound: Any) -> bool:
    return isinstance(bound, (int, float)) and bound < 0


RULE = Rule("CK822", "missing-zero", "warning", "charts", missing_zero)

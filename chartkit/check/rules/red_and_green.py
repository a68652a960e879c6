"""Two colours of a scale look alike to readers who cannot tell red from green.

## Why
About one man in twelve and one woman in two hundred sees red and green as nearly one colour. Where nothing but these
two tells the groups apart, neither can be found. Blue and orange are told apart by nearly everybody; a difference in
lightness, or a shape or dash beside the colour, helps as well.

## Failing
```yaml
fields:
  step: {type: quantitative}
  loss: {type: quantitative}
  passed: {type: nominal}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: point
  encoding:
    x: {field: "${field:step}", type: quantitative}
    y: {field: "${field:loss}", type: quantitative}
    color: {field: "${field:passed}", type: nominal, scale: {range: ["#d62728", "#7f8c00"]}}
```

## Passing
```yaml
fields:
  step: {type: quantitative}
  loss: {type: quantitative}
  passed: {type: nominal}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: point
  encoding:
    x: {field: "${field:step}", type: quantitative}
    y: {field: "${field:loss}", type: quantitative}
    color: {field: "${field:passed}", type: nominal, scale: {range: ["#d95f02", "#1f77b4"]}}
```

## Source
G. M. Machado, M. M. Oliveira and L. A. F. Fernandes, "A Physiologically-based Model for Simulation of Color Vision
Deficiency", 2009, https://doi.org/10.1109/TVCG.2009.113
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from chartkit.check.charts.channels import COLORS
from chartkit.check.charts.scales import Scale
from chartkit.check.charts.schemes import palette_of, scheme_of
from chartkit.check.charts.slotted import is_of_string_slot
from chartkit.check.rule import Rule
from chartkit.check.subject import Subject
from chartkit.diagnostics import Diagnostic, JsonPath
from chartkit.schema.color_vision import confused_distance, distance
from chartkit.schema.colors import Color
from chartkit.schema.json_types import is_object

_TOLD_APART = 20
"""Colours further apart than this are told apart at a glance."""
_ALSO = ("shape", "strokeDash", "text")
"""Channels that tell groups apart without colour."""
_HELP = "blue and orange are told apart by nearly everybody: '#1f77b4' and '#e6842a'"


def red_and_green(subject: Subject) -> Iterable[Diagnostic]:
    """A note at each list of colours with two that look alike, and at the scheme from red to green."""
    for scale in subject.scales:
        fault = (_of_scheme(scale) or _of_range(scale)) if scale.channel in COLORS else None
        if fault and not _is_told_otherwise(scale) and not is_of_string_slot(subject, fault[0]):
            yield Diagnostic("CK834", fault[1], "info", subject.locate(fault[0]), _HELP)


def _is_told_otherwise(scale: Scale) -> bool:
    """Whether every mark of the scale also has a place, shape, dash or text for the same field."""
    return all(
        any(
            other != scale.channel
            and is_object(definition)
            and definition.get("field") == channel.definition.get("field")
            for other, definition in channel.view.definitions.items()
            if other in (*_ALSO, "x", "y", "xOffset", "yOffset", "row", "column", "facet")
        )
        for channel in scale.channels
    )


def _of_scheme(scale: Scale) -> tuple[JsonPath, str] | None:
    path, name = scheme_of(scale) or ((), "")
    if name.partition("-")[0] != "redyellowgreen":
        return None
    return path, f"the ends of {name!r} look alike to readers who cannot tell red from green."


def _of_range(scale: Scale) -> tuple[JsonPath, str] | None:
    path, palette = palette_of(scale) or ((), ())
    texts = scale.value("range")
    for (first, one), (second, other) in combinations(enumerate(palette), 2):
        if one and other and _are_confused(one, other):
            message = f"{texts[first]!r} and {texts[second]!r} look alike to readers who cannot tell red from green."
            return (*path, second), message
    return None


def _are_confused(one: Color, other: Color) -> bool:
    """Whether most readers see two colours at a glance, and some see one."""
    return confused_distance(one, other) < _TOLD_APART <= distance(one, other) / 2


RULE = Rule("CK834", "red-and-green", "info", "charts", red_and_green)

"""Colours without an order stand for values that have one.

## Why
The rainbow has no order that the eye knows, grows lighter and darker several times, and draws edges where the data has
none; its red and green look alike to one reader in twelve. A palette made for names does no better. Hours, weekdays
and months, which come round again, may go round a wheel of colours.

## Failing
```yaml
fields:
  x: {type: quantitative}
  y: {type: quantitative}
  loss: {type: quantitative}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: point
  encoding:
    x: {field: "${field:x}", type: quantitative}
    y: {field: "${field:y}", type: quantitative}
    color: {field: "${field:loss}", type: quantitative, scale: {scheme: rainbow}}
```

## Passing
```yaml
fields:
  x: {type: quantitative}
  y: {type: quantitative}
  loss: {type: quantitative}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: point
  encoding:
    x: {field: "${field:x}", type: quantitative}
    y: {field: "${field:y}", type: quantitative}
    color: {field: "${field:loss}", type: quantitative, scale: {scheme: viridis}}
```

## Source
D. Borland and R. M. Taylor, "Rainbow Color Map (Still) Considered Harmful", 2007,
https://doi.org/10.1109/MCG.2007.323435
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from chartkit.check.charts.channels import COLORS, Channel
from chartkit.check.charts.colors import Color, color_of, luminance
from chartkit.check.charts.scales import Scale
from chartkit.check.charts.slotted import is_of_string_slot
from chartkit.check.rule import Rule
from chartkit.check.subject import Subject
from chartkit.diagnostics import Diagnostic, JsonPath
from chartkit.schema.json_types import is_list, is_object

_ROUND = ("rainbow", "sinebow")
_OF_NAMES = tuple(
    "accent category10 category20 category20b category20c dark2 paired pastel1 pastel2 set1 set2 set3 tableau10"
    " tableau20 observable10".split()
)
_RETURNING_UNITS = ("hours", "minutes", "seconds", "day", "month", "date", "monthdate", "quarter", "week")
_SLIGHT = 0.05
"""Steps of luminance that the eye passes over."""
_HELP = "viridis and blues grow steadily lighter; blueorange has two ends and a middle"


def unordered_colors(subject: Subject) -> Iterable[Diagnostic]:
    """A warning at each scheme or list of colours without an order, for numbers and times."""
    for scale in subject.scales:
        if scale.channel not in COLORS or not any(_is_ordered(channel) for channel in scale.channels):
            continue
        fault = _of_scheme(scale) or _of_range(scale)
        if fault and subject.spec and not is_of_string_slot(subject, fault[0]):
            yield Diagnostic("CK833", fault[1], "warning", subject.spec.locate(fault[0]), _HELP)


def _is_ordered(channel: Channel) -> bool:
    """Whether its values go from less to more and do not come round again."""
    unit = channel.definition.get("timeUnit")
    word = str(unit.get("unit") if is_object(unit) else unit).removeprefix("utc")
    return channel.type in ("quantitative", "temporal") and word not in _RETURNING_UNITS


def _of_scheme(scale: Scale) -> tuple[JsonPath, str] | None:
    """A scheme by its name."""
    found = scale.setting("scheme")
    if found is None:
        return None
    path, scheme = found
    name = scheme.get("name") if is_object(scheme) else scheme
    if name in _ROUND:
        return path, f"the colours of {name!r} have no order, and stand for values that have one."
    if name in _OF_NAMES:
        return path, f"{name!r} is made to tell names apart, and stands for values that have an order."
    return None


def _of_range(scale: Scale) -> tuple[JsonPath, str] | None:
    """A list of colours that goes from light to dark and back more than once, as a rainbow does."""
    found = scale.setting("range")
    colors = _colors(found[1]) if found and scale.value("type") not in ("threshold", "quantize", "quantile") else []
    if found is None or _n_turns(colors) < 2:
        return None
    return found[0], "these colours grow lighter and darker in turn, and stand for values that have an order."


def _colors(range_: Any) -> list[Color]:
    colors = [color_of(text) for text in range_] if is_list(range_) else []
    known = [color for color in colors if color]
    return known if len(known) == len(colors) else []


def _n_turns(colors: list[Color]) -> int:
    """How often a list of colours turns from growing lighter to growing darker, or back; slight turns are none."""
    levels = [luminance(color) for color in colors]
    turns, direction, extreme = 0, 0, levels[0] if levels else 0.0
    for level in levels[1:]:
        if abs(level - extreme) < _SLIGHT:
            continue
        towards = 1 if level > extreme else -1
        turns += direction not in (0, towards)
        direction, extreme = towards, level
    return turns


RULE = Rule("CK833", "unordered-colors", "warning", "charts", unordered_colors)

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

from chartkit.check.charts.channels import COLORS, Channel
from chartkit.check.charts.scales import Scale
from chartkit.check.charts.schemes import CATEGORICAL, palette_of, scheme_of
from chartkit.check.charts.slotted import is_of_string_slot
from chartkit.check.rule import Rule
from chartkit.check.subject import Subject
from chartkit.diagnostics import Diagnostic, JsonPath
from chartkit.schema.colors import Color, luminance
from chartkit.schema.json_types import is_object

_ROUND = ("rainbow", "sinebow")
_STEPPED = ("threshold", "quantize", "quantile")
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
        if fault and not is_of_string_slot(subject, fault[0]):
            yield Diagnostic("CK833", fault[1], "warning", subject.locate(fault[0]), _HELP)


def _is_ordered(channel: Channel) -> bool:
    """Whether its values go from less to more and do not come round again."""
    unit = channel.definition.get("timeUnit")
    word = str(unit.get("unit") if is_object(unit) else unit).removeprefix("utc")
    return channel.type in ("quantitative", "temporal") and word not in _RETURNING_UNITS


def _of_scheme(scale: Scale) -> tuple[JsonPath, str] | None:
    """A scheme by its name."""
    path, name = scheme_of(scale) or ((), "")
    if name in _ROUND:
        return path, f"the colours of {name!r} have no order, and stand for values that have one."
    if name in CATEGORICAL:
        return path, f"{name!r} is made to tell names apart, and stands for values that have an order."
    return None


def _of_range(scale: Scale) -> tuple[JsonPath, str] | None:
    """A list of colours that goes from light to dark and back more than once, as a rainbow does."""
    path, palette = palette_of(scale) or ((), ())
    colors = [color for color in palette if color]
    if len(colors) < len(palette) or _n_turns(colors) < 2 or scale.value("type") in _STEPPED:
        return None
    return path, "these colours grow lighter and darker in turn, and stand for values that have an order."


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

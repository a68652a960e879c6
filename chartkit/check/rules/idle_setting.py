"""A setting of a scale, or a sort, does nothing where it stands.

## Why
Vega-Lite leaves out what does not fit the type of a scale, and draws the chart without it: `base` on a linear axis,
`zero` on one of times, `sort: -y` on numbers, which stand in their own order. Mostly the type is not what its author
thought.

## Failing
```yaml
fields:
  step: {type: quantitative}
  loss: {type: quantitative}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: line
  encoding:
    x: {field: "${field:step}", type: quantitative}
    y: {field: "${field:loss}", type: quantitative, scale: {base: 2}}
```

## Passing
```yaml
fields:
  step: {type: quantitative}
  loss: {type: quantitative}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: line
  encoding:
    x: {field: "${field:step}", type: quantitative}
    y: {field: "${field:loss}", type: quantitative, scale: {type: log, base: 2}}
```

## Source
[Scale](https://vega.github.io/vega-lite/docs/scale.html) and [Sort](https://vega.github.io/vega-lite/docs/sort.html)
in Vega-Lite 6.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from chartkit.check.charts.channels import COLORS, Channel
from chartkit.check.charts.scale_settings import idle_settings, type_of
from chartkit.check.charts.scales import POSITIONS, Scale
from chartkit.check.charts.slotted import is_of_string_slot
from chartkit.check.rule import Rule
from chartkit.check.subject import Subject
from chartkit.diagnostics import Diagnostic, JsonPath
from chartkit.schema.json_types import is_object

Found = tuple[JsonPath, str, str]

_NAMES = {"linear": "of numbers", "time": "of times", "utc": "of times", "discrete": "of names", "ordinal": "of names"}
_IN_ORDER = ("linear", "log", "pow", "sqrt", "symlog", "time", "utc")
_SAYS_NOTHING = (None, False)


def idle_setting(subject: Subject) -> Iterable[Diagnostic]:
    """A warning at each setting that Vega-Lite leaves out; what asks for nothing is left alone, as `zero: false`."""
    for scale in subject.scales:
        for path, message, help in _faults(scale):
            if not is_of_string_slot(subject, (*path[: path.index("encoding") + 2],)):
                yield Diagnostic("CK832", message, "warning", subject.locate(path, on_key=True), help)


def _faults(scale: Scale) -> Iterator[Found]:
    is_told = any("scale" in channel.definition or "sort" in channel.definition for channel in scale.channels)
    kind = type_of(scale) if is_told else None
    if kind is None:
        return
    idle = idle_settings(scale, kind)
    for channel in scale.channels:
        settings = channel.part("scale")
        for key, value in settings.items():
            if key in idle and value not in _SAYS_NOTHING and not (key == "zero" and kind == "log"):
                on = f"a scale {_NAMES[kind]}" if kind in _NAMES else f"a {kind} scale"
                message = f"{key} does nothing on {on}: it is for {idle[key]}."
                yield channel.place("scale", key), message, "take it out, or see that the type is the one you mean"
        yield from _of_range(channel, settings)
        if (
            scale.channel in (*POSITIONS, *COLORS)
            and kind in _IN_ORDER
            and _is_by_others(channel.definition.get("sort"))
        ):
            message = f"this sort does nothing: {_NAMES.get(kind, 'of numbers')[3:]} stand in their own order."
            help = "ascending and descending turn them round; type: ordinal makes names of them, which are sorted"
            yield channel.place("sort"), message, help


def _of_range(channel: Channel, settings: dict[str, Any]) -> Iterator[Found]:
    """What a range beside it overrules."""
    if "range" not in settings:
        return
    for key in ("scheme", "rangeMin", "rangeMax"):
        if key in settings:
            yield (
                channel.place("scale", key),
                f"{key} does nothing beside range, which overrules it.",
                "keep one of the two",
            )


def _is_by_others(sort: Any) -> bool:
    """Whether a sort is by another field or channel."""
    return is_object(sort) or (isinstance(sort, str) and sort not in ("ascending", "descending"))


RULE = Rule("CK832", "idle-setting", "warning", "charts", idle_setting)

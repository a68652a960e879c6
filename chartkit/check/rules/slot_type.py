"""A slot takes columns that its channel cannot draw as what they are.

## Why
The type of a slot is a promise to whoever fills it. A text on a quantitative axis is drawn nowhere, numbers on a
temporal one are read as milliseconds since 1970, and numbers with a colour for each as if they were names lose their
order. The chart comes out, and is wrong.

## Failing
```yaml
fields:
  split: {type: nominal}
  y: {type: quantitative}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: point
  encoding:
    x: {field: "${field:split}", type: quantitative}
    y: {field: "${field:y}", type: quantitative}
```

## Passing
```yaml
fields:
  split: {type: nominal}
  y: {type: quantitative}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: point
  encoding:
    x: {field: "${field:split}", type: nominal}
    y: {field: "${field:y}", type: quantitative}
```

## Source
Vega-Lite 6.4, the pages "Type", "Bin" and "Time Unit".
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from chartkit.check.charts.channels import Channel, unit_channels
from chartkit.check.rule import Rule
from chartkit.check.subject import Subject
from chartkit.compiler.views import views_of
from chartkit.diagnostics import Diagnostic, JsonPath, Severity
from chartkit.presets import FieldSlot, Preset
from chartkit.presets.slots import whole_slot

_IN_ORDER = frozenset({"x", "y", "color", "fill", "stroke", "size", "opacity"})
"""The channels that show the order of numbers."""
_HOLDS = {"quantitative": "numbers", "temporal": "times", "nominal": "names", "ordinal": "names"}


class _Fault(NamedTuple):
    """A path in the spec, what becomes of the slot's columns there, the way out, and how grave it is."""

    path: JsonPath
    what: str
    help: str
    severity: Severity = "warning"


def slot_type(subject: Subject) -> Iterable[Diagnostic]:
    """A warning at each type, bin or timeUnit of a channel that no type of its slot goes with. Raw Vega has none."""
    preset = subject.preset
    if preset.dialect != "vega-lite" or subject.spec is None:
        return
    seen: set[tuple[JsonPath, str]] = set()
    for channel in unit_channels(views_of(preset.spec.plain())):
        slot = _slot(channel.definition.get("field"), preset)
        fault = _of_channel(channel, slot) if slot else None
        if slot and fault and (fault.path, slot.name) not in seen:
            seen.add((fault.path, slot.name))
            message = f"the slot {slot.name!r} takes {_holds(slot)}, {fault.what}."
            yield Diagnostic("CK807", message, fault.severity, preset.locate(fault.path), fault.help)


def _slot(field: Any, preset: Preset) -> FieldSlot | None:
    """The slot that a field is, when it says which columns it takes."""
    use = whole_slot(field) if isinstance(field, str) else None
    slot = preset.fields.get(use.name) if use and use.kind == "field" else None
    return slot if slot and "any" not in slot.types else None


def _of_channel(channel: Channel, slot: FieldSlot) -> _Fault | None:
    definition = channel.definition
    if definition.get("aggregate") is not None:
        return None  # what it gives is a number, and what it needs is another rule's
    if definition.get("timeUnit"):
        if _takes(slot, "temporal"):
            return None
        help = f"declare {slot.name!r} with type: temporal"
        return _Fault(channel.place("timeUnit"), "and a timeUnit is for times", help)
    if definition.get("bin") not in (None, False, "binned"):
        if _takes(slot, "quantitative", "temporal"):
            return None
        return _Fault(channel.place("bin"), "which have no bins", "take bin out, or give the slot type: quantitative")
    return _of_type(channel.name, channel.place("type"), definition.get("type"), slot)


def _of_type(channel: str, path: JsonPath, type_: Any, slot: FieldSlot) -> _Fault | None:
    if type_ == "quantitative" and not _takes(slot, "quantitative"):
        becomes = "times become milliseconds since 1970" if _takes(slot, "temporal") else "names have no place there"
        return _Fault(path, f"and this channel draws numbers: {becomes}", _agree(slot, "quantitative"))
    if type_ == "temporal" and not _takes(slot, "temporal"):
        is_read = _takes(slot, "quantitative")
        becomes = "numbers are read as milliseconds since 1970" if is_read else "names have no place there"
        return _Fault(path, f"and this channel draws times: {becomes}", _agree(slot, "temporal"))
    if type_ == "nominal" and channel in _IN_ORDER and slot.types == ("quantitative",):
        return _Fault(path, "and this channel draws each as a name", "type: ordinal keeps their order", "info")
    return None


def _takes(slot: FieldSlot, *types: str) -> bool:
    return not {*types}.isdisjoint(slot.types)


def _holds(slot: FieldSlot) -> str:
    return " or ".join(dict.fromkeys(_HOLDS[type_] for type_ in slot.types))


def _agree(slot: FieldSlot, type_: str) -> str:
    return f"write type: {slot.types[0]} here, or declare {slot.name!r} with type: {type_}"


RULE = Rule("CK807", "slot-type", "warning", "slots", slot_type)

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

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from chartkit.check.rule import Rule
from chartkit.check.subject import Subject
from chartkit.compiler.views import View, views_of
from chartkit.diagnostics import Diagnostic, JsonPath, Severity
from chartkit.presets import FieldSlot, Preset
from chartkit.presets.slots import whole_slot
from chartkit.schema.json_types import is_list, is_object

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
    for view in views_of(preset.spec.plain()):
        for slot, fault in _faults(view, preset):
            if (fault.path, slot.name) not in seen:
                seen.add((fault.path, slot.name))
                message = f"the slot {slot.name!r} takes {_holds(slot)}, {fault.what}."
                yield Diagnostic("CK807", message, fault.severity, preset.locate(fault.path), fault.help)


def _faults(view: View, preset: Preset) -> Iterator[tuple[FieldSlot, _Fault]]:
    for channel, (path, definition) in view.encoding.items() if view.kind == "unit" else ():
        for at, each in _definitions(path, definition):
            slot = _slot(each.get("field"), preset)
            fault = _of_channel(channel, at, each, slot) if slot else None
            if slot and fault:
                yield slot, fault


def _definitions(path: JsonPath, definition: Any) -> Iterator[tuple[JsonPath, dict[str, Any]]]:
    """A channel's definition, or each of a list, and those in its conditions."""
    if is_list(definition):
        for index, item in enumerate(definition):
            yield from _definitions((*path, index), item)
    elif is_object(definition):
        yield path, definition
        yield from _definitions((*path, "condition"), definition.get("condition"))


def _slot(field: Any, preset: Preset) -> FieldSlot | None:
    """The slot that a field is, when it says which columns it takes."""
    use = whole_slot(field) if isinstance(field, str) else None
    slot = preset.fields.get(use.name) if use and use.kind == "field" else None
    return slot if slot and "any" not in slot.types else None


def _of_channel(channel: str, path: JsonPath, definition: dict[str, Any], slot: FieldSlot) -> _Fault | None:
    if definition.get("aggregate") is not None:
        return None  # what it gives is a number, and what it needs is another rule's
    if definition.get("timeUnit"):
        if _takes(slot, "temporal"):
            return None
        help = f"declare {slot.name!r} with type: temporal"
        return _Fault((*path, "timeUnit"), "and a timeUnit is for times", help)
    if definition.get("bin") not in (None, False, "binned"):
        if _takes(slot, "quantitative", "temporal"):
            return None
        return _Fault((*path, "bin"), "which have no bins", "take bin out, or give the slot type: quantitative")
    return _of_type(channel, (*path, "type"), definition.get("type"), slot)


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

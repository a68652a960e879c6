"""Two slots have one name, or names that differ only in capitals, spaces, `-` and `_`.

## Why
Whoever draws the chart fills one of them and believes to have filled the other. A use in the spec takes the wrong one
as easily, and both are declared, so nothing else notices.

## Failing
```yaml
fields:
  x: {type: quantitative}
  y: {type: quantitative}
  hue: {type: nominal, required: false}
  Hue: {type: nominal, required: false}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: point
  encoding:
    x: {field: "${field:x}", type: quantitative}
    y: {field: "${field:y}", type: quantitative}
    color: {field: "${field:hue}", type: nominal}
    shape: {field: "${field:Hue}", type: nominal}
```

## Passing
```yaml
fields:
  x: {type: quantitative}
  y: {type: quantitative}
  hue: {type: nominal, required: false}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: point
  encoding:
    x: {field: "${field:x}", type: quantitative}
    y: {field: "${field:y}", type: quantitative}
    color: {field: "${field:hue}", type: nominal}
    shape: {field: "${field:hue}", type: nominal}
```
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from chartkit.check.rule import Rule
from chartkit.check.subject import Subject
from chartkit.diagnostics import Diagnostic
from chartkit.presets import FieldSlot, StringSlot


def duplicate_slot(subject: Subject) -> Iterable[Diagnostic]:
    """A warning at the later of two slots that can be taken for each other, in each section and across both."""
    preset = subject.preset
    first: dict[str, FieldSlot | StringSlot] = {}
    for slot in (*preset.fields.values(), *preset.strings.values()):
        other = first.setdefault(re.sub(r"[\s_-]+", "", slot.name).casefold(), slot)
        if other is not slot:
            yield _alike(slot, other)


def _alike(slot: FieldSlot | StringSlot, other: FieldSlot | StringSlot) -> Diagnostic:
    where = f" (line {other.mark.line})" if other.mark else ""
    mine, its = (("string" if isinstance(each, StringSlot) else "field") for each in (slot, other))
    difference = "have one name" if slot.name == other.name else "can be taken for each other"
    message = f"the {mine} slot {slot.name!r} and the {its} slot {other.name!r}{where} {difference}."
    place = slot.mark.location() if slot.mark else None
    return Diagnostic("CK806", message, "warning", place, "name each by what it is for, or keep one of them")


RULE = Rule("CK806", "duplicate-slot", "warning", "slots", duplicate_slot)

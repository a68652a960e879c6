"""A slot is declared, and nothing in the spec uses it.

## Why
Whoever draws the chart fills the slot, and nothing changes. Often the use stands in the spec with another name.

## Failing
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
```
"""

from __future__ import annotations

from collections.abc import Iterable

from chartkit.check.rule import Rule
from chartkit.check.rules.unknown_placeholder import placeholders
from chartkit.check.subject import Subject
from chartkit.diagnostics import Diagnostic
from chartkit.presets.slots import slot_uses


def unused_slot(subject: Subject) -> Iterable[Diagnostic]:
    """A warning at the name of each field and string slot that this preset declares and no value of its spec names.

    A slot of a preset that it extends is left to that one; where an override takes its last use away, loading says so.
    One that a near miss of a slot means is left to CK704, which says so at its use.
    """
    preset = subject.preset
    used = {(use.kind, use.name) for use, _, _ in slot_uses(preset.spec)}
    used |= {(found.kind, found.name) for found in placeholders(preset)}
    declared = [("field", slot) for slot in preset.fields.values()]
    declared += [("string", slot) for slot in preset.strings.values()]
    for kind, slot in declared:
        is_own = slot.mark is None or slot.mark.file == preset.file
        if is_own and (kind, slot.name) not in used:
            place = slot.mark.location() if slot.mark else None
            message = f"the {kind} slot {slot.name!r} is declared and used nowhere in the spec."
            help = f'use it as "${{{kind}:{slot.name}}}", or take its declaration out'
            yield Diagnostic("CK703", message, "warning", place, help)


RULE = Rule("CK703", "unused-slot", "warning", "slots", unused_slot)

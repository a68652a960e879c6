"""A preset has no example, so it is proved on made-up columns only.

## Why
The example is a table as the preset is meant for, and the call that draws it. It shows in every check that the preset
still draws what it drew, is what `chartkit preview` and `chartkit presets show` show, and tells a reader what the slots
are for.

## Failing
```yaml loss.yaml
description: The loss at every step, one line.
fields:
  x: {type: quantitative}
  y: {type: quantitative}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: line
  encoding:
    x: {field: "${field:x}", type: quantitative}
    y: {field: "${field:y}", type: quantitative}
```

## Passing
```yaml loss.yaml
description: The loss at every step, one line.
fields:
  x: {type: quantitative}
  y: {type: quantitative}
example:
  values: [{step: 0, loss: 2.3}, {step: 1, loss: 1.1}]
  fields: {x: step, y: loss}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: line
  encoding:
    x: {field: "${field:x}", type: quantitative}
    y: {field: "${field:y}", type: quantitative}
```
"""

from __future__ import annotations

from collections.abc import Iterable

from chartkit.check.bare import is_bare
from chartkit.check.rule import Rule
from chartkit.check.subject import Subject
from chartkit.diagnostics import Diagnostic, Location


def missing_example(subject: Subject) -> Iterable[Diagnostic]:
    """A note on a valid preset without rows to draw; a bare spec has no header for them."""
    preset = subject.preset
    example = preset.example
    if subject.spec is None or (example and example.data is not None) or is_bare(preset):
        return
    place = example.node.locate(()) if example and example.node else Location(preset.file)
    found = "its example has no rows" if example else "it has no example"
    message = f"this preset is proved on made-up columns only: {found}."
    fields = ", ".join(f"{name}: …" for name in preset.fields)
    help = f"write example: {{data: FILE.csv, fields: {{{fields}}}}}, or its rows under values:"
    yield Diagnostic("CK804", message, "info", place, help)


RULE = Rule("CK804", "missing-example", "info", "examples", missing_example)

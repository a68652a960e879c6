"""A preset has no description.

## Why
`chartkit presets list`, the preview and the pull request in which the preset changes show its description. A name
alone, as `me/loss`, does not say what is drawn: one line per run, or a mean of all of them?

## Failing
```yaml loss.yaml
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


def missing_description(subject: Subject) -> Iterable[Diagnostic]:
    """A note on a valid preset without one, in its header or as its spec's; a bare spec has no header for it."""
    preset = subject.preset
    if subject.spec is None or preset.description.strip() or preset.spec.get("description") or is_bare(preset):
        return
    message = "this preset does not say what it draws: it has no description."
    help = "write one on a line of its own, as in description: The loss at every step, one line per run."
    yield Diagnostic("CK803", message, "info", Location(preset.file), help)


RULE = Rule("CK803", "missing-description", "info", "examples", missing_description)

"""The example of a preset draws nothing: it has no rows, or a column without a value.

## Why
An example proves that its preset draws what it should, in every check and every golden. One that draws only a notice
proves nothing.

## Failing
```yaml
fields:
  x: {type: quantitative}
example:
  values: [{loss: null}, {loss: null}]
  fields: {x: loss}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: tick
  encoding:
    x: {field: "${field:x}", type: quantitative}
```

## Passing
```yaml
fields:
  x: {type: quantitative}
example:
  values: [{loss: 0.5}, {loss: 0.25}]
  fields: {x: loss}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: tick
  encoding:
    x: {field: "${field:x}", type: quantitative}
```
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from chartkit.check.examples.examples import example_place
from chartkit.check.rule import Rule
from chartkit.check.subject import Subject
from chartkit.diagnostics import Diagnostic


def blank_example(subject: Subject) -> Iterable[Diagnostic]:
    """A warning at the example when its chart is only a notice: no rows, or a column without values."""
    if subject.chart is None or not subject.chart.is_notice:
        return
    example = subject.preset.example
    key = "data" if example and isinstance(example.data, Path) else "values"
    reasons = [fault.message for fault in subject.chart.diagnostics]
    message = f"the example draws nothing: {' '.join(reasons)}"
    yield Diagnostic("CK707", message, "warning", example_place(subject.preset, key))


RULE = Rule("CK707", "blank-example", "warning", "examples", blank_example)

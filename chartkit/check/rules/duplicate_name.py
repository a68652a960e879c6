"""Two params, views or datasets have one name.

## Why
Vega refuses to draw such a chart, in words about signals and scales that stand nowhere in the spec. It may also draw
the first of two and leave the second out.

## Failing
```yaml
fields:
  step: {type: quantitative}
  loss: {type: quantitative}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  encoding:
    x: {field: "${field:step}", type: quantitative}
    y: {field: "${field:loss}", type: quantitative}
  layer:
    - {name: losses, mark: line}
    - {name: losses, mark: point}
```

## Passing
```yaml
fields:
  step: {type: quantitative}
  loss: {type: quantitative}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  encoding:
    x: {field: "${field:step}", type: quantitative}
    y: {field: "${field:loss}", type: quantitative}
  layer:
    - {name: losses, mark: line}
    - {name: steps, mark: point}
```
"""

from __future__ import annotations

from collections.abc import Iterable

from chartkit.check.charts.duplicates import Duplicate, duplicates_in_vega, duplicates_in_views
from chartkit.check.rule import Rule
from chartkit.check.subject import Subject
from chartkit.diagnostics import Diagnostic


def duplicate_name(subject: Subject) -> Iterable[Diagnostic]:
    """An error at each name that is given for the second time."""
    is_vega = subject.preset.dialect == "vega"
    for found in duplicates_in_vega(subject.plain) if is_vega else duplicates_in_views(subject.views):
        message = f"the name {found.name!r} is taken: {_first(subject, found)}."
        help = f"give each {found.kind} a name of its own"
        yield Diagnostic("CK826", message, "error", subject.locate(found.path), help)


def _first(subject: Subject, found: Duplicate) -> str:
    """Where the name is given first."""
    place = subject.locate(found.first)
    where = f"the {found.kind} in line {place.line}" if place and place.line else f"another {found.kind}"
    return f"{where} has it"


RULE = Rule("CK826", "duplicate-name", "error", "charts", duplicate_name)

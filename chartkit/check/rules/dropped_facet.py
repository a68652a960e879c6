"""A `facet` channel beside `row` or `column`, which Vega-Lite leaves out.

## Why
A chart is split either into rows and columns or into cells that wrap. Where both are asked for, only the rows and
columns are drawn, and marks of all values of the `facet` lie on one another.

## Failing
```yaml
description: Loss by model and split.
fields:
  x: {type: quantitative}
  row: {type: nominal}
  cell: {type: nominal}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: point
  encoding:
    x: {field: "${field:x}", type: quantitative}
    row: {field: "${field:row}", type: nominal}
    facet: {field: "${field:cell}", type: nominal, columns: 2}
```

## Passing
```yaml
description: Loss by model and split.
fields:
  x: {type: quantitative}
  row: {type: nominal}
  cell: {type: nominal}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: point
  encoding:
    x: {field: "${field:x}", type: quantitative}
    row: {field: "${field:row}", type: nominal}
    column: {field: "${field:cell}", type: nominal}
```

## Source
Vega-Lite 6.4, the page "Facet"
"""

from __future__ import annotations

from collections.abc import Iterable

from chartkit.check.rule import Rule
from chartkit.check.subject import Subject
from chartkit.diagnostics import Diagnostic


def dropped_facet(subject: Subject) -> Iterable[Diagnostic]:
    """A warning at each facet channel of a view that is split by row or column, too."""
    for view in subject.views:
        others = [channel for channel in ("row", "column") if channel in view.encoding]
        if view.kind == "unit" and others and "facet" in view.encoding:
            message = f"'facet' is left out, for this view has {' and '.join(map(repr, others))}."
            free = "column" if others == ["row"] else "row"
            way = f"write '{free}' for 'facet', or" if len(others) == 1 else "take 'facet' out, or"
            help = f"{way} take {' and '.join(map(repr, others))} out for cells that wrap"
            place = subject.locate(view.encoding["facet"][0], on_key=True)
            yield Diagnostic("CK837", message, "warning", place, help)


RULE = Rule("CK837", "dropped-facet", "warning", "charts", dropped_facet)

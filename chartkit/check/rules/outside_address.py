"""A chart reaches outside itself: data from a url, the address of an image, or a link.

## Why
Drawing refuses every address, so such a chart has a hole in it. A chart that holds its data draws the same next year,
on a machine without a network, and tells no server who looks at it.

## Failing
```yaml
fields:
  x: {type: quantitative}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  layer:
    - mark: tick
      encoding:
        x: {field: "${field:x}", type: quantitative}
    - mark: {type: image, url: "https://example.com/logo.png", width: 40, height: 20}
```

## Passing
```yaml
fields:
  x: {type: quantitative}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  layer:
    - mark: tick
      encoding:
        x: {field: "${field:x}", type: quantitative}
```
"""

from __future__ import annotations

from collections.abc import Iterable

from chartkit.check.rule import Rule
from chartkit.check.subject import Subject
from chartkit.diagnostics import Diagnostic
from chartkit.render.trust import outside_addresses


def outside_address(subject: Subject) -> Iterable[Diagnostic]:
    """A warning at each of them: drawing will refuse it."""
    if subject.spec is None:
        return
    drawn = subject.chart.spec if subject.chart else subject.spec.plain()
    for fault in outside_addresses(drawn):
        path = fault.location.path if fault.location else None
        yield Diagnostic("CK705", fault.message, "warning", subject.spec.locate(path or ()), fault.help)


RULE = Rule("CK705", "outside-address", "warning", "charts", outside_address)

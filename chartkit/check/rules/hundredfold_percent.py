"""A format of percents over numbers that are percents already: 87 is written as 8700%.

## Why
The formats `%` and `p` of d3 multiply by a hundred; they are for shares from 0 to 1.

## Failing
```yaml
description: Accuracy by step.
fields:
  x: {type: quantitative}
  y: {type: quantitative}
example:
  values:
    - {step: 1, accuracy: 50}
    - {step: 2, accuracy: 70}
  fields: {x: step, y: accuracy}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: line
  encoding:
    x: {field: "${field:x}", type: quantitative}
    y: {field: "${field:y}", type: quantitative, axis: {format: "%"}}
```

## Passing
```yaml
description: Accuracy by step.
fields:
  x: {type: quantitative}
  y: {type: quantitative}
example:
  values:
    - {step: 1, accuracy: 0.5}
    - {step: 2, accuracy: 0.7}
  fields: {x: step, y: accuracy}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: line
  encoding:
    x: {field: "${field:x}", type: quantitative}
    y: {field: "${field:y}", type: quantitative, axis: {format: "%"}}
```
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from chartkit.check.rows.aggregation import drawn_numbers
from chartkit.check.rule import Rule
from chartkit.check.subject import Subject
from chartkit.diagnostics import Diagnostic, JsonPath
from chartkit.schema.json_types import is_object

_PERCENT = re.compile(r"^[^a-zA-Z%]*[%p]$")
_ALREADY_PERCENT = 10
"""A tenfold share is 1000%: rarer than a percent that is multiplied once too often."""


def hundredfold_percent(subject: Subject) -> Iterable[Diagnostic]:
    """A warning at each percent format whose numbers in the example are whole percents."""
    for rows in subject.view_rows:
        for channel, field in rows.channels():
            for steps, format in _formats(channel.definition):
                drawn = [abs(value) for value in drawn_numbers(rows, channel, field) or () if value]
                if not drawn or min(drawn) < 1 or max(drawn) < _ALREADY_PERCENT:
                    continue
                message = f"{format!r} writes {max(drawn):g} of {rows.title(field)!r} as {max(drawn) * 100:,.0f}%."
                place = subject.locate(channel.place(*steps))
                help = f"divide by a hundred in a transform: calculate: {rows.written(field)} / 100"
                yield Diagnostic("CK860", message, "warning", place, help)


def _formats(definition: dict[str, Any]) -> Iterator[tuple[JsonPath, str]]:
    for owner in ("axis", "legend", None):
        holder: Any = definition if owner is None else definition.get(owner)
        found: Any = holder.get("format") if is_object(holder) else None
        if isinstance(found, str) and _PERCENT.match(found):
            yield ((owner, "format") if owner else ("format",)), found


RULE = Rule("CK860", "hundredfold-percent", "warning", "data", hundredfold_percent)

"""A format of numbers or times that cannot be read, or writes something else than was meant.

## Why
Vega draws nothing at all where it cannot read a format of numbers. What it does not know in a format of times it writes
as it stands, so that every tick of an axis says the same.

## Failing
```yaml
description: Loss by step.
fields:
  x: {type: quantitative}
  y: {type: quantitative}
example:
  values:
    - {step: 1, loss: 0.51}
    - {step: 2, loss: 0.43}
  fields: {x: step, y: loss}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: line
  encoding:
    x: {field: "${field:x}", type: quantitative}
    y: {field: "${field:y}", type: quantitative, axis: {format: .2ff}}
```

## Passing
```yaml
description: Loss by step.
fields:
  x: {type: quantitative}
  y: {type: quantitative}
example:
  values:
    - {step: 1, loss: 0.51}
    - {step: 2, loss: 0.43}
  fields: {x: step, y: loss}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: line
  encoding:
    x: {field: "${field:x}", type: quantitative}
    y: {field: "${field:y}", type: quantitative, axis: {format: .2f}}
```

## Source
d3-format 3, https://d3js.org/d3-format; d3-time-format 4, https://d3js.org/d3-time-format
"""

from __future__ import annotations

from collections.abc import Iterable

from chartkit.check.charts.formats import Format, formats_of
from chartkit.check.charts.number_formats import EXAMPLES, FormatFault, number_format_fault
from chartkit.check.charts.slotted import is_of_string_slot
from chartkit.check.charts.time_formats import is_time_format, time_format_fault
from chartkit.check.rule import Rule
from chartkit.check.subject import Subject
from chartkit.diagnostics import Diagnostic


def broken_format(subject: Subject) -> Iterable[Diagnostic]:
    """An error at each format that Vega cannot read, a warning at each that it reads as something else."""
    for found in formats_of(subject):
        fault = _fault(found)
        if fault and not is_of_string_slot(subject, found.path):
            severity = "error" if fault.stops else "warning"
            yield Diagnostic("CK836", fault.message, severity, subject.locate(found.path), fault.help)


def _fault(found: Format) -> FormatFault | None:
    if found.kind == "time":
        return time_format_fault(found.text)
    fault = number_format_fault(found.text)
    if fault is None or not fault.stops or not is_time_format(found.text):
        return fault
    message = f"{found.text!r} is a format of times, and numbers or names are written here."
    times = (
        "utcFormat(…) writes times" if found.is_expression else "'type: temporal' or 'formatType: time' writes times"
    )
    return FormatFault(message, f"{times}; numbers are written {EXAMPLES}", stops=True)


RULE = Rule("CK836", "broken-format", "error", "charts", broken_format)

"""A mean, sum or other aggregate of numbers over a column that holds text in the example.

## Why
Vega reads each text as a number, and one that is none makes the mean of its group NaN: the mark is not drawn.

## Failing
```yaml
description: Mean score by model.
fields:
  group: {type: nominal}
  value: {type: any}
example:
  values:
    - {model: a, score: "0.5 s"}
    - {model: b, score: "0.7 s"}
  fields: {group: model, value: score}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: bar
  encoding:
    x: {field: "${field:group}", type: nominal}
    y: {aggregate: mean, field: "${field:value}", type: quantitative}
```

## Passing
```yaml
description: Mean score by model.
fields:
  group: {type: nominal}
  value: {type: any}
example:
  values:
    - {model: a, score: 0.5}
    - {model: b, score: 0.7}
  fields: {group: model, value: score}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: bar
  encoding:
    x: {field: "${field:group}", type: nominal}
    y: {aggregate: mean, field: "${field:value}", type: quantitative}
```
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import Any

from chartkit.check.charts.aggregates import OF_NUMBERS, operations_of
from chartkit.check.rows import Step, ViewRows
from chartkit.check.rows.javascript import Moment, number
from chartkit.check.rule import Rule
from chartkit.check.subject import Subject
from chartkit.diagnostics import Diagnostic, JsonPath, shown

_OF_NUMBERS = (*OF_NUMBERS, "min", "max")


def aggregate_of_text(subject: Subject) -> Iterable[Diagnostic]:
    """A warning at each aggregate of numbers that meets text that is no number."""
    seen: set[JsonPath] = set()
    for rows in subject.view_rows:
        for path, operation, title, values in (*_encoded(rows), *_transformed(rows)):
            text = next((value for value in values if _is_no_number(value)), None)
            if text is not None and path not in seen:
                seen.add(path)
                message = f"{operation} needs numbers; {title!r} holds {shown(text)}."
                place = subject.locate(path)
                help = "fill it with a column of numbers, or use count, distinct or a filter for text"
                yield Diagnostic("CK855", message, "warning", place, help)


_Found = tuple[JsonPath, str, str, list[Any]]


def _encoded(rows: ViewRows) -> Iterator[_Found]:
    for channel, field in rows.channels():
        operation = channel.definition.get("aggregate")
        if operation in _OF_NUMBERS and channel.definition.get("type") != "temporal":
            yield channel.place("aggregate"), str(operation), rows.title(field), rows.values(field) or []


def _transformed(rows: ViewRows) -> Iterator[_Found]:
    for step in rows.steps:
        for steps, operation in operations_of(step.transform):
            yield from _operation(rows, step, (*step.path, *steps), operation)


def _operation(rows: ViewRows, step: Step, path: JsonPath, operation: dict[str, Any]) -> Iterator[_Found]:
    if operation.get("op") in _OF_NUMBERS and isinstance(operation.get("field"), str):
        field: str = operation["field"]
        values = [] if field in step.before.unknown else [row.get(field) for row in step.before.records]
        yield (*path, "op"), operation["op"], rows.title(field), values


def _is_no_number(value: Any) -> bool:
    return isinstance(value, str) and not isinstance(value, Moment) and math.isnan(number(value))


RULE = Rule("CK855", "aggregate-of-text", "warning", "data", aggregate_of_text)

"""A filter keeps none of the rows that reach it, or all of them.

## Why
A filter that keeps nothing draws an empty chart without a word: mostly its value is misspelt, or of another type than
the column. One that keeps every row of the example is not shown to do anything, which is a note.

## Failing
```yaml
description: Validation loss by step.
fields:
  x: {type: quantitative}
  y: {type: quantitative}
  split: {type: nominal}
example:
  values:
    - {step: 1, loss: 3, part: train}
    - {step: 1, loss: 4, part: val}
  fields: {x: step, y: loss, split: part}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  transform:
    - filter: "datum['${field:split}'] === 'valid'"
  mark: point
  encoding:
    x: {field: "${field:x}", type: quantitative}
    y: {field: "${field:y}", type: quantitative}
```

## Passing
```yaml
description: Validation loss by step.
fields:
  x: {type: quantitative}
  y: {type: quantitative}
  split: {type: nominal}
example:
  values:
    - {step: 1, loss: 3, part: train}
    - {step: 1, loss: 4, part: val}
  fields: {x: step, y: loss, split: part}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  transform:
    - filter: "datum['${field:split}'] === 'val'"
  mark: point
  encoding:
    x: {field: "${field:x}", type: quantitative}
    y: {field: "${field:y}", type: quantitative}
```
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from chartkit.check.charts.constants import is_constant
from chartkit.check.rows import Step, ViewRows
from chartkit.check.rule import Rule
from chartkit.check.subject import Subject
from chartkit.diagnostics import Diagnostic, JsonPath, counted, listed
from chartkit.presets.transforms import reads_of_transform
from chartkit.schema.json_types import is_object

_VALIDITY = re.compile(r"isValid|isFinite|isNaN|isDefined|isNumber|isDate|isString|null|undefined|'valid'")
_MOST_SHOWN = 6


def unreachable_filter(subject: Subject) -> Iterable[Diagnostic]:
    """A warning at each filter that keeps no row of the example, a note at each that keeps them all."""
    seen: set[JsonPath] = set()
    for rows in subject.view_rows:
        for step in rows.steps:
            if "filter" not in step.transform or step.after is None or step.path in seen:
                continue
            seen.add(step.path)
            if is_constant(step.transform["filter"]):  # told without an example
                continue
            n_before, n_after = len(step.before.records), len(step.after.records)
            place = subject.locate((*step.path, "filter"))
            if n_before and not n_after:
                message = f"this filter keeps none of the {counted(n_before, 'row')} that reach it in the example."
                yield Diagnostic("CK854", message, "warning", place, _found(rows, step))
            elif n_before and n_before == n_after and _chooses(step.transform["filter"]):
                message = f"this filter keeps all {counted(n_before, 'row')} that reach it in the example."
                help = "an example with a row that it drops shows what it is for"
                yield Diagnostic("CK854", message, "info", place, help)


def _found(rows: ViewRows, step: Step) -> str | None:
    """What the fields that the filter reads hold."""
    fields = sorted(reads_of_transform(step.transform).fields)
    return "; ".join(told for field in fields if (told := _values(rows.title(field), field, step))) or None


def _values(title: str, field: str, step: Step) -> str | None:
    values = list(dict.fromkeys(row[field] for row in step.before.records if _is_scalar(row.get(field))))
    numbers = [value for value in values if not isinstance(value, str | bool)]
    if not values:
        return f"{title!r} has no value"
    if len(numbers) == len(values):
        return f"{title!r} goes from {min(numbers):g} to {max(numbers):g}"
    return f"{title!r} holds {listed(values, most=_MOST_SHOWN)}"


def _is_scalar(value: Any) -> bool:
    return isinstance(value, str | int | float | bool)


def _chooses(predicate: Any) -> bool:
    """Whether a filter picks rows by what they hold, rather than leaving out what is missing."""
    return not (is_object(predicate) and "param" in predicate) and not _VALIDITY.search(str(predicate))


RULE = Rule("CK854", "unreachable-filter", "warning", "data", unreachable_filter)

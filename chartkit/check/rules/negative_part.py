"""A part of a whole is negative: a slice of a pie, a layer of a stacked area, a share of a normalized bar.

## Why
Nothing can be less than none of a whole. Vega draws the part backwards over its neighbours, and all sizes are wrong.

## Failing
```yaml
description: Share of each cost.
fields:
  label: {type: nominal}
  value: {type: quantitative}
example:
  values:
    - {item: rent, cost: 50}
    - {item: food, cost: 30}
    - {item: refund, cost: -20}
  fields: {label: item, value: cost}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: arc
  encoding:
    theta: {field: "${field:value}", type: quantitative}
    color: {field: "${field:label}", type: nominal}
```

## Passing
```yaml
description: Share of each cost.
fields:
  label: {type: nominal}
  value: {type: quantitative}
example:
  values:
    - {item: rent, cost: 50}
    - {item: food, cost: 30}
  fields: {label: item, value: cost}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: arc
  encoding:
    theta: {field: "${field:value}", type: quantitative}
    color: {field: "${field:label}", type: nominal}
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from chartkit.check.rows import ViewRows
from chartkit.check.rows.aggregation import drawn_numbers
from chartkit.check.rows.stacking import is_stacked
from chartkit.check.rule import Rule
from chartkit.check.subject import Subject
from chartkit.diagnostics import Diagnostic, JsonPath, counted


def negative_part(subject: Subject) -> Iterable[Diagnostic]:
    """A warning at each channel that stacks parts of a whole of which some are negative."""
    for rows in subject.view_rows:
        for what, path, definition, field in _wholes(rows):
            drawn = drawn_numbers(rows, definition, field) or []
            n_negative = sum(value < 0 for value in drawn)
            if n_negative:
                some = f"{n_negative:,} of {counted(len(drawn), 'value')} of {rows.title(field)!r}"
                message = f"{what} cannot be negative; found {some} below zero ({min(drawn):g})."
                place = subject.locate(path)
                yield Diagnostic(
                    "CK858", message, "warning", place, "draw bars or lines from a common zero: stack: false"
                )


def _wholes(rows: ViewRows) -> Iterator[tuple[str, JsonPath, dict[str, Any], str]]:
    for name, path, definition, field in rows.channels("theta", "x", "y"):
        if rows.view.mark == "arc" and name == "theta":
            yield "a slice of a pie", path, definition, field
        elif definition.get("stack") == "normalize" and name != "theta":
            yield "a share of a whole", path, definition, field
        elif rows.view.mark == "area" and name != "theta" and _has_both_signs(rows, definition, field):
            yield "a layer of a stacked area", path, definition, field


def _has_both_signs(rows: ViewRows, definition: dict[str, Any], field: str) -> bool:
    """Whether layers above and below zero are stacked, so that they cover each other."""
    drawn = drawn_numbers(rows, definition, field)
    return bool(drawn) and min(drawn) < 0 < max(drawn) and is_stacked(rows, definition)


RULE = Rule("CK858", "negative-part", "warning", "data", negative_part)

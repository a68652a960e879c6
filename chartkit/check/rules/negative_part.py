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

from chartkit.check.charts.channels import Channel
from chartkit.check.rows import ViewRows
from chartkit.check.rows.aggregation import drawn_numbers
from chartkit.check.rows.stacking import is_stacked
from chartkit.check.rule import Rule
from chartkit.check.subject import Subject
from chartkit.diagnostics import Diagnostic, counted


def negative_part(subject: Subject) -> Iterable[Diagnostic]:
    """A warning at each channel that stacks parts of a whole of which some are negative."""
    for rows in subject.view_rows:
        for what, channel, field in _wholes(rows):
            drawn = drawn_numbers(rows, channel, field) or []
            n_negative = sum(value < 0 for value in drawn)
            if n_negative:
                some = f"{n_negative:,} of {counted(len(drawn), 'value')} of {rows.title(field)!r}"
                message = f"{what} cannot be negative; found {some} below zero ({min(drawn):g})."
                place = subject.locate(channel.place())
                yield Diagnostic(
                    "CK858", message, "warning", place, "draw bars or lines from a common zero: stack: false"
                )


def _wholes(rows: ViewRows) -> Iterator[tuple[str, Channel, str]]:
    for channel, field in rows.channels("theta", "x", "y"):
        is_angle = channel.name == "theta"
        if rows.view.mark == "arc" and is_angle:
            yield "a slice of a pie", channel, field
        elif channel.definition.get("stack") == "normalize" and not is_angle:
            yield "a share of a whole", channel, field
        elif rows.view.mark == "area" and not is_angle and _has_both_signs(rows, channel, field):
            yield "a layer of a stacked area", channel, field


def _has_both_signs(rows: ViewRows, channel: Channel, field: str) -> bool:
    """Whether layers above and below zero are stacked, so that they cover each other."""
    drawn = drawn_numbers(rows, channel, field)
    return bool(drawn) and min(drawn) < 0 < max(drawn) and is_stacked(rows, channel)


RULE = Rule("CK858", "negative-part", "warning", "data", negative_part)

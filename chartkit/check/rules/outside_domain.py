"""A written domain leaves values of the example outside of the axis.

## Why
A domain that does not fit the numbers (0 to 1 for percentages of 0 to 100, say) gives an empty frame, or marks that
are drawn past it, over axes and titles.

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
  mark: point
  encoding:
    x: {field: "${field:x}", type: quantitative}
    y: {field: "${field:y}", type: quantitative, scale: {domain: [0, 1]}}
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
  mark: point
  encoding:
    x: {field: "${field:x}", type: quantitative}
    y: {field: "${field:y}", type: quantitative, scale: {domain: [0, 1]}}
```
"""

from __future__ import annotations

from collections.abc import Iterable
from math import inf
from typing import Any

from chartkit.check.rows import ViewRows
from chartkit.check.rows.aggregation import drawn_numbers
from chartkit.check.rows.javascript import is_number
from chartkit.check.rule import Rule
from chartkit.check.subject import Subject
from chartkit.diagnostics import Diagnostic, counted
from chartkit.schema.json_types import is_list, is_object


def outside_domain(subject: Subject) -> Iterable[Diagnostic]:
    """A warning at each domain of x or y that leaves every value out, or some where the mark is not clipped."""
    for rows in subject.view_rows:
        for channel, field in rows.channels("x", "y"):
            is_number_scale = channel.definition.get("type") == "quantitative"
            bounds = _bounds(channel.part("scale")) if is_number_scale else None
            drawn = drawn_numbers(rows, channel, field) if bounds else None
            if not drawn or bounds is None:
                continue
            low, high = bounds
            n_outside = sum(not low <= value <= high for value in drawn)
            if n_outside and (n_outside == len(drawn) or not _is_clipped(rows, subject.plain.get("config"))):
                place = subject.locate(channel.place("scale"))
                yield _finding(channel.name, rows.title(field), drawn, n_outside)._replace(location=place)


def _finding(name: str, title: str, drawn: list[float], n_outside: int) -> Diagnostic:
    span = f"it goes from {min(drawn):g} to {max(drawn):g}"
    if n_outside == len(drawn):
        message = f"the domain of {name} holds none of the {counted(n_outside, 'value')} of {title!r}: {span}."
        return Diagnostic("CK856", message, "warning", help="write a domain that holds them, or leave it to Vega")
    some = f"{n_outside:,} of {counted(len(drawn), 'value')}"
    message = f"the domain of {name} leaves out {some} of {title!r}, drawn past its axis: {span}."
    return Diagnostic("CK856", message, "warning", help="widen the domain, or cut them off by clip: true in the mark")


def _bounds(scale: dict[str, Any]) -> tuple[float, float] | None:
    """The two ends of a domain that is written in numbers; an end that is not is open."""
    if scale.get("clamp") is True:
        return None
    domain: Any = scale.get("domain")
    ends = list(domain) if is_list(domain) and len(domain) >= 2 else []
    if not all(map(is_number, ends)):
        return None
    low: Any = scale.get("domainMin", min(ends, default=-inf))
    high: Any = scale.get("domainMax", max(ends, default=inf))
    known = is_number(low) and is_number(high) and (low, high) != (-inf, inf)
    return (low, high) if known else None


def _is_clipped(rows: ViewRows, config: Any) -> bool:
    """Whether the marks end at the frame, as those of charts to zoom do."""
    holders: list[Any] = [rows.view.spec.get("mark"), config.get("view") if is_object(config) else None]
    bound = any(param.get("bind") == "scales" for _, param in rows.view.params)
    return bound or any(is_object(each) and each.get("clip") is True for each in holders)


RULE = Rule("CK856", "outside-domain", "warning", "data", outside_domain)

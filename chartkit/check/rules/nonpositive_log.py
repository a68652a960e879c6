"""A log scale meets values of zero or below, or a sqrt scale values below zero.

## Why
Zero has no logarithm. Vega draws such a mark at the edge or nowhere, and the scale loses its ticks, without a word.

## Failing
```yaml
description: Loss by step.
fields:
  x: {type: quantitative}
  y: {type: quantitative}
example:
  values:
    - {step: 1, loss: 0}
    - {step: 2, loss: 10}
    - {step: 3, loss: 100}
  fields: {x: step, y: loss}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: point
  encoding:
    x: {field: "${field:x}", type: quantitative}
    y: {field: "${field:y}", type: quantitative, scale: {type: log}}
```

## Passing
```yaml
description: Loss by step.
fields:
  x: {type: quantitative}
  y: {type: quantitative}
example:
  values:
    - {step: 1, loss: 0}
    - {step: 2, loss: 10}
    - {step: 3, loss: 100}
  fields: {x: step, y: loss}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: point
  encoding:
    x: {field: "${field:x}", type: quantitative}
    y: {field: "${field:y}", type: quantitative, scale: {type: symlog}}
```
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from chartkit.check.rows.aggregation import drawn_numbers
from chartkit.check.rule import Rule
from chartkit.check.subject import Subject
from chartkit.diagnostics import Diagnostic, counted


def nonpositive_log(subject: Subject) -> Iterable[Diagnostic]:
    """A warning at each scale that cannot place some of the numbers it draws, with how many and the least."""
    for rows in subject.view_rows:
        for channel, field in rows.channels():
            scale = channel.part("scale")
            drawn = drawn_numbers(rows, channel, field) if scale and scale.get("clamp") is not True else None
            if drawn and (message := _fault(scale, drawn, f"{channel.name}, which draws {rows.title(field)!r},")):
                place = subject.locate(channel.place("scale"))
                help = f"type: symlog goes through zero; or keep these rows out: filter: {rows.written(field)} > 0"
                yield Diagnostic("CK851", message, "warning", place, help)


def _fault(scale: dict[str, Any], drawn: list[float], where: str) -> str | None:
    kind = scale.get("type")
    if kind == "log":
        bad = [value for value in drawn if value <= 0]
        if not bad or max(drawn) < 0:  # a log scale of negative numbers alone is one
            return None
        return f"the log scale of {where} has no place for {_told(bad, drawn)}."
    is_root = kind == "sqrt" or (kind == "pow" and _is_fraction(scale.get("exponent", 1)))
    bad = [value for value in drawn if value < 0] if is_root else []
    if not bad:
        return None
    return f"the {kind} scale of {where} goes below zero with {_told(bad, drawn)}."


def _told(bad: list[float], drawn: list[float]) -> str:
    return f"{len(bad):,} of {counted(len(drawn), 'value')}; the least is {min(bad):g}"


def _is_fraction(exponent: Any) -> bool:
    return isinstance(exponent, float) and not exponent.is_integer()


RULE = Rule("CK851", "nonpositive-log", "warning", "data", nonpositive_log)

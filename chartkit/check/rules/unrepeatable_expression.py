"""An expression that gives something else at each drawing, or writes to the reader's console.

## Why
A chart that draws otherwise each time cannot be compared: not with its golden, not with the same chart of another run,
not by two people who talk about it. What `warn`, `info` and `debug` write, only someone with the console open sees.

## Failing
```yaml
description: Loss by model, spread out.
fields:
  x: {type: quantitative}
example:
  values: [{loss: 1}, {loss: 2}]
  fields: {x: loss}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  transform:
    - {calculate: "random()", as: jitter}
  mark: point
  encoding:
    x: {field: "${field:x}", type: quantitative}
    y: {field: jitter, type: quantitative}
```

## Passing
```yaml
description: Loss by model, spread out.
fields:
  x: {type: quantitative}
example:
  values: [{loss: 1}, {loss: 2}]
  fields: {x: loss}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  transform:
    - window: [{op: row_number, as: row}]
    - {calculate: "datum.row * 0.618 % 1", as: jitter}
  mark: point
  encoding:
    x: {field: "${field:x}", type: quantitative}
    y: {field: jitter, type: quantitative}
```

## Source
Vega 6, https://vega.github.io/vega/docs/expressions/: of its functions, those whose value is not that of their
arguments alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from chartkit.check.rule import Rule
from chartkit.check.subject import Subject
from chartkit.compiler.flow.expression_places import gathered, path_of
from chartkit.diagnostics import Diagnostic, JsonPath
from chartkit.expressions import ExpressionError, reads

_RANDOM = "gives other numbers at each drawing"
_SPREAD = "spread rows out by a number of theirs, as row_number of a window: datum.row * 0.618 % 1"
_WRITES = "writes to the console of whoever looks at the chart"
_REASONS: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(("random", "sampleNormal", "sampleLogNormal", "sampleUniform"), (_RANDOM, _SPREAD)),
    "now": ("gives the time of the drawing", "give the time as a column or a string slot"),
    "timezoneoffset": ("gives the time zone of the reader", "work with the times of the table, which are in UTC"),
    **dict.fromkeys(("warn", "info", "debug"), (_WRITES, "take it out once the expression works")),
}
"""Every other function of Vega gives the same for the same arguments."""


def unrepeatable_expression(subject: Subject) -> Iterable[Diagnostic]:
    """A note at each expression that calls such a function, but for what answers a reader's events."""
    is_vega = subject.preset.dialect == "vega"
    for link, text, is_name in gathered(subject.plain, is_vega).places if subject.spec else ():
        path = path_of(link)
        if is_name or "on" in path or "(" not in text:
            continue
        for name in sorted(_functions(text) & _REASONS.keys()):
            what, help = _REASONS[name]
            yield Diagnostic("CK861", f"{name}() {what}.", "info", subject.locate(path), help)
    for path in _samples(subject):
        message = "sample draws other rows each time, where there are more than it takes."
        help = "keep rows by a filter on one of their columns, or give fewer"
        yield Diagnostic("CK861", message, "info", subject.locate(path), help)


def _functions(text: str) -> frozenset[str]:
    """The functions an expression calls; none of one that cannot be read, which is a finding of its own."""
    try:
        return reads(text).functions
    except ExpressionError:
        return frozenset()


def _samples(subject: Subject) -> Iterator[JsonPath]:
    """The sample transforms of all views, each once."""
    steps = {path: step for view in subject.views for path, step in view.transforms if "sample" in step}
    yield from ((*path, "sample") for path in steps)


RULE = Rule("CK861", "unrepeatable-expression", "info", "charts", unrepeatable_expression)

"""A log scale reaches zero or below, or a sqrt scale goes below it.

## Why
There is no logarithm of zero: what should stand there goes missing, or the axis turns into lines at infinity, and
Vega-Lite leaves `zero: true` out without a word. The root of a negative number is drawn as that of its mirror image.

## Failing
```yaml
fields:
  step: {type: quantitative}
  loss: {type: quantitative}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: line
  encoding:
    x: {field: "${field:step}", type: quantitative}
    y: {field: "${field:loss}", type: quantitative, scale: {type: log, domain: [0, 10]}}
```

## Passing
```yaml
fields:
  step: {type: quantitative}
  loss: {type: quantitative}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: line
  encoding:
    x: {field: "${field:step}", type: quantitative}
    y: {field: "${field:loss}", type: quantitative, scale: {type: log, domain: [0.001, 10]}}
```

## Source
[Scale](https://vega.github.io/vega-lite/docs/scale.html) in Vega-Lite 6, "Logarithmic scales".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chartkit.check.charts.scales import Scale, numbers_in
from chartkit.check.charts.slotted import is_of_string_slot
from chartkit.check.rows.javascript import is_number
from chartkit.check.rule import Rule
from chartkit.check.subject import Subject
from chartkit.diagnostics import Diagnostic, JsonPath

_SYMLOG = "type: symlog, which draws zero and what is below it"


def log_scale_at_zero(subject: Subject) -> Iterable[Diagnostic]:
    """A warning at each number of a domain, datum or `zero` that the scale cannot place."""
    for scale in subject.scales:
        type_ = scale.value("type")
        if type_ not in ("log", "sqrt"):
            continue
        for path, message in _of_log(scale) if type_ == "log" else _of_sqrt(scale):
            if not is_of_string_slot(subject, path):
                help = f"begin above zero, or write {_SYMLOG}" if type_ == "log" else f"write {_SYMLOG}"
                yield Diagnostic("CK821", message, "warning", subject.locate(path), help)


def _of_log(scale: Scale) -> Iterator[tuple[JsonPath, str]]:
    """Where a log scale meets zero; a domain that lies below it as a whole has logarithms, mirrored."""
    if (zero := scale.setting("zero")) and zero[1] is True:
        yield zero[0], "a log scale has no zero, so that zero: true is left out."
    bounds = list(_bounds(scale))
    is_below = bool(bounds) and all(bound < 0 for _, bound in bounds)
    for path, bound in bounds if not is_below else ():
        if bound <= 0:
            yield path, f"the domain of this log scale holds {bound:g}, which has no logarithm."
    for path, datum in _data(scale):
        if datum <= 0 and not is_below:
            yield path, f"{datum:g} has no place on a log scale."


def _of_sqrt(scale: Scale) -> Iterator[tuple[JsonPath, str]]:
    for path, bound in (*_bounds(scale), *_data(scale)):
        if bound < 0:
            yield path, f"this sqrt scale goes down to {bound:g}, which has no root: it is drawn as the mirrored root."


def _bounds(scale: Scale) -> Iterator[tuple[JsonPath, float]]:
    """The numbers that its domain is set to, with their places."""
    for key in ("domain", "domainMin", "domainMax"):
        found = scale.setting(key)
        if found is None:
            continue
        path, value = found
        if is_number(value):
            yield path, value
        inner = () if isinstance(value, list) else ("unionWith",)
        yield from (((*path, *inner, index), number) for index, number in enumerate(numbers_in(value)))


def _data(scale: Scale) -> Iterator[tuple[JsonPath, float]]:
    for channel in scale.channels:
        datum = channel.definition.get("datum")
        if is_number(datum):
            yield channel.place("datum"), datum


RULE = Rule("CK821", "log-scale-at-zero", "warning", "charts", log_scale_at_zero)

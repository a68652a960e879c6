"""A param or signal is defined, and nothing reads it.

## Why
Its slider moves and nothing changes, or a click selects and nothing answers. Often the use stands elsewhere under
another name. A selection bound to the scales or to a legend, and a brush that is merely drawn, do something by
themselves.

## Failing
```yaml
fields:
  step: {type: quantitative}
  loss: {type: quantitative}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  params:
    - {name: width_px, value: 2, bind: {input: range, min: 1, max: 5}}
  mark: {type: line, strokeWidth: 2}
  encoding:
    x: {field: "${field:step}", type: quantitative}
    y: {field: "${field:loss}", type: quantitative}
```

## Passing
```yaml
fields:
  step: {type: quantitative}
  loss: {type: quantitative}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  params:
    - {name: width_px, value: 2, bind: {input: range, min: 1, max: 5}}
  mark: {type: line, strokeWidth: {expr: width_px}}
  encoding:
    x: {field: "${field:step}", type: quantitative}
    y: {field: "${field:loss}", type: quantitative}
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from typing import Any

from chartkit.check.charts.params import Defined, defined_params, read_names
from chartkit.check.charts.slotted import node_at
from chartkit.check.rule import Rule
from chartkit.check.subject import Subject
from chartkit.compiler.flow.expression_faults import BUILT_IN
from chartkit.diagnostics import Diagnostic
from chartkit.schema.json_types import is_object

_ACTS = frozenset(["on", "update", "push"])
"""What a signal of raw Vega may do by itself: it listens, and others may listen to it."""


def unused_param(subject: Subject) -> Iterable[Diagnostic]:
    """A warning at the name of each param or signal that no expression, test or scale names.

    Not in a spec with errors: what should read the param may be what is misspelt.
    """
    spec, is_vega = subject.preset.spec, subject.preset.dialect == "vega"
    if subject.spec is None or (subject.views and not any("params" in owner for owner in _owners(subject))):
        return
    defined = list(defined_params(spec, is_vega))
    read = set(read_names(spec)) if defined else set[str]()
    for param in defined:
        if not _is_read(param, read) and not _acts(subject, param, is_vega):
            word = "signal" if is_vega else "param"
            message = f"the {word} {param.name!r} is defined and nothing reads it."
            help = "use it in an expression, a condition or a filter, or take its definition out"
            yield Diagnostic("CK825", message, "warning", spec.locate(param.path), help)


def _owners(subject: Subject) -> Iterator[dict[str, Any]]:
    """What may define params: the views and the config."""
    yield from (view.spec for view in subject.views)
    config = subject.plain.get("config")
    if is_object(config):
        yield config


def _is_read(param: Defined, read: Set[str]) -> bool:
    """Whether a text names it, or a signal that Vega-Lite makes of it: `brush_x`."""
    return param.name in read or any(word.startswith(f"{param.name}_") for word in read)


def _acts(subject: Subject, param: Defined, is_vega: bool) -> bool:
    """Whether it does something though nobody reads it."""
    if is_vega:
        return param.name in BUILT_IN or bool(param.entries & _ACTS)
    if not param.is_selection:
        return False
    select = node_at(subject.preset.spec, (*param.path[:-1], "select"))
    kind = select and (select.get("type") or select)
    return bool(kind and kind.value == "interval") or "bind" in param.entries


RULE = Rule("CK825", "unused-param", "warning", "charts", unused_param)

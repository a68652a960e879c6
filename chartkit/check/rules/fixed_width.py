"""A chart is wider than a panel, by numbers that cannot give way.

## Why
Charts stand in panels of a page, mostly a third or a half of it. A view without a width fills the panel; one with a
number keeps it, and views beside each other add up: what is wider than 600 px is cut off, or shrunk until its text
cannot be read.

## Failing
```yaml
fields:
  step: {type: quantitative}
  loss: {type: quantitative}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  width: 1200
  mark: line
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
  mark: line
  encoding:
    x: {field: "${field:step}", type: quantitative}
    y: {field: "${field:loss}", type: quantitative}
```
"""

from __future__ import annotations

from collections.abc import Iterable

from chartkit.check.charts.slotted import is_of_string_slot
from chartkit.check.charts.widths import NONE, width_of
from chartkit.check.rule import Rule
from chartkit.check.subject import Subject
from chartkit.compiler.sizes import WIDTH_PX
from chartkit.diagnostics import Diagnostic

_HELP = "leave width out: the views fill their panel; where the shape matters, up to {most} px fit"


def fixed_width(subject: Subject) -> Iterable[Diagnostic]:
    """A note at the widest of the widths that make a chart wider than `WIDTH_PX`."""
    found = width_of(subject.plain) if subject.views else NONE
    if found.width_px <= WIDTH_PX or is_of_string_slot(subject, found.path):
        return
    message = f"this chart is {found.width_px:g} px wide, whatever its panel is."
    help = _HELP.format(most=WIDTH_PX)
    yield Diagnostic("CK829", message, "info", subject.locate(found.path), help)


RULE = Rule("CK829", "fixed-width", "info", "charts", fixed_width)

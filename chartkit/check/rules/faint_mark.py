"""The marks of a chart have too little contrast with what they lie on.

## Why
Marks that carry the data must be seen: WCAG asks for a contrast of 3 between a graphic and its ground. An outline that
has it is enough, and so is one layer of several: pale bands and rules behind the data are meant to be pale, and
numbers that are printed beside the marks can be read instead.

## Failing
```yaml
fields:
  model: {type: nominal}
  accuracy: {type: quantitative}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: {type: bar, color: "#ffe08a"}
  encoding:
    x: {field: "${field:model}", type: nominal}
    y: {field: "${field:accuracy}", type: quantitative}
```

## Passing
```yaml
fields:
  model: {type: nominal}
  accuracy: {type: quantitative}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: {type: bar, color: "#ffe08a", stroke: "#7a5c00"}
  encoding:
    x: {field: "${field:model}", type: nominal}
    y: {field: "${field:accuracy}", type: quantitative}
```

## Source
WCAG 2.2, [success criterion 1.4.11](https://www.w3.org/TR/WCAG22/#non-text-contrast).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from chartkit.check.charts.grounds import config_of, entry, page_color, plot_color
from chartkit.check.charts.mark_colors import MarkColor, mark_colors
from chartkit.check.charts.readable import hexadecimal, readable
from chartkit.check.charts.slotted import is_of_string_slot
from chartkit.check.rule import Rule
from chartkit.check.subject import Subject
from chartkit.compiler.views import View, frame_of
from chartkit.diagnostics import Diagnostic, JsonPath
from chartkit.schema.colors import Color, contrast, shown_contrast

_NEEDED = 3.0


def faint_mark(subject: Subject) -> Iterable[Diagnostic]:
    """A note at the colour of marks in a frame that holds nothing but marks near to its ground."""
    frames: dict[JsonPath, list[View]] = {}
    for view in subject.views:
        if view.mark:
            frames.setdefault(frame_of(view).path, []).append(view)
    own: dict[str, Any] = entry(subject.plain, "config") or {}
    colored = {path: [mark_colors(view, own) for view in views] for path, views in frames.items()}
    if not any(map(all, colored.values())):
        return
    config = config_of(subject)
    page = page_color(subject.plain, config)
    for path, views in frames.items():
        ground = plot_color(views[0], config, page)
        if ground and all(_is_faint(marks, ground) for marks in colored[path]):
            for mark in dict.fromkeys(marks[0] for marks in colored[path]):
                yield from _finding(subject, mark, ground)


def _is_faint(marks: Sequence[MarkColor], ground: Color) -> bool:
    """Whether nothing that the marks are drawn in stands out; what is fully transparent is not drawn to be seen."""
    return any(mark.color.alpha > 0 for mark in marks) and all(
        contrast(mark.color.over(ground), ground) < _NEEDED for mark in marks
    )


def _finding(subject: Subject, mark: MarkColor, ground: Color) -> Iterable[Diagnostic]:
    if not is_of_string_slot(subject, mark.path):
        message, help = _words(mark.color, ground)
        yield Diagnostic("CK828", message, "info", subject.locate(mark.path), help)


def _words(drawn: Color, ground: Color) -> tuple[str, str]:
    color = drawn.over(ground)
    found = shown_contrast(color, ground)
    message = f"these marks have a contrast of {found} with their ground, {hexadecimal(ground)}; they need 3."
    if drawn.alpha < 1 and contrast(drawn._replace(alpha=1.0), ground) >= _NEEDED:
        return message, "they are pale by their opacity alone: raise that"
    near = readable(color, ground, _NEEDED)
    way_out = "a stroke around them that stands out is enough"
    return message, f"{near!r} is the nearest that can be seen there; {way_out}, too" if near else way_out


RULE = Rule("CK828", "faint-mark", "info", "charts", faint_mark)

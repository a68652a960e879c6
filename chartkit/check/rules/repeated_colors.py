"""More categories than the palette has colours, or than there are shapes: two of them look the same.

## Why
Vega starts again at the first colour after the last, ten later by default and with no word of it. A reader who looks
the colour up in the legend finds two names for it.

## Failing
```yaml
description: Loss by step and run.
fields:
  x: {type: quantitative}
  y: {type: quantitative}
  color: {type: nominal}
example:
  values:
    - {step: 0, loss: 0, run: a}
    - {step: 1, loss: 1, run: b}
    - {step: 2, loss: 2, run: c}
    - {step: 3, loss: 3, run: d}
    - {step: 0, loss: 4, run: e}
    - {step: 1, loss: 5, run: f}
    - {step: 2, loss: 6, run: g}
    - {step: 3, loss: 7, run: h}
    - {step: 0, loss: 8, run: i}
    - {step: 1, loss: 9, run: j}
    - {step: 2, loss: 10, run: k}
  fields: {x: step, y: loss, color: run}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: point
  encoding:
    x: {field: "${field:x}", type: quantitative}
    y: {field: "${field:y}", type: quantitative}
    color: {field: "${field:color}", type: nominal}
```

## Passing
```yaml
description: Loss by step and run.
fields:
  x: {type: quantitative}
  y: {type: quantitative}
  color: {type: nominal}
example:
  values:
    - {step: 0, loss: 0, run: a}
    - {step: 1, loss: 1, run: b}
    - {step: 2, loss: 2, run: c}
    - {step: 3, loss: 3, run: d}
    - {step: 0, loss: 4, run: e}
    - {step: 1, loss: 5, run: f}
    - {step: 2, loss: 6, run: g}
    - {step: 3, loss: 7, run: h}
    - {step: 0, loss: 8, run: i}
    - {step: 1, loss: 9, run: j}
    - {step: 2, loss: 10, run: k}
  fields: {x: step, y: loss, color: run}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: point
  encoding:
    x: {field: "${field:x}", type: quantitative}
    y: {field: "${field:y}", type: quantitative}
    color: {field: "${field:color}", type: nominal, scale: {scheme: tableau20}}
```
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from chartkit.check.charts.channels import COLORS
from chartkit.check.charts.schemes import CATEGORICAL
from chartkit.check.rows import ViewRows
from chartkit.check.rows.aggregation import facet_fields
from chartkit.check.rule import Rule
from chartkit.check.subject import Subject
from chartkit.diagnostics import Diagnostic
from chartkit.schema.json_types import is_list, is_object, json_key

_PLACES = ("x", "y", "xOffset", "yOffset", "row", "column", "facet")
_N_SHAPES = 8
_N_COLORS = CATEGORICAL["tableau10"]
_LARGEST = CATEGORICAL["tableau20"]


def repeated_colors(subject: Subject) -> Iterable[Diagnostic]:
    """A warning at each channel of color or shape whose categories in the example repeat what it has."""
    for rows in subject.view_rows:
        for channel, field in rows.channels(*COLORS, "shape"):
            n_looks = _n_looks(channel.name, channel.definition, subject.plain.get("config"))
            if n_looks is None or _is_told_by_place(rows, field):
                continue
            n_values = len({json_key(value) for value in rows.values(field) or () if value is not None})
            if n_values > n_looks:
                looks = "shapes" if channel.name == "shape" else "colours"
                message = f"{n_values:,} values of {rows.title(field)!r} share {n_looks} {looks}: some look the same."
                place = subject.locate(channel.place())
                yield Diagnostic("CK852", message, "warning", place, _way_out(rows, field, n_values, looks))


def _n_looks(name: str, definition: Mapping[str, Any], config: Any) -> int | None:
    """How many categories look different; None where the colours are no palette."""
    if definition.get("type") != "nominal" or definition.get("bin") or definition.get("aggregate"):
        return None
    scale = definition.get("scale", {})
    if not is_object(scale):
        return None
    if is_list(scale.get("range")):
        return len(scale["range"])
    if name == "shape":
        return None if scale.get("range") else _N_SHAPES
    if "scheme" in scale:
        return _size_of(scale["scheme"])
    return None if scale.get("range") else _configured(config)


def _size_of(scheme: Any) -> int | None:
    return CATEGORICAL.get(scheme) if isinstance(scheme, str) else None


def _configured(config: Any) -> int | None:
    ranges = config.get("range") if is_object(config) else None
    palette = ranges.get("category") if is_object(ranges) else None
    if is_list(palette):
        return len(palette)
    return _size_of(palette.get("scheme")) if is_object(palette) else _N_COLORS


def _is_told_by_place(rows: ViewRows, field: str) -> bool:
    """Whether the marks of a category also stand in a place of their own, with its name beside them."""
    return any(place == field for _, place in rows.channels(*_PLACES)) or field in facet_fields(rows)


def _way_out(rows: ViewRows, field: str, n_values: int, looks: str) -> str:
    fewer = "draw the most important by a filter, or one chart for each by facet"
    if looks == "colours" and n_values <= _LARGEST:
        return f"scale: {{scheme: tableau20}} has {_LARGEST}; or {fewer}"
    return f"{fewer}: {{field: {rows.author_field(field)}}}"


RULE = Rule("CK852", "repeated-colors", "warning", "data", repeated_colors)

"""An axis of names, or a facet, with more categories than a screen has room for.

## Why
Each category takes a row or column of its own, 20 px by default, and each cell of a facet is a chart: what a reader
gets is a picture many screens long, or labels on top of each other.

## Failing
```yaml
description: How often each label stands in the table.
fields:
  label: {type: any}
example:
  values: [
    {n: 0}, {n: 1}, {n: 2}, {n: 3}, {n: 4}, {n: 5}, {n: 6}, {n: 7}, {n: 8}, {n: 9}, {n: 10}, {n: 11},
    {n: 12}, {n: 13}, {n: 14}, {n: 15}, {n: 16}, {n: 17}, {n: 18}, {n: 19}, {n: 20}, {n: 21}, {n: 22}, {n: 23},
    {n: 24}, {n: 25}, {n: 26}, {n: 27}, {n: 28}, {n: 29}, {n: 30}, {n: 31}, {n: 32}, {n: 33}, {n: 34}, {n: 35},
    {n: 36}, {n: 37}, {n: 38}, {n: 39}, {n: 40}, {n: 41}, {n: 42}, {n: 43}, {n: 44}, {n: 45}, {n: 46}, {n: 47},
    {n: 48}, {n: 49}, {n: 50}, {n: 51}, {n: 52}, {n: 53}, {n: 54}, {n: 55}, {n: 56}, {n: 57}, {n: 58}, {n: 59},
    {n: 60}, {n: 61}, {n: 62}, {n: 63}, {n: 64}, {n: 65}, {n: 66}, {n: 67}, {n: 68}, {n: 69}, {n: 70}, {n: 71},
    {n: 72}, {n: 73}, {n: 74}, {n: 75}, {n: 76}, {n: 77}, {n: 78}, {n: 79}, {n: 80}, {n: 81}, {n: 82}, {n: 83},
    {n: 84}, {n: 85}, {n: 86}, {n: 87}, {n: 88}, {n: 89}, {n: 90}, {n: 91}, {n: 92}, {n: 93}, {n: 94}, {n: 95},
    {n: 96}, {n: 97}, {n: 98}, {n: 99}, {n: 100}]
  fields: {label: n}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: bar
  encoding:
    x: {aggregate: count}
    y: {field: "${field:label}", type: ordinal}
```

## Passing
```yaml
description: How often each label stands in the table.
fields:
  label: {type: any}
example:
  values: [{n: 0}, {n: 1}, {n: 2}, {n: 3}]
  fields: {label: n}
spec:
  $schema: https://vega.github.io/schema/vega-lite/v6.json
  data: {name: table}
  mark: bar
  encoding:
    x: {aggregate: count}
    y: {field: "${field:label}", type: ordinal}
```
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from chartkit.check.charts.channels import DISCRETE
from chartkit.check.rows import ViewRows
from chartkit.check.rows.aggregation import FACET_CHANNELS
from chartkit.check.rule import Rule
from chartkit.check.subject import Subject
from chartkit.diagnostics import Diagnostic, JsonPath
from chartkit.schema.json_types import is_object, json_key

_MOST_LABELS = 100
_MOST_CELLS_OF_HEATMAP = 300
_MOST_CHARTS = 50


def too_many_categories(subject: Subject) -> Iterable[Diagnostic]:
    """A warning at each axis and facet with more categories in the example than fit on a screen."""
    seen: set[JsonPath] = set()
    for rows in subject.view_rows:
        if rows.is_chosen_by_reader:
            continue
        for path, field, what, most in (*_axes(rows), *_facets(rows)):
            n_values = len({json_key(value) for value in rows.values(field) or ()})
            if n_values > most and path not in seen:
                seen.add(path)
                message = f"{rows.title(field)!r} has {n_values:,} values, and {what}."
                place = subject.locate(path)
                yield Diagnostic("CK853", message, "warning", place, _way_out(rows, field))


_Found = tuple[JsonPath, str, str, int]


def _axes(rows: ViewRows) -> Iterator[_Found]:
    most = _MOST_CELLS_OF_HEATMAP if rows.view.mark == "rect" else _MOST_LABELS
    for channel, field in rows.channels("x", "y"):
        definition = channel.definition
        if definition.get("type") in DISCRETE and _is_labelled(definition) and not _is_grouped(definition):
            what = "x gives each a column" if channel.name == "x" else "y gives each a row of its own"
            yield channel.place(), field, what, most


def _facets(rows: ViewRows) -> Iterator[_Found]:
    for channel, field in rows.channels(*FACET_CHANNELS):
        if not _is_grouped(channel.definition):
            yield channel.place(), field, f"{channel.name} draws a chart for each", _MOST_CHARTS
    parent = rows.view.parent
    facet = parent.spec.get("facet") if parent else None
    if parent and is_object(facet) and isinstance(facet.get("field"), str) and not _is_grouped(facet):
        yield (*parent.path, "facet"), facet["field"], "facet draws a chart for each", _MOST_CHARTS


def _is_grouped(definition: dict[str, Any]) -> bool:
    return bool(definition.get("bin") or definition.get("timeUnit"))


def _is_labelled(definition: dict[str, Any]) -> bool:
    axis = definition.get("axis", {})
    return is_object(axis) and axis.get("labels") is not False


def _way_out(rows: ViewRows, field: str) -> str:
    name = rows.author_field(field)
    return f"keep the first by a window over {name} with op rank and a filter, or put the rest together as 'other'"


RULE = Rule("CK853", "too-many-categories", "warning", "data", too_many_categories)
